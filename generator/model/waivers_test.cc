#include "generator/model/waivers.h"

#include <catch2/catch.hpp>

using namespace model;

namespace {

// The problems that are left of one of `rule` on `line`.
std::string left_of(std::string_view source, std::string_view rule, std::uint32_t line) {
  const Lines lines(source);
  Problems ignored;
  const markdown::Document document = markdown::parse({source, "x.md", 1}, ignored);
  Problems problems = {problem(rule, {"x.md", {line, 3}, {}}, {"found", "trouvé"})};
  apply_waivers(find_waivers(lines, "x.md", document), problems);
  std::string out;
  for (const base::Error& error : problems) out += base::describe(error, base::Locale::En);
  return out;
}

}  // namespace

TEST_CASE("a waiver with a reason lets the next line break its rule") {
  CHECK(left_of("<!-- allow: link-insecure the printer has no https -->\n[x](http://a.net)\n",
                "link-insecure", 2) == "");
  // Two above the same line.
  CHECK(left_of("<!-- allow: link-insecure old -->\n<!-- allow: link-insecure older -->\nx\n",
                "link-insecure", 3) == "");
}

TEST_CASE("before a code block or a table a waiver holds for all of it") {
  CHECK(left_of("<!-- allow: prompt-in-code shows a session -->\n```sh\na\n$ b\n```\n",
                "prompt-in-code", 4) == "");
  CHECK(left_of("<!-- allow: private-ipv4 a public server -->\n| a |\n| - |\n| b |\n",
                "private-ipv4", 4) == "");
}

TEST_CASE("a waiver that does not hold says why, and waives nothing") {
  const std::string found = "x.md:4:3: warning: found [link-insecure]\n";
  CHECK(left_of("<!-- allow: link-insecure -->\nx\n", "link-insecure", 2) ==
        "x.md:2:3: warning: found [link-insecure]\n"
        "x.md:1:13: error: the waiver of 'link-insecure' gives no reason [waiver]\n"
        "  hint: say why it is right here: <!-- allow: link-insecure because … -->\n");
  const std::string nothing =
      "x.md:1:13: error: nothing here breaks the rule 'link-insecure' [waiver]\n"
      "  hint: remove the waiver; it holds for the next line, code block or table\n";
  CHECK(left_of("<!-- allow: link-insecure old -->\nx\n\ny\n", "link-insecure", 4) ==
        found + nothing);
  CHECK(left_of("<!-- allow: link-insecur old -->\nx\n", "link-insecure", 2) ==
        "x.md:2:3: warning: found [link-insecure]\n"
        "x.md:1:13: error: there is no rule 'link-insecur' [waiver]\n"
        "  hint: did you mean 'link-insecure'?\n");
}

TEST_CASE("what stands in a code block is no waiver") {
  CHECK(left_of("```md\n<!-- allow: link-insecure old -->\nx\n```\n", "link-insecure", 3) ==
        "x.md:3:3: warning: found [link-insecure]\n");
}

TEST_CASE("TOML has waivers as comments") {
  const std::string_view source = "# allow: private-email a public desk\nx = 'y'\n";
  Problems problems = {problem("private-email", {"x.toml", {2, 5}, {}}, {"found", "trouvé"})};
  CHECK(apply_waivers(find_toml_waivers(Lines(source), "x.toml", 10), problems) == 1);
  CHECK(problems.empty());
}

TEST_CASE("nothing but the secret is said of a line with a secret") {
  Problems problems = {
      problem("link-insecure", {"x.md", {3, 1}, {}}, {"quotes it", "le cite"}),
      problem("secret-api-key", {"x.md", {3, 9}, {}}, {"a key", "une clé"}),
      problem("link-insecure", {"x.md", {4, 1}, {}}, {"another line", "une autre ligne"})};
  problems[1].sensitive = true;
  drop_beside_secrets(problems);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].rule == "secret-api-key");
  CHECK(problems[1].where.begin.line == 4);
}
