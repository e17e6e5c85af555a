#include "generator/text/slug.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace text {
namespace {

constexpr std::size_t kLongestSlug = 80;

bool slug_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_slug(std::string_view written) {
  if (written.empty() || written.size() > kLongestSlug) return false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (slug_byte(written[i])) continue;
    const bool between = i > 0 && i + 1 < written.size() && written[i - 1] != '-';
    if (written[i] != '-' || !between) return false;
  }
  return true;
}

// The ASCII letters and digits of a character: "É" -> "e", "œ" -> "oe", "ﬁ" -> "fi", "②" -> "2";
// empty when it has none.
std::string folded(char32_t c) {
  std::string written;
  append_character(written, c);
  std::string out;
  for (const char letter : without_accents(lower_case(written)))
    if (slug_byte(letter)) out += letter;
  if (!out.empty()) return out;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString parts;
  if (U_FAILURE(status) || !nfkd->getDecomposition(static_cast<UChar32>(c), parts)) return out;
  for (std::int32_t i = 0; i < parts.length(); ++i) {
    const char16_t unit = parts[i];
    const char16_t lower = unit >= 'A' && unit <= 'Z' ? unit | 0x20 : unit;
    if (lower < 0x80 && slug_byte(static_cast<char>(lower))) out += static_cast<char>(lower);
  }
  return out;
}

// A mark over the letter before it (U+0301 behind 'e' in decomposed text) ends no word.
bool is_mark(char32_t c) {
  return c >= 0x300 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

}  // namespace

base::Result<Slug> Slug::parse(std::string_view written, const base::Span& where) {
  if (is_slug(written)) return Slug(std::string(written));
  const std::string shown = shortened(written);
  base::Error error;
  if (written.size() > kLongestSlug && is_slug(written.substr(0, 1))) {
    error.message = base::message("the id '{}' is longer than {} characters",
                                  "l'identifiant « {} » a plus de {} caractères", shown, kLongestSlug);
  } else {
    error.message = base::message("'{}' is not an id", "« {} » n'est pas un identifiant", shown);
  }
  error.where = where;
  error.hint = base::message(
      "an id holds a-z, 0-9 and single '-' between them: try '{}'",
      "un identifiant contient a-z, 0-9 et des « - » isolés entre eux : essayez « {} »",
      from_title(written).str());
  error.rule = "schema";
  return base::fail(std::move(error));
}

Slug Slug::from_title(std::string_view title) {
  std::string out;
  bool gap = false;  // something stood there that is no part of a slug
  const auto put = [&](std::string_view part) {
    if (gap && !out.empty()) out += '-';
    gap = false;
    out += part;
  };
  for (std::size_t at = 0; at < title.size() && out.size() <= kLongestSlug;) {
    const char c = title[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
      if (slug_byte(lower))
        put({&lower, 1});
      else
        gap = true;
      continue;
    }
    const char32_t character = next_character(title, at);
    const std::string letters = folded(character);
    if (!letters.empty())
      put(letters);
    else if (!is_mark(character))
      gap = true;
  }
  if (out.size() > kLongestSlug) {
    // Cut between words; a single word of more than that is cut anywhere.
    const std::size_t dash = out.rfind('-', kLongestSlug);
    out.resize(dash == std::string::npos ? kLongestSlug : dash);
  }
  return Slug(out.empty() ? "page" : out);
}

}  // namespace text
