#include "generator/base/ascii.h"
#include "generator/markdown/directives/numbers.h"

#include <charconv>
#include <cmath>

namespace markdown {
namespace {

// Spaces between digits, plain or not to be broken.
std::string without_spaces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool space = false;
    for (const std::string_view kind : {" ", "\xC2\xA0", "\xE2\x80\xAF"}) {
      const bool inside = !out.empty() && base::is_digit(out.back());
      if (!inside || !text.substr(i).starts_with(kind)) continue;
      const std::size_t next = i + kind.size();
      if (next >= text.size() || !base::is_digit(text[next])) continue;
      i = next;
      space = true;
      break;
    }
    if (!space) out += text[i++];
  }
  return out;
}

// "1,000" and "12,000,000": an English thousand or a French decimal.
bool is_ambiguous(std::string_view text) {
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && text.size() - comma == 4;
}

}  // namespace

std::optional<std::string> normal_number(std::string_view written) {
  std::string text = without_spaces(written);
  if (is_ambiguous(text)) return std::nullopt;
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos) {
    if (text.find_first_of(",.", comma + 1) != std::string::npos) return std::nullopt;
    text[comma] = '.';
  }
  if (text.starts_with('+')) text.erase(0, 1);
  const std::string_view digits = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
  if (digits.empty() || !base::is_digit(digits.front()) || text.size() > 40) return std::nullopt;
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || behind != end || !std::isfinite(value)) return std::nullopt;
  return text;
}

double number_value(std::string_view normal) {
  double value = 0;
  std::from_chars(normal.data(), normal.data() + normal.size(), value);
  return value;
}

}  // namespace markdown
