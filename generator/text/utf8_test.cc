#include "generator/text/utf8.h"

#include <catch2/catch.hpp>
#include <vector>

namespace text {
namespace {

TEST_CASE("malformed bytes are found where they begin") {
  struct Case {
    std::string_view bytes;
    std::optional<std::size_t> at;
  };
  const auto c = GENERATE(values<Case>({
      {"", std::nullopt},
      {"plain ASCII of more than eight bytes", std::nullopt},
      {"déjà vu, 12 €, 😀", std::nullopt},
      {"\x7f", std::nullopt},
      {"\xed\x9f\xbf\xee\x80\x80", std::nullopt},  // both sides of the surrogates
      {"\xf4\x8f\xbf\xbf", std::nullopt},          // the last character
      {"eight by\xff", 8},                         // just behind a whole word of the fast way
      {"eight b\xff", 7},                          // just inside it
      {"a\x80", 1},                                // a continuation that continues nothing
      {"\xc3", 0},                                 // cut off
      {"ab\xe2\x82", 2},
      {"\xf0\x9f\x98", 0},
      {"\xc3(", 0},
      {"\xc0\xaf", 0},  // overlong '/'
      {"\xc1\xbf", 0},
      {"\xe0\x80\xaf", 0},
      {"\xf0\x80\x80\xaf", 0},
      {"\xed\xa0\x80", 0},          // a surrogate
      {"\xf4\x90\x80\x80", 0},      // beyond U+10FFFF
      {"\xf8\x88\x80\x80\x80", 0},  // five bytes, of the old UTF-8
      {"é\xfe", 2},
  }));
  CAPTURE(c.bytes);
  CHECK(first_invalid(c.bytes) == c.at);
}

TEST_CASE("text is walked character by character, in both directions") {
  const std::string_view bytes = "aé€😀\xff\xc3";
  const std::vector<char32_t> expected = {U'a', U'é', U'€', U'😀', 0xFFFD, 0xFFFD};

  std::vector<char32_t> forward, backward;
  for (std::size_t at = 0; at < bytes.size();) {
    forward.push_back(next_character(bytes, at));
    backward.push_back(character_before(bytes, at));
  }
  CHECK(forward == expected);
  CHECK(backward == expected);
  CHECK(character_before(bytes, 0) == 0);
  CHECK(character_before(bytes, 2) == 0xFFFD);  // inside 'é'
}

TEST_CASE("every character survives being written and read") {
  for (char32_t c = 1; c <= 0x10FFFF; c += c < 0x11000 ? 1 : 0x1FF) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    append_character(bytes, c);
    std::size_t at = 0;
    const char32_t read = next_character(bytes, at);
    if (read != c || at != bytes.size() || first_invalid(bytes)) {
      CAPTURE(static_cast<std::uint32_t>(c), bytes);
      FAIL_CHECK("not the same");
    }
  }
}

TEST_CASE("what is no character is written as the replacement character") {
  for (const char32_t c : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}}) {
    std::string bytes;
    append_character(bytes, c);
    CHECK(bytes == "\xEF\xBF\xBD");
  }
}

TEST_CASE("letters of every script are letters, and nothing else is") {
  for (const char32_t c : U"azAZéœßıЖ中あñ") CHECK((c == 0 || is_letter(c)));
  for (const char32_t c : U"09 _-'’.@[`{«€😀\u00A0") CHECK_FALSE(is_letter(c));
}

TEST_CASE("lower case knows all scripts, and no country") {
  struct Case {
    std::string_view written, lower;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"ABC xyz 12", "abc xyz 12"},
      {"@[`{", "@[`{"},  // the neighbours of the letters in ASCII
      {"ÉCOLE ŒUVRE", "école œuvre"},
      {"ΟΔΟΣ", "οδος"},    // the sigma at the end of a word
      {"TITLE", "title"},  // no Turkish dotless i, whatever the locale
      {"İ", "i̇"},
  }));
  CAPTURE(c.written);
  CHECK(lower_case(c.written) == c.lower);
}

TEST_CASE("a text is cut between characters") {
  CHECK(cut_to("déjà", 10) == "déjà");
  CHECK(cut_to("déjà", 3) == "dé");
  CHECK(cut_to("déjà", 2) == "d");
  CHECK(cut_to("é", 1) == "");
  CHECK(shortened("déjà", 2) == "d…");
  CHECK(shortened("déjà", 6) == "déjà");
}

}  // namespace
}  // namespace text
