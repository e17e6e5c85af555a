#include "generator/highlight/syntax_errors.h"

#include <catch2/catch.hpp>

namespace highlight {
namespace {

// "2:5 unexpected '}' (the '(' …)", one line each.
std::string errors_of(std::string_view language, std::string_view code) {
  std::string out;
  for (const SyntaxError& error : highlight(language, code).errors) {
    out += fmt::format("{}:{} {}", error.at.line, error.at.column, error.message.en);
    if (!error.hint.empty()) out += fmt::format(" ({})", error.hint.en);
    out += '\n';
  }
  return out;
}

TEST_CASE("an error is reported where the reader would see it") {
  struct Case {
    std::string_view language, code, errors;
  };
  const auto c = GENERATE(values<Case>({
      {"json", "{\n  \"a\": 1\n  \"b\": 2\n}\n", "3:3 unexpected '\"'\n"},
      {"json", "{\"a\": [1, 2}",
       "1:12 missing ']' (the '[' in line 1, column 7 of the code is never closed)\n"},
      {"json", "{\"a\": 1",
       "1:8 missing '}' (the '{' in line 1, column 1 of the code is never closed)\n"},
      {"json", "{\"a\": undefined}", "1:7 unexpected 'undefined'\n"},
      {"python", "x = print(\"a\"\ny = 2\n",
       "2:1 unexpected 'y' (the '(' in line 1, column 10 of the code is never closed)\n"},
      {"python", "def f()\n    return 1\n", "2:5 unexpected 'return'\n"},
      {"python", "if x:\n    a = = 1\n", "2:9 unexpected '='\n"},
      {"bash", "if true; then\n  echo a\n", "2:9 missing 'fi'\n"},
      {"bash", "echo $(date\n",
       "1:12 missing ')' (the '(' in line 1, column 7 of the code is never closed)\n"},
      {"bash", "ls | | wc\n", "1:6 unexpected '|'\n"},
      {"yaml", "a: 1\nb: [1, 2\nc: 3\n",
       "2:9 unexpected end of the line (the '[' in line 2, column 4 of the code is never "
       "closed)\n"},
      {"toml", "a = \nb = 2\n", "1:4 unexpected end of the line\n"},
      {"javascript", "const a = {\n  b: 1\n  c: 2\n};\n", "3:3 unexpected 'c'\n"},
      {"javascript", "f(1, 2\ng()\n",
       "2:1 unexpected 'g' (the '(' in line 1, column 2 of the code is never closed)\n"},
      {"typescript", "const a: = 3;\n", "1:10 unexpected '='\n"},
  }));
  CAPTURE(c.language, c.code);
  CHECK(errors_of(c.language, c.code) == c.errors);
}

TEST_CASE("code that is right, or means to leave something out, is not reported") {
  struct Case {
    std::string_view language, code;
  };
  const auto c = GENERATE(values<Case>({
      {"json", "{\"a\": 1, ...}"},
      {"json", "[1, 2, …]"},
      {"json", "{\"a\": 1}\n{\"a\": 2}\n"},          // JSON lines
      {"json", "// what curl shows\n{\"a\": 1}\n"},  // comments, as editors allow
      {"json", "{\"a\": \"{{ .Values.a }}\", {{ x }}}"},
      {"javascript", "fetch(url, { ... })"},
      {"javascript", "f(...)\nconst x = ...\n"},
      {"javascript", "const a = { ...b, c };"},
      {"javascript", "return a;"},  // a fragment of a function
      {"typescript", "private a: string;\ngo(): void {}"},
      {"python", "def f():\n    ...\n"},
      {"python", ">>> 1 + 1\n2\n"},                      // a session
      {"python", "!pip install torch\nimport torch\n"},  // a notebook
      {"bash", "$ ls\nfile (1)\n"},
      {"bash", "docker run <image> <command>\n"},
      {"bash", "ssh <USER>@<VPS_IP> 'cat > f <<EOF\nx\nEOF'\n"},
      {"bash", "for f\ndo echo \"$f\"; done\n"},
      {"bash", "[[ $x =~ ^(a|b)$ ]] && ((n > 3)) && echo \"${x//a/b}\"\n"},
      {"bash", "curl ... | sh )\n"},
      {"yaml", "a: {{ .Values.x }}\n"},
      {"yaml", "---\na: 1\n...\n---\nb: |\n  x: {\n"},
      {"toml", "port = <PORT>\n[<NAME>]\n"},
      // Languages whose grammars refuse what is right.
      {"sql", "CREATE POLICY p ON t FOR ALL ENABLE ROW LEVEL ((("},
      {"powershell", "pg_dump --schema=public --file=b.sql | git checkout -- ("},
      {"c", "NAPI_EXTERN napi_status f(int a)"},
      {"css", "a { color: }"},
      {"html", "</p><script>"},
  }));
  CAPTURE(c.language, c.code);
  CHECK(errors_of(c.language, c.code).empty());
}

TEST_CASE("an elision in a string or a comment excuses nothing") {
  CHECK(errors_of("json", "{\"a\": \"...\" 1}") == "1:13 unexpected '1'\n");
  CHECK(errors_of("python", "x = = 1  # ...\n") == "1:5 unexpected '='\n");
}

TEST_CASE("a block reports three errors at most, each on a line of its own") {
  std::string code = "a = 1\n";
  for (int i = 0; i < 10; ++i) code += "x = = 1\nok = 2\nok = 3\n";
  const Tokens tokens = highlight("python", code);
  REQUIRE(tokens.errors.size() == kMaximumErrors);
  CHECK(tokens.errors[0].at == base::Position{2, 5});
  CHECK(tokens.errors[1].at.line == 5);
  CHECK(tokens.errors[2].at.line == 8);
}

TEST_CASE("an error is placed in the Markdown file, with the way out") {
  const Tokens tokens = highlight("json", "{\n  \"a\": 1 2\n}\n");
  REQUIRE(tokens.errors.size() == 1);
  // The fence stands in a list: its text begins in column 3.
  const base::Error error = syntax_problem(tokens.errors[0], "json", "content/a.md", {12, 3});
  CHECK(error.rule == "code-syntax");
  CHECK(base::describe(error, base::Locale::En) ==
        "content/a.md:13:12: warning: this json does not parse: unexpected '2' [code-syntax]\n"
        "  hint: a sample that is wrong on purpose says so: ```json broken\n");
  CHECK(base::describe(error, base::Locale::Fr) ==
        "content/a.md:13:12: attention: ce code json est mal formé : « 2 » inattendu "
        "[code-syntax]\n"
        "  conseil: un exemple faux exprès le dit : ```json broken\n");
}

}  // namespace
}  // namespace highlight
