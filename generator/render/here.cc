#include "generator/render/here.h"

#include <algorithm>

#include "generator/text/url.h"

namespace render {

Here Here::anywhere(std::string address, std::string language, std::string base) {
  Here here(std::move(address), std::move(language));
  here.base_ = std::move(base);
  return here;
}

std::string Here::to(std::string_view address) const {
  if (!base_.empty()) return base_ + text::encode_path(address);
  return text::relative_address(address_, address);
}

std::string Here::to(std::string_view address, std::string_view fragment) const {
  if (fragment.empty()) return to(address);
  if (address == address_ && base_.empty()) return "#" + encode_fragment(fragment);
  return to(address) + "#" + encode_fragment(fragment);
}

std::string Here::in(std::string_view rest) const {
  return to(language_ + "/" + std::string(rest));
}

std::string Here::root() const {
  if (!base_.empty()) return base_;
  std::string up;
  for (auto i = std::count(address_.begin(), address_.end(), '/'); i > 0; --i) up += "../";
  return up;
}

std::string Here::home() const {
  const std::string root_ = root();
  const bool inside = base_.empty() && address_.starts_with(language_ + "/");
  return inside ? root_.substr(3) : root_ + language_ + "/";
}

std::string encode_fragment(std::string_view fragment) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : fragment) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > 0x20 && byte < 0x7F &&
                       std::string_view("\"#%<>[\\]^`{|}").find(c) == std::string_view::npos;
    if (plain || byte >= 0x80) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

}  // namespace render
