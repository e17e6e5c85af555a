#include "generator/model/lint/code.h"

#include <catch2/catch.hpp>

using namespace model;

namespace {

std::string faults_in(std::string_view source, const CheckCode& check = {}) {
  Course course;
  course.languages = {"fr"};
  Page page;
  Half half;
  half.file = "x.md";
  const FrontPlaces front;
  const Lines lines(source);
  Problems problems;
  const markdown::Document document = markdown::parse({source, "x.md", 1}, problems);
  problems.clear();
  lint_code({course, page, 0, half, front, source, lines, document}, check, problems);
  std::string out;
  for (const base::Error& error : problems) {
    out += fmt::format("{}{}:{}-{} {}", out.empty() ? "" : ", ", error.where.begin.line,
                       error.where.begin.column, error.where.end.column,
                       error.rule == "prompt-in-code" ? "prompt" : error.message.en);
  }
  return out;
}

std::string in_block(std::string_view language, std::string_view code) {
  return faults_in(fmt::format("```{}\n{}\n```\n", language, code));
}

}  // namespace

TEST_CASE("a prompt in a block that is copied is found") {
  CHECK(in_block("sh", "$ ls\nnext\n$ ls") == "2:1-3 prompt, 4:1-3 prompt");
  CHECK(in_block("powershell", "PS> dir\nPS C:\\work> dir") == "2:1-5 prompt, 3:1-13 prompt");
  CHECK(in_block("", "$ ls") == "2:1-3 prompt");
  // In a list the code is indented, and the place is the file's.
  CHECK(faults_in("1. Type:\n\n   ```sh\n   $ ls\n   ```\n") == "4:4-6 prompt");
  CHECK(faults_in("> ```sh\n> $ ls\n> ```\n") == "2:3-5 prompt");
}

TEST_CASE("what is no prompt is left alone") {
  CHECK(in_block("output", "$ ls") == "");
  CHECK(in_block("text", "$ ls") == "");
  CHECK(in_block("sh", "$HOME/bin/x\n  $ x\nPSQL> x\n$(date)") == "");
  CHECK(in_block("markdown", "$ x") == "");
  CHECK(in_block("sh", "cat <<EOF\n$ x\nEOF") == "");
}

TEST_CASE("typographic characters where code stands are found") {
  struct Case {
    std::string_view language, code, faults;
  };
  const auto c = GENERATE(values<Case>({
      {"sh", "echo “x”", "2:6-9 an opening curly quote stands in code"},
      {"sh", "echo «x»", "2:6-8 an opening guillemet stands in code"},
      {"sh", "NAME=’x’", "2:6-9 a curly apostrophe stands in code"},
      {"sh", "ls\u00A0-l", "2:3-5 a no-break space stands in code"},
      {"sh", "echo \"a\u202Fb\"",
       "2:8-11 a narrow no-break space stands in code"},  // in a string too: nobody sees it
      {"python", "print(“x”)", "2:7-10 an opening curly quote stands in code"},
      {"yaml", "name: “x”", "2:7-10 an opening curly quote stands in code"},
      {"json", "[“x”]", "2:2-5 an opening curly quote stands in code"},
      // Strings, comments and prose may hold what they like.
      {"sh", "echo \"« x » et l’autre\"", ""},
      {"sh", "ls # « x »", ""},
      {"python", "print('« x »')", ""},
      {"python", "x = \"\"\"\n= “x”\n\"\"\"", ""},
      {"sh", "cat <<EOF\necho “x”\nEOF", ""},
      {"yaml", "text: |\n  Il dit : « bonjour »", ""},
      {"json", "{\"a\": \"“x”\"}", ""},
      {"sql", "select 1 -- = « x »", ""},
      {"output", "“x”\u00A0!", ""},
      {"text", "= «\u00A0x\u00A0»", ""},
      {"html", "<p>l’autre\u00A0!</p>", ""},
  }));
  CAPTURE(c.language, c.code);
  CHECK(in_block(c.language, c.code) == c.faults);
}

TEST_CASE("a code span may quote a message, and holds no hidden space") {
  CHECK(faults_in("Tapez `ls\u00A0-l`.") == "1:7-15 a no-break space stands in code");
  CHECK(faults_in("Le message `Can’t connect`.") == "");
}

TEST_CASE("what the check of code finds is placed in the file") {
  // Every '!' is wrong.
  const CheckCode check = [](std::string_view language, std::string_view text) {
    std::vector<base::Error> out;
    std::uint32_t line = 1, column = 1;
    for (const char c : text) {
      base::Error error;
      error.message = base::message("wrong {}", "{} faux", language);
      error.where.begin = {line, column};
      if (c == '!') out.push_back(std::move(error));
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n' ? 1 : 0;
    }
    return out;
  };
  CHECK(faults_in("```sh\n!\na !\n```\n", check) == "2:1-2 wrong sh, 3:3-4 wrong sh");
  CHECK(faults_in("```sh broken\n!\n```\n", check) == "");  // wrong on purpose
  CHECK(faults_in("```\n!\n```\n", check) == "");           // no language
  // In a list or a quotation the place is the file's.
  CHECK(faults_in("- a\n\n  ```sh\n  x\n    !\n  ```\n", check) == "5:5-6 wrong sh");
  CHECK(faults_in("> ```sh\n> x !\n> ```\n", check) == "2:5-6 wrong sh");
  // A line that the text does not have has no place of its own.
  const CheckCode beyond = [](std::string_view, std::string_view) {
    std::vector<base::Error> out(2);
    out[0].where.begin = {9, 4};
    out[0].message = base::message("beyond", "au-delà");
    return out;
  };
  CHECK(faults_in("```sh\nx\n```\n", beyond) == "10:4-5 beyond");
}
