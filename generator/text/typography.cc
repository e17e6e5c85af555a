#include "generator/text/typography.h"

#include <algorithm>
#include <array>
#include <vector>

#include "generator/text/inline_text.h"
#include "generator/text/quotes.h"
#include "generator/text/spaces.h"

namespace text {
namespace {

// The bytes at which something may change; everything between them is copied in one go.
constexpr std::array<bool, 256> kLooksAt = [] {
  std::array<bool, 256> table{};
  for (const char c : {' ', '.', '\'', '"', '\xC2'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

// Whether the space between these two bytes is surely an ordinary one: nearly all are, so this is
// asked first.
bool is_plain_space(char left, char right) {
  if ((left >= '0' && left <= '9') || left == '\xAB') return false;
  if (right >= 'a' && right <= 'z') return true;
  return right == '\xC3' && left != '.' && left != 'e' && left != 'r' && left != 's';
}

// The addresses in the text: nothing in them is prose.
std::vector<Verbatim> find_addresses(std::string_view plain) {
  std::vector<Verbatim> out;
  const auto in_scheme = [](char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '+' ||
           c == '-' || c == '.';
  };
  const auto ends = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>' || c == '\xC2';
  };
  std::size_t from = 0;
  std::size_t scheme = plain.find("://");
  std::size_t www = plain.find("www.");
  while (std::min(scheme, www) != std::string_view::npos) {
    const std::size_t found = std::min(scheme, www);
    std::size_t begin = found;
    while (begin > from && in_scheme(plain[begin - 1])) --begin;
    std::size_t end = found;
    while (end < plain.size() && !ends(plain[end])) ++end;
    out.push_back({begin, end});
    from = end;
    if (scheme < end) scheme = plain.find("://", end);
    if (www < end) www = plain.find("www.", end);
  }
  return out;
}

// "..." at byte `i` as one character, where it ends a phrase or stands for something left out; not
// "./...", "...args", "a...b".
bool is_ellipsis(const InlineText& node, std::size_t i) {
  if (!node.plain.substr(i).starts_with("...")) return false;
  const char32_t before = node.ending_at(i);
  const char32_t next = node.at(i + 3);
  return before != U'.' && before != U'/' && before != U'\\' && next != U'.' && next != U'/' &&
         next != U'\\' && !is_letter_or_digit(next);
}

// The space that belongs inside « and » where the author typed none.
enum class Missing { None, Behind, Before };
Missing missing_space(const InlineText& node, std::size_t i) {
  const std::string_view rest = node.plain.substr(i);
  const char32_t before = node.ending_at(i);
  const char32_t next = node.at(i + 2);
  if (rest.starts_with("«") && !is_space_or_edge(next) && next != U'»' &&
      !is_letter_or_digit(before))
    return Missing::Behind;
  if (rest.starts_with("»") && !is_space_or_edge(before) && before != U'«' &&
      !is_letter_or_digit(next))
    return Missing::Before;
  return Missing::None;
}

}  // namespace

Language language_of(std::string_view tag) {
  const std::string lower = lower_case(tag.substr(0, 16));
  const std::string primary = lower.substr(0, lower.find('-'));
  if (primary == "en") return Language::En;
  if (primary != "fr") return Language::Other;
  return lower == "fr-ca" || lower.starts_with("fr-ca-") ? Language::FrCa : Language::Fr;
}

std::string Typesetter::set(std::string_view plain, char32_t before, char32_t after) {
  const InlineText node{plain, before, after};
  const std::vector<Verbatim> addresses = find_addresses(plain);
  const std::vector<QuoteChange> quotes = change_quotes(node, language_, addresses, open_quotes_);
  const bool french = language_ == Language::Fr || language_ == Language::FrCa;

  std::string out;
  out.reserve(plain.size() + plain.size() / 16 + 8);
  auto quote = quotes.begin();
  auto address = addresses.begin();
  std::size_t copied = 0;
  std::size_t i = 0;
  // Appends what was passed over since the last change, then the replacement of the next `length`
  // bytes.
  const auto replace = [&](std::string_view replacement, std::size_t length) {
    out.append(plain, copied, i - copied);
    out += replacement;
    i = copied = i + length;
  };
  while (true) {
    const std::size_t limit = address != addresses.end() ? address->begin : plain.size();
    while (i < limit && !kLooksAt[static_cast<unsigned char>(plain[i])]) ++i;
    if (i >= limit) {
      if (address == addresses.end()) break;
      i = std::max(i, (address++)->end);
      continue;
    }
    const char c = plain[i];
    const bool inside = i > 0 && i + 1 < plain.size();
    const bool plain_space = c == ' ' && inside && is_plain_space(plain[i - 1], plain[i + 1]);
    if (c == '\'' || c == '"') {
      if (quote != quotes.end() && quote->at == i)
        replace((quote++)->replacement, 1);
      else
        ++i;
    } else if (plain_space || language_ == Language::Other) {
      ++i;
    } else if (c == ' ') {
      replace({}, 0);
      i = copied = set_space(out, node, i, language_);
    } else if (c == '.' && is_ellipsis(node, i)) {
      replace("…", 3);
    } else if (c == '.') {
      while (i < plain.size() && plain[i] == '.') ++i;  // two or four dots hold no three
    } else {
      const Missing missing = french ? missing_space(node, i) : Missing::None;
      if (missing == Missing::None)
        ++i;
      else
        replace(missing == Missing::Behind ? "«\u00A0" : "\u00A0»", 2);
    }
  }
  replace({}, 0);
  return out;
}

std::string typeset(std::string_view plain, Language language) {
  return Typesetter(language).set(plain);
}

}  // namespace text
