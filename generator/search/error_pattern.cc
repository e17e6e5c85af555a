#include "generator/search/error_pattern.h"

#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

constexpr std::string_view kHostEnds =
    " com org net edu gov io co dev app fr de uk eu be ch ca us ai me sh cloud local localhost "
    "internal lan home test example invalid "
    "arpa svc ";
constexpr std::string_view kFileEnds =
    " c cc conf cpp crt css csv dll env exe go h html ini jar java js json jsonl jsx key lock log "
    "md mjs pem php pid ps1 py rb rs sh so "
    "sock sql tar toml ts tsx txt vue xml yaml yml zip gz ";
constexpr std::string_view kDateWords =
    " mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec ";
constexpr std::string_view kErrorWords =
    " error errors fatal failed failure exception cannot denied refused invalid unable unknown "
    "undefined missing timeout erreur echec "
    "impossible introuvable refuse ";

bool is_hex(char c) { return base::is_digit(c) || (c >= 'a' && c <= 'f'); }

bool listed(std::string_view list, std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  return list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

// Walks over the text as characters that matter here: letters and digits in lower case, signs as
// they are, typographic quotes as plain ones, everything else as a space.
struct Character {
  char32_t value = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The end of a terminal's escape sequence that begins at `at`.
std::size_t skip_escape(std::string_view text, std::size_t at) {
  ++at;
  if (at >= text.size() || text[at] != '[') return at;
  ++at;
  while (at < text.size() && (text[at] < '@' || text[at] > '~') && text[at] != '\n') ++at;
  return std::min(at + 1, text.size());
}

char32_t plain(char32_t c) {
  switch (c) {
    case U'’':
    case U'‘':
    case U'‚':
    case U'‹':
    case U'›':
      return U'\'';
    case U'“':
    case U'”':
    case U'„':
      return U'"';
    case U'\u2010':
    case U'\u2011':
      return U'-';
    default:
      return c;
  }
}

std::vector<Character> characters(std::string_view text) {
  std::vector<Character> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (text[at] == '\x1B') {
      at = skip_escape(text, at);
      continue;
    }
    const char32_t c = plain(text::next_character(text, at));
    out.push_back({c, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
  }
  return out;
}

bool is_word(char32_t c) { return c == U'_' || c == U'*' || text::is_word_character(c); }
bool joins(char32_t c) {
  return c < 0x80 &&
         std::string_view("-./:\\@~%").find(static_cast<char>(c)) != std::string_view::npos;
}
bool in_url(char32_t c) {
  return c < 0x80 &&
         std::string_view("?=&#+,;!$[]").find(static_cast<char>(c)) != std::string_view::npos;
}
bool is_space(char32_t c) { return c <= U' ' || c == 0xA0 || c == 0x202F; }

class Reader {
 public:
  Reader(std::string_view text, std::size_t most)
      : text_(text), all_(characters(text)), most_(most) {}

  std::vector<ErrorToken> read() {
    for (std::size_t at = 0; at < all_.size() && out_.size() < most_;) {
      const char32_t c = all_[at].value;
      if (c == U'<') {
        at = placeholder(at);
      } else if (c == U'"' || c == U'\'' || c == U'`' || c == U'«') {
        at = quoted(at);
      } else if (is_word(c) || joins(c)) {
        at = run(at);
      } else {
        ++at;
      }
    }
    merge();
    return std::move(out_);
  }

 private:
  std::string slice(std::size_t begin, std::size_t end) const {
    return text::lower_case(
        text::nfc(text_.substr(all_[begin].begin, all_[end - 1].end - all_[begin].begin)));
  }

  void put(std::string word, std::size_t begin, std::size_t end) {
    if (begin == end || word.empty()) return;
    ErrorToken token{std::move(word), {}, all_[begin].begin, all_[end - 1].end};
    if (token.word == "*") token.literal = slice(begin, end);
    out_.push_back(std::move(token));
  }

  // <VPS_IP>; a '<' that opens nothing is passed over.
  std::size_t placeholder(std::size_t at) {
    constexpr std::size_t kLongest = 64;
    std::size_t end = at + 1;
    while (end < all_.size() && end - at < kLongest && all_[end].value != U'>' &&
           all_[end].value != U'<' && !is_space(all_[end].value))
      ++end;
    if (end >= all_.size() || all_[end].value != U'>' || end == at + 1) return at + 1;
    put("*", at, end + 1);
    return end + 1;
  }

  // A quotation without a space is one thing that differs, unless it is a key or a value of JSON.
  std::size_t quoted(std::size_t at) {
    const char32_t open = all_[at].value;
    const char32_t close = open == U'«' ? U'»' : open;
    if (!may_open(at)) return at + 1;
    std::size_t begin = at + 1;
    while (open == U'«' && begin < all_.size() && is_space(all_[begin].value)) ++begin;
    std::size_t end = begin;
    while (end < all_.size() && all_[end].value != close && !is_space(all_[end].value)) ++end;
    std::size_t behind = end;
    while (open == U'«' && behind < all_.size() && is_space(all_[behind].value)) ++behind;
    if (behind >= all_.size() || all_[behind].value != close) return at + 1;
    if (open == U'"' && in_json(at)) return at + 1;
    put("*", at, behind + 1);
    return behind + 1;
  }

  // Not an apostrophe within a word, nor the end of a longer quotation.
  bool may_open(std::size_t at) const {
    if (at == 0) return true;
    const char32_t before = all_[at - 1].value;
    return is_space(before) || before == U'«' ||
           (before < 0x80 && std::string_view("([{=:,<>|~/-").find(static_cast<char>(before)) !=
                                 std::string_view::npos);
  }

  bool in_json(std::size_t at) const {
    while (at > 0 && is_space(all_[at - 1].value)) --at;
    if (at == 0) return false;
    const char32_t before = all_[at - 1].value;
    if (before == U'{' || before == U',' || before == U'[') return true;
    return before == U':' && at > 1 && all_[at - 2].value == U'"';
  }

  // Letters, digits and what joins them, up to a space, a bracket, a quote or a comma.
  std::size_t run(std::size_t at) {
    std::size_t end = at;
    bool url = false;
    while (end < all_.size() && (is_word(all_[end].value) || joins(all_[end].value) ||
                                 (url && in_url(all_[end].value)))) {
      url = url || (end > at + 1 && all_[end].value == U'/' && all_[end - 1].value == U'/' &&
                    all_[end - 2].value == U':');
      ++end;
    }
    const std::size_t behind = end;
    while (end > at && !is_word(all_[end - 1].value)) --end;
    if (end > at) composite(at, end);
    return behind;
  }

  void composite(std::size_t begin, std::size_t end) {
    std::size_t slashes = 0, colons = 0;
    bool backslash = false, address = false, scheme = false, hexadecimal = true;
    for (std::size_t i = begin; i < end; ++i) {
      const char32_t c = all_[i].value;
      slashes += c == U'/' ? 1 : 0;
      colons += c == U':' ? 1 : 0;
      backslash = backslash || c == U'\\';
      address = address || (c == U'@' && i > begin);
      scheme = scheme ||
               (c == U':' && i + 2 < end && all_[i + 1].value == U'/' && all_[i + 2].value == U'/');
      const bool hex =
          c < 0x80 && (is_hex(static_cast<char>(c | 0x20)) || base::is_digit(static_cast<char>(c)));
      hexadecimal = hexadecimal && (hex || c == U':');
    }
    const char32_t first = all_[begin].value;
    const bool path = slashes > 1 || backslash || first == U'/' || (first == U'.' && slashes > 0) ||
                      (first == U'~' && slashes > 0);
    const bool ipv6 = colons > 1 && hexadecimal;
    if (path || scheme || address || ipv6) return put("*", begin, end);
    for (std::size_t at = begin; at < end;) {
      std::size_t stop = at;
      while (stop < end &&
             (is_word(all_[stop].value) || all_[stop].value == U'-' || all_[stop].value == U'.'))
        ++stop;
      atom(at, stop);
      at = stop + 1;
    }
  }

  // Word characters, '-' and '.'.
  void atom(std::size_t begin, std::size_t end) {
    while (begin < end && !is_word(all_[begin].value)) ++begin;
    while (begin < end && !is_word(all_[end - 1].value)) --end;
    if (begin == end) return;
    put(atom_word(slice(begin, end)), begin, end);
  }

  static std::string atom_word(const std::string& word) {
    if (base::is_digit(word.front()) || word.front() == '*') return "*";
    if (word.size() > 1 && word.front() == 'v' && base::is_digit(word[1])) return "*";
    if (word == "localhost") return "*";
    const std::size_t dot = word.rfind('.');
    if (dot != std::string::npos) {
      const std::string_view last = std::string_view(word).substr(dot + 1);
      if (listed(kHostEnds, last) || listed(kFileEnds, last)) return "*";
    }
    return without_numbers(word);
  }

  // Pieces that are hexadecimal, and numbers that stand by themselves in a name: "app-1" ->
  // "app-*".
  static std::string without_numbers(const std::string& word) {
    std::string out;
    for (std::size_t at = 0; at < word.size();) {
      std::size_t end = at;
      const auto in_piece = [&](char c) { return c != '-' && c != '.' && c != '_' && c != '*'; };
      while (end < word.size() && in_piece(word[end])) ++end;
      if (end == at) {
        if (word[at] != '*' || out.empty() || out.back() != '*') out += word[at];
        ++at;
        continue;
      }
      const std::string_view piece = std::string_view(word).substr(at, end - at);
      const bool number = std::all_of(piece.begin(), piece.end(), base::is_digit);
      const bool hex = piece.size() >= 8 && std::all_of(piece.begin(), piece.end(), is_hex) &&
                       std::any_of(piece.begin(), piece.end(), base::is_digit);
      if (!number && !hex)
        out += piece;
      else if (out.empty() || out.back() != '*')
        out += '*';
      at = end;
    }
    return out.front() == '*' ? "*" : out;
  }

  // "Fri Nov 20" is a date; and several '*' in a row are one.
  void merge() {
    const auto wild = [&](std::size_t i) { return i < out_.size() && out_[i].word == "*"; };
    for (std::size_t i = out_.size(); i-- > 0;)
      if (listed(kDateWords, out_[i].word) && wild(i + 1)) make_wild(out_[i]);
    std::vector<ErrorToken> merged;
    for (ErrorToken& token : out_) {
      if (token.word == "*" && !merged.empty() && merged.back().word == "*") {
        merged.back().end = token.end;
        merged.back().literal += " " + token.literal;
      } else {
        merged.push_back(std::move(token));
      }
    }
    out_ = std::move(merged);
  }

  static void make_wild(ErrorToken& token) {
    token.literal = token.word;
    token.word = "*";
  }

  std::string_view text_;
  std::vector<Character> all_;
  std::size_t most_;
  std::vector<ErrorToken> out_;
};

}  // namespace

std::vector<ErrorToken> error_tokens(std::string_view text, std::size_t most) {
  return Reader(text, most).read();
}

std::string error_pattern(std::string_view text) {
  std::string out;
  for (const ErrorToken& token : error_tokens(text)) out += (out.empty() ? "" : " ") + token.word;
  return out;
}

bool looks_like_error(std::string_view query) {
  const std::vector<ErrorToken> tokens = error_tokens(query, 64);
  if (tokens.size() < 2) return false;
  const bool marks = query.find_first_of(":\"=[]{}()_") != std::string_view::npos ||
                     query.find(" '") != std::string_view::npos;
  const bool words = std::any_of(tokens.begin(), tokens.end(), [](const ErrorToken& token) {
    return listed(kErrorWords, text::without_accents(token.word));
  });
  return words || (tokens.size() > 2 && marks) || tokens.size() > 4;
}

}  // namespace search
