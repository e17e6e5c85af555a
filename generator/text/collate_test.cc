#include "generator/text/collate.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace text {
namespace {

std::vector<std::string> sorted(std::vector<std::string> words, std::string_view language) {
  std::sort(words.begin(), words.end(), [&](const std::string& a, const std::string& b) {
    return sort_key(a, language) < sort_key(b, language);
  });
  return words;
}

TEST_CASE("words are sorted as a dictionary of their language sorts them") {
  struct Case {
    std::string_view language;
    std::vector<std::string> words;  // in the right order
  };
  const auto c = GENERATE(values<Case>({
      {"fr", {"Eau", "éclair", "œuf", "zèbre"}},      // accents and ligatures in their place
      {"fr", {"API", "apprendre", "Apprentissage"}},  // capitals do not come first
      {"fr", {"cote", "coté", "côte"}},               // accents decide last
      {"fr-CA", {"cote", "côte", "coté"}},            // in Canada from the end of the word
      {"en", {"cache", "Caché", "cached"}},
      {"sv", {"zebra", "öga"}},  // another language, another alphabet
      {"de", {"öffnen", "zebra"}},
      {"not a tag", {"a", "b"}},
  }));
  CAPTURE(c.language);
  std::vector<std::string> shuffled = c.words;
  std::reverse(shuffled.begin(), shuffled.end());
  CHECK(sorted(shuffled, c.language) == c.words);
}

TEST_CASE("a sort key holds no zero byte and never fails") {
  CHECK(sort_key("", "fr").find('\0') == std::string::npos);
  CHECK(sort_key("été", "fr").find('\0') == std::string::npos);
  CHECK(sort_key("\xFF\xC3", "fr") == sort_key("\xFF\xC3", "fr"));
  CHECK(sort_key(std::string(1u << 20, 'a'), "fr").size() < 32768);
  CHECK(sort_key("é", "fr") == sort_key("e\u0301", "fr"));  // composed or not, it is the same word
}

TEST_CASE("an index lists a text under its first letter") {
  struct Case {
    std::string_view text, letter;
  };
  const auto c = GENERATE(values<Case>({
      {"API", "A"},
      {"élision", "E"},
      {"œuf", "O"},
      {"Łódź", "L"},
      {"жук", "Ж"},
      {"404 Not Found", ""},
      {"", ""},
      {"«\u00A0x", ""},
      {"\xFF", ""},
  }));
  CAPTURE(c.text);
  CHECK(index_letter(c.text) == c.letter);
}

}  // namespace
}  // namespace text
