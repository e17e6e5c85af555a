// The right spaces, quotes, apostrophes and ellipses of French and English, put in at render time on text nodes only, so that
// authors type plain characters. Never call it for code, addresses, identifiers or attribute data.
//
// French: U+202F before ; ! ? and inside numbers, U+00A0 before : and inside « », "…" -> « … ». English: "…" -> “…”. Both: ' -> ’ between
// letters, number + unit with U+00A0, ... -> …. Nothing is inserted where the author typed no space (14:30, std::x, 2001:db8::1).
// The table of cases is in typography_test.cc.
#pragma once

#include <string>
#include <string_view>

namespace text {

enum class Language { Other, En, Fr, FrCa };

// By BCP 47 tag: "fr" -> Fr, "fr-CA" -> FrCa, "en", "en-GB" -> En, anything else -> Other (nothing is changed but apostrophes).
Language language_of(std::string_view tag);

// Sets the text nodes of one block, in order. Quotes may open in one node and close in another (emphasis, links, code
// between them), so one Typesetter serves one block.
class Typesetter {
 public:
  explicit Typesetter(Language language) : language_(language) {}

  // `before` is the last character of what precedes in the same block (0 at its start), `after` the first of what
  // follows (0 at its end), whatever node they are in: they decide on spaces and quotes at the edges.
  std::string set(std::string_view plain, char32_t before = 0, char32_t after = 0);

 private:
  Language language_;
  int open_quotes_ = 0;
};

// For a text that is a block of its own: a title, a label.
std::string typeset(std::string_view plain, Language language);

}  // namespace text
