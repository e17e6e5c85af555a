#include "generator/theme/strings.h"

#include <catch2/catch.hpp>

namespace theme {
namespace {

TEST_CASE("each language has its own idea of one") {
  struct Case {
    std::string_view language;
    long count;
    std::string_view form;
  };
  const auto c = GENERATE(values<Case>({
      {"fr", 0, "one"},
      {"fr", 1, "one"},
      {"fr", -1, "one"},
      {"fr", 2, "other"},
      {"fr-CA", 0, "one"},
      {"en", 0, "other"},
      {"en", 1, "one"},
      {"en", 2, "other"},
      {"fri", 0, "other"},  // not a kind of French
      {"fr", std::numeric_limits<long>::min(), "other"},
  }));
  CAPTURE(c.language, c.count);
  CHECK(plural_form(c.language, c.count) == c.form);
}

TEST_CASE("placeholders are lower-case names in braces") {
  struct Case {
    std::string_view text;
    std::set<std::string> names;
  };
  const auto c = GENERATE(values<Case>({
      {"", {}},
      {"{n} of {all}, {n}", {"n", "all"}},
      {"{not_found}", {"not_found"}},
      {"{}", {}},
      {"{N} {a b} { a}", {}},
      {"{open", {}},
      {"}{n}{", {"n"}},
      {"{{n}", {"n"}},
  }));
  CAPTURE(c.text);
  CHECK(placeholders(c.text) == c.names);
}

TEST_CASE("a language that lacks a string is given another's, so that rendering goes on") {
  Files files;
  files["strings/fr.toml"].push_back({"strings/fr.toml", "first = \"un\"\nsecond = \"deux\"\n"});
  files["strings/en.toml"].push_back({"strings/en.toml", "first = \"one\"\n"});
  std::vector<base::Error> problems;
  const StringsByLanguage strings = read_strings(files, {"fr", "en"}, problems);
  REQUIRE(problems.size() == 1);
  CHECK(base::describe(problems[0], base::Locale::En) ==
        "strings/fr.toml:2:10: error: the string 'second' is missing in the language 'en' "
        "[theme-string]\n");
  CHECK(strings.at("en").at("first").text == "one");
  CHECK(strings.at("en").at("second").text == "deux");
}

TEST_CASE("a file that is no TOML is reported with the parser's place") {
  Files files;
  files["strings/fr.toml"].push_back({"strings/fr.toml", "a = \"un\"\nb = \n"});
  std::vector<base::Error> problems;
  read_strings(files, {"fr"}, problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rule == "theme-string");
  CHECK(problems[0].where.file == "strings/fr.toml");
  CHECK(problems[0].where.begin.line == 2);
}

}  // namespace
}  // namespace theme
