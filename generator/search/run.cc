#include "generator/search/run.h"

#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

constexpr std::string_view kJoiners = "_-.:/\\@=+#$%~*'";
constexpr std::string_view kSigils = "_-./@#$%~*";
constexpr std::size_t kMostPieces = 32;

enum class Class : std::uint8_t { Separator, Word, Joiner };

constexpr std::array<Class, 128> kAscii = [] {
  std::array<Class, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    const char character = static_cast<char>(c);
    const bool word = (character >= '0' && character <= '9') ||
                      (character >= 'a' && character <= 'z') ||
                      (character >= 'A' && character <= 'Z');
    table[c] = word                                                 ? Class::Word
               : kJoiners.find(character) != std::string_view::npos ? Class::Joiner
                                                                    : Class::Separator;
  }
  return table;
}();

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_digit_or_sign(char c) {
  return base::is_digit(c) || (is_ascii(c) && kAscii[static_cast<unsigned char>(c)] != Class::Word);
}

// The ASCII sign that a typographic one stands for; 0 for none. Invisible characters are kept
// apart.
char plain_joiner(char32_t c) {
  if (c == U'’' || c == U'‘' || c == U'ʼ' || c == U'＇') return '\'';
  if (c == U'\u2010' || c == U'\u2011') return '-';
  return 0;
}
bool is_invisible(char32_t c) {
  return c == U'\u00AD' || (c >= U'\u200B' && c <= U'\u200D') || c == U'\u2060' || c == U'\uFEFF';
}

Class class_of(std::string_view text, std::size_t& at) {
  if (is_ascii(text[at])) return kAscii[static_cast<unsigned char>(text[at++])];
  const char32_t c = text::next_character(text, at);
  if (c >= 0xC0 && c < 0x250) return c == U'×' || c == U'÷' ? Class::Separator : Class::Word;
  if (plain_joiner(c) != 0 || is_invisible(c)) return Class::Joiner;
  return text::is_word_character(c) ? Class::Word : Class::Separator;
}

std::string cleaned(std::string_view run) {
  std::string out;
  bool simple = true;  // nothing that composes
  for (std::size_t at = 0; at < run.size();) {
    if (is_ascii(run[at])) {
      out += run[at++];
      continue;
    }
    const char32_t c = text::next_character(run, at);
    if (is_invisible(c)) continue;
    if (const char plain = plain_joiner(c); plain != 0) {
      out += plain;
      continue;
    }
    simple = simple && c < 0x300;
    text::append_character(out, c);
  }
  return simple ? out : text::nfc(out);
}

std::size_t count_characters(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// What French puts before an apostrophe, and behind a hyphen.
constexpr std::string_view kElided = " l d j m t s n c ç qu jusqu lorsqu puisqu quoiqu ";
constexpr std::string_view kEnclitics =
    " je tu il elle on nous vous ils elles le la les lui leur moi toi en y ce ci là t ";

bool one_of(std::string_view list, std::string_view word) {
  if (word.empty() || word.size() > 8) return false;
  return list.find(" " + text::lower_case(word) + " ") != std::string_view::npos;
}

class RunCutter {
 public:
  RunCutter(Spelling spelling, std::vector<Piece>& out) : spelling_(spelling), out_(out) {}

  // A whole run: an identifier with its parts, or a plain one.
  void cut(std::string_view run) {
    const std::size_t body = run.find_first_not_of(kSigils);
    if (body == std::string_view::npos) return;
    if (body == 0) run = without_clitics(run);
    const bool hard = body > 0 || run.find_first_of("_.:/\\@=+#$%~*") != std::string_view::npos;
    if (!hard) return simple(run);
    add(run);
    for_each(run, ":/\\@=+#$%~*", [&](std::string_view piece) {
      if (piece.find_first_of("._") == std::string_view::npos) return simple(piece);
      if (piece.find_first_not_of("._") == std::string_view::npos) return;
      add(piece);
      for_each(piece, "._", [&](std::string_view inner) { simple(inner); });
    });
  }

 private:
  template <class Take>
  void for_each(std::string_view run, std::string_view separators, const Take& take) {
    for (std::size_t at = 0; at < run.size() && out_.size() < kMostPieces;) {
      const std::size_t end = std::min(run.find_first_of(separators, at), run.size());
      if (end > at) take(run.substr(at, end - at));
      at = end + 1;
    }
  }

  // "l'adresse" -> "adresse" and "installez-la" -> "installez" in French, "user's" -> "user" in
  // English; and no sign at either end.
  std::string_view without_clitics(std::string_view word) const {
    while (!word.empty() && (word.front() == '-' || word.front() == '\'')) word.remove_prefix(1);
    while (!word.empty() && (word.back() == '-' || word.back() == '\'')) word.remove_suffix(1);
    if (spelling_ == Spelling::French) {
      const std::size_t mark = word.find('\'');
      if (mark <= 6 && one_of(kElided, word.substr(0, mark)))
        return without_clitics(word.substr(mark + 1));
      const std::size_t hyphen = word.rfind('-');
      if (hyphen != std::string_view::npos && count_characters(word.substr(0, hyphen)) > 1 &&
          one_of(kEnclitics, word.substr(hyphen + 1)))
        return without_clitics(word.substr(0, hyphen));
    }
    if (spelling_ == Spelling::English && word.size() > 2) {
      const std::string_view end = word.substr(word.size() - 2);
      if (end == "'s" || end == "'S") word.remove_suffix(2);
    }
    return word;
  }

  // Word characters with '-' and ''' between them.
  void simple(std::string_view run) {
    run = without_clitics(run);
    if (run.find_first_of("-'") == std::string_view::npos) return atom(run);
    std::string joined(run);
    std::erase(joined, '-');
    add(joined);
    for_each(run, "-'", [&](std::string_view part) { atom(part); });
  }

  // Letters and digits only.
  void atom(std::string_view word) {
    add(word);
    std::size_t begin = 0;
    for (std::size_t at = 1; at <= word.size(); ++at) {
      if (at < word.size() && !is_border(word, at)) continue;
      if (at - begin < word.size()) inner_part(word.substr(begin, at - begin));
      begin = at;
    }
  }

  // Between a small and a capital letter, before the last capital of several, between letters and
  // digits. Not in "LLMs".
  static bool is_border(std::string_view word, std::size_t at) {
    const char before = word[at - 1];
    const char here = word[at];
    if (base::is_digit(before) != base::is_digit(here)) return true;
    if (is_lower(before) && is_upper(here)) return true;
    const std::string_view rest = word.substr(at);
    return is_upper(before) && is_upper(here) && rest.size() > 1 && is_lower(rest[1]) &&
           rest.substr(1) != "s";
  }

  void inner_part(std::string_view part) {
    const std::size_t least = base::is_digit(part.front()) ? 2 : 3;
    if (count_characters(part) >= least) add(part);
  }

  void add(std::string_view as_written) {
    std::string written(as_written);
    std::erase(written, '\'');
    if (written.empty() || out_.size() >= kMostPieces) return;
    const bool part = !out_.empty();
    if (count_characters(written) > kLongestTerm) return;
    if (part && written.size() == 1) return;
    Piece piece{text::lower_case(written), TokenKind::Identifier, part};
    if (std::all_of(written.begin(), written.end(), base::is_digit))
      piece.kind = TokenKind::Number;
    else if (std::none_of(written.begin(), written.end(), is_digit_or_sign))
      piece.kind = TokenKind::Word;
    const bool known = std::any_of(out_.begin(), out_.end(),
                                   [&](const Piece& other) { return other.term == piece.term; });
    if (!known) out_.push_back(std::move(piece));
  }

  Spelling spelling_;
  std::vector<Piece>& out_;
};

// Behind the apostrophes that open a quotation.
std::size_t skip_quotes(std::string_view text, std::size_t at, std::size_t limit) {
  while (at < limit) {
    std::size_t next = at;
    const char32_t c = text::next_character(text, next);
    if (c != U'\'' && plain_joiner(c) != '\'') break;
    at = next;
  }
  return at;
}

}  // namespace

Spelling spelling_of(std::string_view language) {
  const std::string_view base = language.substr(0, language.find('-'));
  return base == "fr" ? Spelling::French : base == "en" ? Spelling::English : Spelling::Other;
}

Run next_run(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    // [begin, end) holds no separator; [first, last) goes from its first to its last word
    // character.
    const std::size_t begin = at;
    std::size_t first = std::string_view::npos, last = begin, end = begin;
    while (end < text.size()) {
      std::size_t next = end;
      const Class what = class_of(text, next);
      if (what == Class::Separator) {
        at = next;
        break;
      }
      if (what == Class::Word) {
        first = std::min(first, end);
        last = next;
      }
      at = end = next;
    }
    if (first == std::string_view::npos) continue;
    const std::size_t start = skip_quotes(text, begin, first);
    const std::string_view sigil = text.substr(start, first - start);
    const bool kept = sigil.size() <= 3 && sigil != "..." && !base::is_digit(text[first]) &&
                      sigil.find_first_not_of(kSigils) == std::string_view::npos;
    if (end - last >= 2 && text.substr(last, 2) == "++") last += 2;
    const bool sharp = end > last && text[last] == '#' && last - first == 1;  // "C#"
    return {kept ? start : first, sharp ? last + 1 : last};
  }
  return {text.size(), text.size()};
}

std::vector<Piece> cut_run(std::string_view run, Spelling spelling) {
  std::vector<Piece> out;
  RunCutter(spelling, out).cut(cleaned(run));
  return out;
}

}  // namespace search
