#include "generator/model/lint/encoding.h"

#include <catch2/catch.hpp>

using namespace model;

namespace {

std::string report(const Problems& problems) {
  std::string out;
  for (const base::Error& error : problems) out += base::describe(error, base::Locale::En);
  return out;
}

}  // namespace

TEST_CASE("bytes that a text does not have are reported at the first of them") {
  struct Case {
    std::string bytes;
    std::string_view report;
  };
  const std::vector<Case> cases = {
      {"a plain\nfile with é\n", ""},
      {"one\nd\xE9j\xE0\n",
       "x.md:2:2: error: the byte E9 is not UTF-8; 2 such in this file [invalid-utf8]\n"
       "  hint: save the file as UTF-8\n"},
      {"\xEF\xBB\xBF# a\n",
       "x.md:1:1: warning: the file starts with a byte order mark [byte-order-mark]\n"
       "  hint: save it as UTF-8 without BOM\n"},
      {"a\nb\r\nc\r\n",
       "x.md:2:2: warning: lines end in CR LF here [carriage-return]\n"
       "  hint: let the editor end lines in LF, and git too: '* text=auto eol=lf' in "
       ".gitattributes\n"},
      {std::string("a\nb\0c\n", 6),
       "x.md:2:2: error: there is a NUL byte in the text [nul-byte]\n"
       "  hint: is this file UTF-16, or not text at all? save it as UTF-8\n"},
  };
  for (const Case& c : cases) {
    std::string bytes = c.bytes;
    Problems problems;
    lint_bytes(bytes, "x.md", problems);
    CHECK(report(problems) == c.report);
    CHECK(bytes.size() == c.bytes.size());
  }
}

TEST_CASE("bytes that are no UTF-8 are replaced one by one, so that columns stay") {
  std::string bytes = "a\xE9z\xC3";
  Problems problems;
  lint_bytes(bytes, "x.md", problems);
  CHECK(bytes == "a?z?");
}

TEST_CASE("text that was encoded twice is shown repaired, once a line") {
  const std::string source =
      "fine: déjà\nd\u00C3\u00A9j\u00C3\u00A0 vu, \u00C3\u00A9t\u00C3\u00A9\n";
  Problems problems;
  lint_mojibake(source, Lines(source), "x.md", problems);
  CHECK(report(problems) ==
        "x.md:2:2: error: 'Ã©' was encoded twice; it was 'é' [mojibake]\n"
        "  hint: the line should read:\n"
        "        déjà vu, été\n");
}

TEST_CASE("a file that was encoded twice from end to end is reported for its first lines") {
  std::string source;
  for (int i = 0; i < 1000; ++i) source += "\u00C3\u00A9\n";
  Problems problems;
  lint_mojibake(source, Lines(source), "x.md", problems);
  CHECK(problems.size() == 20);
}
