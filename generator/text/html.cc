#include "generator/text/html.h"

#include <array>

namespace text {
namespace {

constexpr std::array<bool, 256> kEscaped = [] {
  std::array<bool, 256> table{};
  for (const char c : {'&', '<', '>', '"', '\0'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return "\xEF\xBF\xBD";  // NUL may not stand in HTML
  }
}

}  // namespace

void escape_to(std::string& out, std::string_view plain) {
  std::size_t copied = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (!kEscaped[static_cast<unsigned char>(plain[i])]) continue;
    out.append(plain, copied, i - copied);
    out += entity(plain[i]);
    copied = i + 1;
  }
  out.append(plain, copied);
}

Html Html::escape(std::string_view plain) {
  std::string markup;
  markup.reserve(plain.size() + plain.size() / 16);
  escape_to(markup, plain);
  return Html(std::move(markup));
}

}  // namespace text
