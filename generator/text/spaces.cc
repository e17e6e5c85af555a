#include "generator/text/spaces.h"

#include <algorithm>
#include <array>
#include <span>

namespace text {
namespace {

constexpr std::string_view kWide = "\u00A0";    // no break
constexpr std::string_view kNarrow = "\u202F";  // no break, narrow

bool any_of(std::u32string_view set, char32_t c) {
  return c != 0 && set.find(c) != std::u32string_view::npos;
}
bool is_digit_byte(char c) { return c >= '0' && c <= '9'; }

constexpr std::array<std::string_view, 44> kUnits = {
    "%",    "‰",    "€",    "$",    "£",    "k€",   "M€",     "°C",     "°F",     "Hz",  "kHz",
    "MHz",  "GHz",  "kB",   "KB",   "MB",   "GB",   "TB",     "KiB",    "MiB",    "GiB", "TiB",
    "kB/s", "MB/s", "GB/s", "kb/s", "Mb/s", "Gb/s", "kbit/s", "Mbit/s", "Gbit/s", "ms",  "µs",
    "ns",   "min",  "mm",   "cm",   "km",   "kg",   "mg",     "kW",     "kWh",    "mAh", "px"};
// Alone behind a number at the start of a node they could be a word.
constexpr std::array<std::string_view, 4> kShortUnits = {"s", "m", "g", "h"};
constexpr std::array<std::string_view, 14> kFrenchUnits = {
    "o", "ko", "Ko", "Mo", "Go", "To", "Kio", "Mio", "Gio", "Tio", "Mo/s", "Go/s", "sec", "j"};

bool is_french(Language language) { return language == Language::Fr || language == Language::FrCa; }

// Whether one of the words stands at byte `i` and ends there.
bool word_at(const InlineText& node, std::size_t i, std::span<const std::string_view> words) {
  const std::string_view rest = node.plain.substr(std::min(i, node.plain.size()));
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return rest.starts_with(word) && !is_letter_or_digit(node.at(i + word.size()));
  });
}

// Whether one of the words ends at byte `i` and starts where a word can.
bool word_before(const InlineText& node, std::size_t i, std::span<const std::string_view> words) {
  const std::string_view head = node.plain.substr(0, i);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    if (!head.ends_with(word)) return false;
    const char32_t before = node.ending_at(i - word.size());
    return !is_letter_or_digit(before) && !any_of(U"._-/@", before);
  });
}

// The start of the number that ends at byte `i`; `i` itself when it is part of a word, such as
// "IPv4".
std::size_t number_start(const InlineText& node, std::size_t i) {
  constexpr std::size_t kLongest = 24;
  std::size_t start = i;
  while (start > 0 && i - start < kLongest &&
         any_of(U"0123456789.,", static_cast<unsigned char>(node.plain[start - 1])))
    --start;
  const char32_t before = node.ending_at(start);
  return is_letter_or_digit(before) || any_of(U"_/:", before) ? i : start;
}

bool is_unit(const InlineText& node, std::size_t space, std::size_t next, Language language) {
  if (space == 0) return word_at(node, next, kUnits);  // the number is in the node before
  if (number_start(node, space) == space) return false;
  if (word_at(node, next, kUnits) || word_at(node, next, kShortUnits)) return true;
  return is_french(language) && word_at(node, next, kFrenchUnits);
}

// Words that a number or a name must not be parted from: "p. 12", "n° 5", "Mme Li".
bool is_bound(const InlineText& node, std::size_t space, char32_t next, Language language) {
  constexpr std::array<std::string_view, 6> kNumbered = {"p.", "pp.", "§", "fig.", "vol.", "art."};
  constexpr std::array<std::string_view, 8> kNumberedFrench = {"n°",    "N°", "nº",  "nos",
                                                               "chap.", "t.", "éd.", "Fig."};
  constexpr std::array<std::string_view, 4> kTitles = {"Mr.", "Mrs.", "Ms.", "Dr."};
  constexpr std::array<std::string_view, 8> kTitlesFrench = {"M.",   "MM.",   "Mme", "Mmes",
                                                             "Mlle", "Mlles", "Dr",  "Pr"};
  if (is_digit(next)) {
    if (word_before(node, space, kNumbered)) return true;
    return is_french(language) && word_before(node, space, kNumberedFrench);
  }
  const bool capital = (next >= U'A' && next <= U'Z') || (next >= U'À' && next <= U'Þ');
  if (!capital) return false;
  return is_french(language) ? word_before(node, space, kTitlesFrench)
                             : word_before(node, space, kTitles);
}

// "14 h 30": the space behind the h.
bool is_hour(const InlineText& node, std::size_t space, char32_t next) {
  const std::string_view head = node.plain.substr(0, space);
  return is_digit(next) && head.size() >= 3 && head.ends_with(" h") &&
         is_digit_byte(head[head.size() - 3]);
}

// What may stand before a French mark that the author set apart: the end of a word, not an operator
// or a bracket.
bool ends_phrase(char32_t before) {
  return !is_space_or_edge(before) && !any_of(U"([{«“‘=&|<>~\\", before);
}

// Whether the marks at `next` with a space before them are punctuation: not ":smile:",
// "!important", "::", ":)".
bool is_punctuation(const InlineText& node, std::size_t next) {
  const char mark = node.plain[next];
  std::size_t behind = next + 1;
  if (mark == '!' || mark == '?')
    while (behind < node.plain.size() && (node.plain[behind] == '!' || node.plain[behind] == '?'))
      ++behind;
  const char32_t follows = node.at(behind);
  if (is_space_or_edge(follows)) return true;
  if (mark == ':' || mark == ';') return false;
  return any_of(U")]}»”’\"…,.", follows);
}

// "12 000 €", "1 234 567": the byte behind the number whose first space is at `i`, or `i` when
// these are not thousands. Two ports, a year and a count, or a list of status codes look the same,
// so there must be a sign that they are.
std::size_t end_of_thousands(const InlineText& node, std::size_t i, Language language) {
  const std::string_view plain = node.plain;
  std::size_t start = i;
  while (start > 0 && i - start < 4 && is_digit_byte(plain[start - 1])) --start;
  const std::size_t digits = i - start;
  if (digits < 1 || digits > 3 || plain[start] == '0') return i;
  const char32_t before = node.ending_at(start);
  if (is_letter_or_digit(before) || any_of(U".,:/_-#+", before)) return i;
  if (start >= 2 && is_space_or_edge(before) && is_digit_byte(plain[start - 2])) return i;

  const auto like_a_code = [&](std::size_t at) { return plain[at] >= '1' && plain[at] <= '5'; };
  bool codes = digits == 3 && like_a_code(start);
  std::size_t end = i;
  int groups = 0;
  while (end + 3 < plain.size() && plain[end] == ' ' &&
         std::all_of(plain.begin() + static_cast<std::ptrdiff_t>(end) + 1,
                     plain.begin() + static_cast<std::ptrdiff_t>(end) + 4, is_digit_byte)) {
    codes = codes && like_a_code(end + 1);
    end += 4;
    ++groups;
  }
  const char32_t behind = node.at(end);
  if (groups == 0 || is_letter_or_digit(behind) || any_of(U":/_-", behind)) return i;
  if (behind == U'.' && is_digit(node.at(end + 1))) return i;
  const bool another_number = behind == U' ' && is_digit(node.at(end + 1));
  if (another_number) return i;
  if (behind == U' ' && (word_at(node, end + 1, kUnits) ||
                         (is_french(language) && word_at(node, end + 1, kFrenchUnits))))
    return end;
  const bool round = plain.substr(0, end).ends_with("00");
  return !codes && (round || groups >= 2) ? end : i;
}

// Appends [i, end) with its spaces replaced.
void set_thousands(std::string& out, std::string_view number, std::string_view space) {
  for (const char c : number) {
    if (c == ' ')
      out += space;
    else
      out += c;
  }
}

}  // namespace

std::size_t set_space(std::string& out, const InlineText& node, std::size_t i, Language language) {
  const std::string_view plain = node.plain;
  std::size_t next = i + 1;
  while (next < plain.size() && plain[next] == ' ') ++next;
  const auto keep = [&] {
    out += plain.substr(i, next - i);
    return next;
  };
  const auto replace = [&](std::string_view space) {
    out += space;
    return next;
  };
  const char32_t before = node.ending_at(i);
  const char32_t follows = node.at(next);
  if (is_french(language)) {
    // In »Wort« the spaces are outside.
    if (before == U'«' && follows != 0 && (i < 2 || !is_letter_or_digit(node.ending_at(i - 2))))
      return replace(kWide);
    const std::size_t behind_mark = std::min(next + 2, plain.size());
    if (follows == U'»' && !is_space_or_edge(before) &&
        (next == plain.size() || !is_letter_or_digit(node.at(behind_mark))))
      return replace(kWide);
    if (next < plain.size() && any_of(U";!?:", follows) && ends_phrase(before) &&
        is_punctuation(node, next)) {
      if (follows == U':') return replace(kWide);
      return replace(language == Language::FrCa ? "" : kNarrow);
    }
  }
  if (is_digit(before)) {
    if (is_french(language) && is_digit(follows) && next == i + 1) {
      const std::size_t end = end_of_thousands(node, i, language);
      if (end != i) {
        set_thousands(out, plain.substr(i, end - i), language == Language::FrCa ? kWide : kNarrow);
        return end;
      }
    }
    if (is_unit(node, i, next, language)) return replace(kWide);
  } else if (is_bound(node, i, follows, language) ||
             (is_french(language) && is_hour(node, i, follows))) {
    return replace(kWide);
  }
  return keep();
}

}  // namespace text
