#include "generator/text/fold.h"

#include <catch2/catch.hpp>
#include <string_view>

TEST_CASE("letters lose their accents as people type them without") {
  struct Case {
    std::string_view written, folded;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"port", "port"},                      // nothing to do
      {"sécurité", "securite"},              // composed
      {"se\u0301curite\u0301", "securite"},  // the same, decomposed
      {"œuvre", "oeuvre"},                   // a ligature that Unicode does not take apart
      {"cæcum", "caecum"},
      {"straße", "strasse"},
      {"łódź", "lodz"},
      {"smørrebrød", "smorrebrod"},
      {"ẗ\u0323", "t"},    // two marks
      {"\u0301", ""},      // a mark alone
      {"日本", "日本"},    // other scripts keep their letters
      {"\xFF", "\uFFFD"},  // malformed bytes do not vanish
  }));
  CAPTURE(c.written);
  CHECK(text::without_accents(c.written) == c.folded);
  CHECK(text::without_accents(text::without_accents(c.written)) == c.folded);
}

TEST_CASE("a letter and its mark become one character") {
  CHECK(text::nfc("cafe\u0301") == "café");
  CHECK(text::nfc("café") == "café");
  CHECK(text::nfc("plain") == "plain");
  CHECK(text::nfc("\u1100\u1161") == "\uAC00");  // Hangul composes too
}

TEST_CASE("words are made of letters, marks and numbers") {
  for (const char32_t c : {U'a', U'Z', U'7', U'é', U'日', U'\u0301', U'²', U'Ⅳ', U'𝕏'})
    CHECK(text::is_word_character(c));
  for (const char32_t c : {U' ', U'_', U'-', U'«', U'’', U'…', U'€', U'\u00A0', U'😀', U'\uFFFD'})
    CHECK_FALSE(text::is_word_character(c));
}
