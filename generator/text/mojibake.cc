#include "generator/text/mojibake.h"

#include <algorithm>
#include <array>
#include <optional>

#include "generator/text/utf8.h"

namespace text {
namespace {

// The bytes 0x80 to 0x9F of Windows-1252; 0 where it defines nothing. Windows-1254 differs in 8E
// and 9E, which it leaves undefined, and in the six Turkish letters below.
constexpr std::array<char32_t, 32> kUpperControls = {
    U'€', 0,    U'‚', U'ƒ', U'„', U'…', U'†', U'‡', U'ˆ', U'‰', U'Š', U'‹', U'Œ', 0, U'Ž', 0,
    0,    U'‘', U'’', U'“', U'”', U'•', U'–', U'—', U'˜', U'™', U'š', U'›', U'œ', 0, U'ž', U'Ÿ'};

struct TurkishLetter {
  char32_t letter;
  unsigned char byte;
};
constexpr std::array<TurkishLetter, 6> kTurkish = {
    {{U'Ğ', 0xD0}, {U'İ', 0xDD}, {U'Ş', 0xDE}, {U'ğ', 0xF0}, {U'ı', 0xFD}, {U'ş', 0xFE}}};

// The byte that one of the two code pages reads as `c`; 0 for ASCII and for what neither has. No
// character has two bytes, so the pages can be one table. Undefined bytes were read as the control
// characters of the same number.
unsigned char byte_of(char32_t c) {
  if (c < 0x80) return 0;
  if (c <= 0xFF) return static_cast<unsigned char>(c);
  for (const TurkishLetter& turkish : kTurkish)
    if (turkish.letter == c) return turkish.byte;
  const auto found = std::find(kUpperControls.begin(), kUpperControls.end(), c);
  return found == kUpperControls.end()
             ? 0
             : static_cast<unsigned char>(0x80 + (found - kUpperControls.begin()));
}

bool is_control(char32_t c) { return c >= 0x80 && c <= 0x9F; }

// Characters that stand behind a letter in ordinary prose, so that "hâlâ…”" or "café »" decodes to
// something by accident.
bool is_prose(char32_t c) {
  constexpr std::u32string_view kProse = U"…‘’“”‚„–—«»‹›•\u00A0";
  return kProse.find(c) != std::u32string_view::npos;
}

bool is_pair(char32_t open, char32_t close) {
  constexpr std::array<std::u32string_view, 6> kPairs = {U"“”", U"‘’", U"«»", U"‹›", U"„“", U"‚‘"};
  return std::any_of(kPairs.begin(), kPairs.end(),
                     [&](std::u32string_view pair) { return pair[0] == open && pair[1] == close; });
}

// Scripts whose letters are believed only next to another of the same script.
enum class Script { None, Greek, Cyrillic, Hebrew, Arabic, Indic, Cjk, Symbol };

Script script_of(char32_t c) {
  if (c >= 0x370 && c < 0x400) return Script::Greek;
  if (c >= 0x400 && c < 0x530) return Script::Cyrillic;
  if (c >= 0x590 && c < 0x600) return Script::Hebrew;
  if (c >= 0x600 && c < 0x700) return Script::Arabic;
  if (c >= 0x900 && c < 0x1000) return Script::Indic;
  if (c >= 0x2000 && c < 0x2C00) return Script::Symbol;
  if ((c >= 0x3000 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xFF00 && c < 0xFFF0))
    return Script::Cjk;
  return Script::None;
}

// A character with the bytes of the text that it stands for.
struct Cell {
  char32_t c = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool repaired = false;
};

// Characters that together are the bytes of one.
struct Sequence {
  std::size_t length = 0;
  char32_t decoded = 0;
};

// Puts characters together until nothing more can be. What is behind lies in `done_`, what is ahead
// in `ahead_`, the next one last; when two became one, the look goes back by as much as any rule
// sees, so the work stays linear even for text in which every repair makes the next one possible,
// and repairing the result again changes nothing.
class Repairer {
 public:
  // Repairs [begin, end) of the text, which are all characters beyond ASCII between two that are
  // not.
  Repairer(std::string_view text, std::size_t begin, std::size_t end) {
    std::size_t at = begin > 0 ? begin - 1 : 0;
    for (std::size_t behind = 0; at < text.size() && behind < kSightBehind;) {
      if (at >= end && static_cast<unsigned char>(text[at]) >= 0x80) break;  // the next such run
      behind += at >= end ? 1 : 0;
      Cell cell;
      cell.begin = at;
      cell.c = next_character(text, at);
      cell.end = at;
      ahead_.push_back(cell);
    }
    std::reverse(ahead_.begin(), ahead_.end());
  }

  const std::vector<Cell>& run() {
    while (!ahead_.empty()) {
      const auto sequence = sequence_at(0);
      if (!sequence || !is_damage(*sequence)) {
        done_.push_back(ahead_.back());
        ahead_.pop_back();
        continue;
      }
      const Cell merged{sequence->decoded, ahead_.back().begin,
                        ahead_[ahead_.size() - sequence->length].end, true};
      ahead_.resize(ahead_.size() - sequence->length);
      ahead_.push_back(merged);
      for (std::size_t back = 0; back < kSight && !done_.empty(); ++back) {
        ahead_.push_back(done_.back());
        done_.pop_back();
      }
    }
    return done_;
  }

 private:
  static constexpr std::size_t kSight = 8;        // a sequence of four and the one behind it
  static constexpr std::size_t kSightBehind = 2;  // "’s" and what follows it

  char32_t ahead(std::size_t i) const {
    return i < ahead_.size() ? ahead_[ahead_.size() - 1 - i].c : 0;
  }
  char32_t before() const { return done_.empty() ? 0 : done_.back().c; }

  std::optional<Sequence> sequence_at(std::size_t i) const {
    const unsigned char lead = byte_of(ahead(i));
    if (lead < 0xC2 || lead > 0xF4) return std::nullopt;
    std::string bytes(1, static_cast<char>(lead));
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (std::size_t k = 1; k < length; ++k) {
      const unsigned char byte = byte_of(ahead(i + k));
      if (byte < 0x80 || byte > 0xBF) return std::nullopt;
      bytes += static_cast<char>(byte);
    }
    if (first_invalid(bytes)) return std::nullopt;
    std::size_t at = 0;
    return Sequence{length, next_character(bytes, at)};
  }

  // Whether the sequence just ahead was one character once, or only looks like it.
  bool is_damage(const Sequence& sequence) const {
    bool all_prose = true;
    for (std::size_t k = 1; k < sequence.length; ++k) {
      if (is_control(ahead(k))) return true;  // no right text holds one
      all_prose = all_prose && is_prose(ahead(k));
    }
    if (is_control(sequence.decoded)) return false;
    if (sequence.length == 2 && sequence.decoded < 0x100) return is_latin1(sequence.decoded);
    if (sequence.length == 2 && sequence.decoded < 0x180) {
      // ş, ğ, ı, œ: never a word alone. "5 Å²", "3 Å·s" and “Å” are right.
      if (is_letter(before()) && !all_prose) return true;
      return is_letter(ahead(2)) && !is_possessive() && ahead(1) != U'·';
    }
    // Halves of a third encoding, which stand behind the first half of one.
    const bool half =
        sequence.decoded == U'ƒ' || sequence.decoded == U'ˆ' || sequence.decoded == U'˜';
    if (half) return byte_of(before()) >= 0x80;
    if (sequence.decoded >= 0x300 && sequence.decoded < 0x370) return is_accent(sequence.decoded);
    if (sequence.decoded >= 0x1E00 && sequence.decoded < 0x1F00)  // Vietnamese
      return !all_prose && (is_letter(before()) || is_letter(ahead(sequence.length)));
    if (sequence.decoded >= 0x1F000 && sequence.decoded < 0x1FB00) return true;  // an emoji
    const bool special = sequence.decoded == 0xFEFF || sequence.decoded == 0xFFFD ||
                         (sequence.decoded >= 0xFB00 && sequence.decoded <= 0xFB06);
    if (special) return true;
    const Script script = script_of(sequence.decoded);
    if (script == Script::Symbol && !all_prose && is_common_symbol(sequence.decoded)) return true;
    return script != Script::None && has_neighbour(sequence, script);
  }

  // "Ã©" and "Â°" are damage wherever they stand; with ordinary punctuation the letter may be
  // meant: “Ã”, « Ã », Ã…
  bool is_latin1(char32_t decoded) const {
    const char32_t mark = ahead(1);
    const char32_t next = ahead(2);
    if (!is_prose(mark)) return true;
    if (is_pair(before(), mark)) return false;
    constexpr std::u32string_view kWideMarks = U"»;:!?%";
    const bool wide_mark_follows = next != 0 && kWideMarks.find(next) != std::u32string_view::npos;
    constexpr std::u32string_view kApart = U" \n\t\u00A0\u202F«“‘\"'(";
    const bool stands_apart = before() == 0 || kApart.find(before()) != std::u32string_view::npos;
    if (decoded == 0xA0) return !(wide_mark_follows && stands_apart);
    if (decoded == U'à') return !wide_mark_follows;
    if (decoded < 0xC0) return true;  // « and »
    if (decoded == U'ë' || decoded == U'û') return is_letter(before()) || is_letter(next);
    if (decoded == U'×') {
      const auto free = [](char32_t c) {
        return c == 0 || c == U' ' || c == U'\u00A0' || (c >= U'0' && c <= U'9');
      };
      return free(before()) && free(next);
    }
    return is_letter(next) && !is_possessive();
  }

  bool is_possessive() const {
    return ahead(1) == U'’' && ahead(2) == U's' && !is_letter(ahead(3));
  }

  // The accents that files of a Mac carry as characters of their own.
  bool is_accent(char32_t decoded) const {
    constexpr std::u32string_view kAccents =
        U"\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030A\u030B\u030C\u0327\u0328";
    return kAccents.find(decoded) != std::u32string_view::npos && is_letter(before());
  }

  // Quotes, dashes, currencies, arrows, mathematics, boxes, pictographs: nearly all that a text
  // holds of these blocks.
  static bool is_common_symbol(char32_t c) { return c < 0x2800 || c >= 0x2B00; }

  bool has_neighbour(const Sequence& sequence, Script script) const {
    if (!done_.empty() && done_.back().repaired && script_of(done_.back().c) == script) return true;
    const auto next = sequence_at(sequence.length);
    return next && script_of(next->decoded) == script;
  }

  std::vector<Cell> done_;
  std::vector<Cell> ahead_;
};

// Whether a character that could be the first byte of a sequence stands in [begin, end) and is not
// the last there: a quick look that lets nearly every text pass.
bool worth_a_look(std::string_view text, std::size_t begin, std::size_t end) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = begin; i + 2 < end; ++i) {
    const unsigned char second = byte(i + 1);
    if (byte(i) == 0xC3 && second >= 0x82 && second <= 0xB4) return true;
    if (byte(i) == 0xC4 && (second == 0x9E || second == 0x9F || second == 0xB0)) return true;
    if (byte(i) == 0xC5 && second == 0x9E) return true;
  }
  return false;
}

void find_in_run(std::string_view text, std::size_t begin, std::size_t end,
                 std::vector<Mojibake>& out) {
  Repairer repairer(text, begin, end);
  bool joins = false;
  for (const Cell& cell : repairer.run()) {
    if (cell.repaired) {
      if (!joins) out.push_back({cell.begin, cell.end, {}});
      append_character(out.back().repaired, cell.c);
      out.back().end = cell.end;
    }
    joins = cell.repaired;
  }
}

}  // namespace

std::vector<Mojibake> find_mojibake(std::string_view utf8) {
  // Both halves of a sequence are beyond ASCII, so damage never reaches over an ASCII character.
  std::vector<Mojibake> out;
  const auto beyond_ascii = [&](std::size_t i) {
    return static_cast<unsigned char>(utf8[i]) >= 0x80;
  };
  for (std::size_t begin = 0; begin < utf8.size(); ++begin) {
    if (!beyond_ascii(begin)) continue;
    std::size_t end = begin;
    while (end < utf8.size() && beyond_ascii(end)) ++end;
    if (worth_a_look(utf8, begin, end)) find_in_run(utf8, begin, end, out);
    begin = end;
  }
  return out;
}

std::string repair_mojibake(std::string_view utf8) {
  std::string out;
  std::size_t copied = 0;
  for (const Mojibake& found : find_mojibake(utf8)) {
    out += utf8.substr(copied, found.begin - copied);
    out += found.repaired;
    copied = found.end;
  }
  out += utf8.substr(copied);
  return out;
}

}  // namespace text
