#include "generator/highlight/markup.h"

#include <catch2/catch.hpp>

namespace highlight {
namespace {

TEST_CASE("spans become elements, and the rest is escaped") {
  struct Case {
    std::string_view language, code, markup;
  };
  const auto c = GENERATE(values<Case>({
      {"text", "a < b & \"c\"\n", "a &lt; b &amp; &quot;c&quot;\n"},
      {"json", "{\"a<\": 1}",
       "{<span class=\"t-p\">&quot;a&lt;&quot;</span>: <span class=\"t-n\">1</span>}"},
      // Neighbours of one colour share an element, over spaces but not over lines.
      {"sql", "CREATE  TABLE\nIF",
       "<span class=\"t-k\">CREATE  TABLE</span>\n<span class=\"t-k\">IF</span>"},
      {"diff", "@@ -1 +1 @@\n-a\n+b\n",
       "<span class=\"t-k\">@@ -1 +1 @@</span>\n<span class=\"t-d\">-a</span>\n"
       "<span class=\"t-i\">+b</span>\n"},
  }));
  CAPTURE(c.code);
  CHECK(code_markup(c.code, highlight(c.language, c.code)).str() == c.markup);
}

TEST_CASE("a piece of the code is whole markup, wherever it is cut") {
  const std::string_view code = "echo \"a\nb\" # c";
  const Tokens tokens = highlight("bash", code);
  CHECK(code_markup(code, tokens, 0, 8).str() ==
        "<span class=\"t-f\">echo</span> <span class=\"t-s\">&quot;a\n</span>");
  CHECK(code_markup(code, tokens, 8).str() ==
        "<span class=\"t-s\">b&quot;</span> <span class=\"t-c\"># c</span>");
  CHECK(code_markup(code, tokens, 2, 2).str().empty());
  CHECK(code_markup(code, tokens, 90, 95).str().empty());
}

}  // namespace
}  // namespace highlight
