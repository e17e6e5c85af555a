#include "generator/highlight/languages.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "generator/highlight/grammars.h"
#include "generator/highlight/query.h"

namespace highlight {
namespace {

TEST_CASE("a language has the names that authors give it") {
  struct Case {
    std::string_view written, name;
  };
  const auto c = GENERATE(values<Case>({
      {"sh", "bash"},
      {"shell", "bash"},
      {"PowerShell", "powershell"},  // case does not count
      {"ps1", "powershell"},
      {"py", "python"},
      {"yml", "yaml"},
      {"js", "javascript"},
      {"ts", "typescript"},
      {"c++", "cpp"},
      {"env", "dotenv"},
      {"conf", "ini"},
      {"docker", "dockerfile"},
      {"caddy", "caddyfile"},
      {"patch", "diff"},
      {"txt", "text"},
      {"output", "output"},
      {"jsonl", "json"},
  }));
  CAPTURE(c.written);
  const Language* language = find_language(c.written);
  REQUIRE(language != nullptr);
  CHECK(language->name == c.name);
}

TEST_CASE("no name stands for two languages, and what is no name for none") {
  const auto& names = language_names();
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  CHECK(std::is_sorted(names.begin(), names.end()));
  for (const std::string& name : names) CHECK(is_language(name));
  CHECK_FALSE(is_language(""));
  CHECK_FALSE(is_language("brainfuck"));
  CHECK_FALSE(is_language("bash "));
}

TEST_CASE("every query fits its grammar, and every predicate in it is understood") {
  for (const Grammar& grammar : grammars()) {
    CAPTURE(grammar.name);
    CHECK(query_error(grammar).empty());
  }
}

TEST_CASE("every language that wants a grammar has it in this build") {
  CHECK(languages_without_grammar().empty());
}

TEST_CASE("a language whose grammar is missing is plain text, and nothing more") {
  const Language fortran = {.name = "fortran", .grammar = "fortran", .errors = Errors::Reported};
  const Tokens tokens = highlight_as(fortran, "IF (x) { # \"y\"");
  CHECK(tokens.spans.empty());
  CHECK(tokens.errors.empty());
  CHECK_FALSE(tokens.given_up);
}

TEST_CASE("the missing grammars are said in one warning") {
  const base::Error error = missing_grammars({"cpp", "sql"});
  CHECK(error.severity == base::Severity::Warning);
  CHECK(base::describe(error, base::Locale::En) ==
        "warning: this program was built without the grammars of cpp, sql: their code is neither "
        "coloured nor checked\n"
        "  hint: run 'npm ci' in the project's folder and build again\n");
  CHECK(error.message.fr ==
        "ce programme a été construit sans les grammaires de cpp, sql : leur code n’est ni coloré "
        "ni vérifié");
}

TEST_CASE("plain text and unknown languages have no spans") {
  const auto language = GENERATE("output", "text", "csv", "klingon", "");
  CHECK(highlight(language, "if x: \"y\" # 3").spans.empty());
}

}  // namespace
}  // namespace highlight
