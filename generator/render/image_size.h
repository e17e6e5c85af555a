// The size of a picture from the first bytes of its file, so that a page keeps its place free while
// it loads: PNG (RFC 2083, 11.2.1), GIF (89a, logical screen), JPEG (ITU T.81, B.2.2: the frame
// header), SVG (width and height, else viewBox).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace render {

struct ImageSize {
  int width = 0;
  int height = 0;
  auto operator<=>(const ImageSize&) const = default;
};

// Nothing when the format is none of these, the bytes end too early or a side is not from 1 to
// 65535. `bytes` may be the beginning of the file: 64 KiB are enough for nearly every picture.
std::optional<ImageSize> image_size(std::string_view bytes);

// By address in the site: "assets/pictures/plan.png".
using ImageSizes = std::map<std::string, ImageSize, std::less<>>;

}  // namespace render
