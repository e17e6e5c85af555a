#include "generator/figure/wrap.h"

#include <algorithm>

#include "generator/text/utf8.h"

namespace figure {
namespace {

constexpr std::size_t kMostBytes = 2000;  // nothing longer was meant for a figure

constexpr std::string_view kNarrow = "iIjl|!.,;:'`";
constexpr std::string_view kSlim = "frt()[]{}/\\-\"";
constexpr std::string_view kWide = "mMwW@%";

// In thousandths of the font's size.
int width_of(char32_t c) {
  if (c >= 0x1100) return c >= 0x2000 && c < 0x2E80 ? 700 : 1000;  // punctuation; East Asian
  if (c >= 0x80) return c == 0xA0 ? 290 : (c >= 0xC0 && c < 0xDF ? 700 : 590);
  const char ascii = static_cast<char>(c);
  if (ascii == ' ') return 290;
  if (kNarrow.find(ascii) != std::string_view::npos) return 310;
  if (kSlim.find(ascii) != std::string_view::npos) return 410;
  if (kWide.find(ascii) != std::string_view::npos) return 920;
  if (ascii >= 'A' && ascii <= 'Z') return 700;
  return 590;
}

int thousandths(std::string_view text) {
  int sum = 0;
  for (std::size_t at = 0; at < text.size();) sum += width_of(text::next_character(text, at));
  return sum;
}

bool breaks_behind(char c) { return c == '-' || c == '/' || c == '_' || c == '.'; }

// How much of a word too wide for a line goes on it: at least a character.
std::size_t head_of(std::string_view word, int width, int font_size) {
  std::size_t fits = 0, good = 0;
  for (std::size_t at = 0; at < word.size();) {
    text::next_character(word, at);
    if (fits > 0 && text_width(word.substr(0, at), font_size) > width) break;
    fits = at;
    if (breaks_behind(word[at - 1])) good = at;
  }
  return good > 0 ? good : fits;
}

}  // namespace

int text_width(std::string_view text, int font_size) {
  return (thousandths(text::cut_to(text, kMostBytes)) * font_size + 999) / 1000;
}

std::vector<std::string> wrap(std::string_view text, int width, int font_size,
                              std::size_t most_lines) {
  text = text::cut_to(text, kMostBytes);
  std::vector<std::string> lines;
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) lines.push_back(std::move(line));
    line.clear();
  };
  bool cut = false;
  while (!text.empty() && !cut) {
    const std::size_t space = text.find_first_of(" \t\n");
    std::string_view word = text.substr(0, space);
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    while (!word.empty() && !cut) {
      const std::string longer = line.empty() ? std::string(word) : line + ' ' + std::string(word);
      if (text_width(longer, font_size) <= width) {
        line = longer;
        break;
      }
      if (!line.empty()) {
        flush();
      } else {
        const std::size_t head = head_of(word, width, font_size);
        line = word.substr(0, head);
        word.remove_prefix(head);
        flush();
      }
      cut = lines.size() >= most_lines;
    }
  }
  flush();
  if (lines.size() > most_lines) lines.resize(most_lines);
  if (cut && !lines.empty()) lines.back() += "…";
  return lines;
}

int widest(const std::vector<std::string>& lines, int font_size) {
  int out = 0;
  for (const std::string& line : lines) out = std::max(out, text_width(line, font_size));
  return out;
}

}  // namespace figure
