#include "generator/render/image_size.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace render {

namespace {

using Size = std::optional<ImageSize>;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
unsigned big16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}
unsigned little16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at + 1) << 8 | byte_at(bytes, at);
}
std::uint64_t big32(std::string_view bytes, std::size_t at) {
  return std::uint64_t{big16(bytes, at)} << 16 | big16(bytes, at + 2);
}

Size checked(std::uint64_t width, std::uint64_t height) {
  if (width < 1 || height < 1 || width > 65535 || height > 65535) return {};
  return ImageSize{static_cast<int>(width), static_cast<int>(height)};
}

Size png(std::string_view bytes) {
  if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return {};
  return checked(big32(bytes, 16), big32(bytes, 20));
}

Size gif(std::string_view bytes) {
  if (bytes.size() < 10) return {};
  return checked(little16(bytes, 6), little16(bytes, 8));
}

// Walks the segments to the frame header (SOF0 to SOF15 but DHT, JPG and DAC).
Size jpeg(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (byte_at(bytes, at) != 0xFF) return {};
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {  // a fill byte
      ++at;
      continue;
    }
    const bool frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) {
      if (at + 9 > bytes.size()) return {};
      return checked(big16(bytes, at + 7), big16(bytes, at + 5));
    }
    const unsigned length = big16(bytes, at + 2);
    if (length < 2) return {};
    at += 2 + length;
  }
  return {};
}

// The value of an attribute of the tag: attribute("<svg width='12'>", "width") -> "12".
std::string_view attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    if (at == 0 || static_cast<unsigned char>(tag[at - 1]) > ' ') continue;
    std::size_t value = at + name.size();
    while (value < tag.size() && (tag[value] == ' ' || tag[value] == '=')) ++value;
    if (value >= tag.size() || (tag[value] != '"' && tag[value] != '\'')) continue;
    const std::size_t end = tag.find(tag[value], value + 1);
    if (end == std::string_view::npos) return {};
    return tag.substr(value + 1, end - value - 1);
  }
  return {};
}

// "12", "12.5px" -> 13; 0 for "50%", "3em" and what is no number.
std::uint64_t pixels(std::string_view written) {
  const std::string text(written.substr(0, 32));
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  const std::string_view unit(end);
  if (end == text.c_str() || (!unit.empty() && unit != "px") || !(value > 0 && value < 65536))
    return 0;
  return static_cast<std::uint64_t>(std::lround(value));
}

Size svg(std::string_view bytes) {
  const std::size_t begin = bytes.find("<svg");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = bytes.find('>', begin);
  const std::string_view tag =
      bytes.substr(begin, end == std::string_view::npos ? end : end - begin);
  if (const Size size = checked(pixels(attribute(tag, "width")), pixels(attribute(tag, "height"))))
    return size;
  std::string_view box = attribute(tag, "viewBox");
  std::uint64_t numbers[4] = {};
  for (std::uint64_t& number : numbers) {
    const std::size_t start = box.find_first_not_of(" ,\t\n");
    if (start == std::string_view::npos) return {};
    box.remove_prefix(start);
    const std::size_t length = std::min(box.find_first_of(" ,\t\n"), box.size());
    number = pixels(box.substr(0, length));
    box.remove_prefix(length);
  }
  return checked(numbers[2], numbers[3]);
}

}  // namespace

std::optional<ImageSize> image_size(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return png(bytes);
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return gif(bytes);
  if (bytes.starts_with("\xFF\xD8")) return jpeg(bytes);
  const std::string_view head = bytes.substr(0, 4096);
  if (head.find("<svg") != std::string_view::npos && head.find('\0') == std::string_view::npos)
    return svg(head);
  return {};
}

}  // namespace render
