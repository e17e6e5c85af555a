#include "generator/markdown/document.h"

#include <catch2/catch.hpp>

#include "generator/base/parallel.h"
#include "generator/markdown/walk.h"

namespace markdown {
namespace {

Document parse_well(std::string_view body) {
  std::vector<base::Error> problems;
  Document out = parse({body, "page.md", 1}, problems);
  CHECK(problems.empty());
  return out;
}

std::string report(std::string_view body, std::uint32_t body_line = 1) {
  std::vector<base::Error> problems;
  static_cast<void>(parse({body, "page.md", body_line}, problems));
  std::string out;
  for (const base::Error& problem : problems)
    out += base::describe(problem, base::Locale::En, body_line == 1 ? body : std::string_view());
  return out;
}

// The first inline element of a kind, anywhere.
Inline first(const Document& document, InlineKind kind) {
  struct Finder : Visitor {
    void line(const Inlines& line) {
      for_each_inline(line, [&](const Inline& item) {
        if (!found && item.kind == kind) found = item;
      });
    }
    InlineKind kind;
    std::optional<Inline> found;
  } finder;
  finder.kind = kind;
  walk(document.blocks, finder);
  for (const Footnote& footnote : document.footnotes) walk(footnote.blocks, finder);
  REQUIRE(finder.found);
  return *finder.found;
}

TEST_CASE("a link is found where its target stands") {
  struct Case {
    std::string_view body;
    base::Position at;
  };
  const auto c = GENERATE(values<Case>({
      {"[a](x.md)", {1, 5}},
      {"text\n[a](x.md)", {2, 5}},
      {"[x.md](x.md)", {1, 8}},  // not the text of the same name
      {"x.md [a](<x.md>)", {1, 11}},
      {"[a]( \n  x.md )", {2, 3}},
      {"`[b](x.md)` [a](x.md)", {1, 17}},         // what is in code is none
      {"\\[a](x.md) [a](x.md)", {1, 16}},         // nor what is escaped
      {"[a] (x.md) ](x.md) [a](x.md)", {1, 24}},  // nor what lacks a bracket
      {"a\\\n[b](x.md)", {2, 5}},                 // a backslash at a line's end
      {"`a\nb` [c](x.md)", {2, 8}},               // code over two lines
      {"<b\nlang=en>a</b> [c](x.md)", {2, 19}},   // HTML over two lines
      {"> - a\n>   [b](x.md)", {2, 9}},
      {"   a\n   [b](x.md)", {2, 8}},    // indented lines
      {"[r]: y.md\n[b](x.md)", {2, 5}},  // behind a definition
      {"[a][r]\n\n[r]: x.md", {3, 6}},   // where it is defined
      {"> [r]: <x.md> \"t\"\n\n[r]", {1, 9}},
      {"**[a](x.md)**", {1, 7}},
      {"[![i](y.png)](x.md)", {1, 15}},
      {"| a |\n| --- |\n| b [c](x.md) |", {3, 9}},
      {"| a [b](x.md) |\n| --- |", {1, 9}},
      {"above\n| [b](x.md) |\n| --- |\n| c |", {2, 7}},
      {"a\n| [b](x.md) |\n| --- |", {2, 7}},
      {"## [b](x.md)", {1, 8}},
      {"[b](x.md)\n===", {1, 5}},
      {"<a href=\"x.md\">b</a>", {1, 10}},
      {"A[^n]\n\n[^n]: [b](x.md)", {3, 11}},
      {"<details>\n<summary>a <a href='x.md'>b</a></summary>\n\nc\n\n</details>", {2, 21}},
  }));
  CAPTURE(c.body);
  const Inline link = first(parse_well(c.body), InlineKind::Link);
  CHECK(link.target == "x.md");
  CHECK(link.at == c.at);
  CHECK(link.end == base::Position{c.at.line, c.at.column + 4});
}

TEST_CASE("addresses with escapes and bare ones are found too") {
  struct Case {
    std::string_view body, target;
    base::Position at, end;
  };
  const auto c = GENERATE(values<Case>({
      {"[a](x\\_y&amp;z.md)", "x_y&z.md", {1, 5}, {1, 18}},
      {"[a](x(1).md)", "x(1).md", {1, 5}, {1, 12}},
      {"see <https://a.example/b>", "https://a.example/b", {1, 6}, {1, 25}},
      {"see https://a.example/b.", "https://a.example/b", {1, 5}, {1, 24}},
      {"see www.a.example, ok", "http://www.a.example", {1, 5}, {1, 18}},
      {"to a@b.example", "mailto:a@b.example", {1, 4}, {1, 15}},
      {"[a]()", "", {1, 5}, {1, 5}},
  }));
  CAPTURE(c.body);
  const Inline link = first(parse_well(c.body), InlineKind::Link);
  CHECK(link.target == c.target);
  CHECK(link.at == c.at);
  CHECK(link.end == c.end);
}

TEST_CASE("code and footnotes are found where they begin") {
  const Document document = parse_well("\\`a `` b` `` c[^n]\n\n[^n]: d\n");
  const Inline code = first(document, InlineKind::Code);
  CHECK(code.text == "b`");
  CHECK(code.at == base::Position{1, 5});
  CHECK(code.end == base::Position{1, 13});
  const Inline note = first(document, InlineKind::FootnoteReference);
  CHECK(note.at == base::Position{1, 15});
  CHECK(note.text == "n");
}

TEST_CASE("blocks know where they begin and end") {
  struct Case {
    std::string_view body;
    std::size_t index;
    base::Position at, end;
  };
  const auto c = GENERATE(values<Case>({
      {"# A\n\nb\nc\n\nd", 0, {1, 1}, {1, 4}},
      {"# A\n\nb\nc\n\nd", 1, {3, 1}, {4, 2}},
      {"- a\n- b\n\n\n# C", 0, {1, 1}, {2, 4}},  // without the blank lines behind it
      {"```\na\n```\nb", 0, {1, 1}, {3, 4}},
      {"a\n\n  > b\n  > c\n", 1, {3, 3}, {4, 6}},
      {"<p>a\nb</p>\n\nc", 0, {1, 1}, {2, 6}},
      {"a\n| b |\n| - |\n| c |\n\nd", 0, {1, 1}, {1, 2}},
      {"a\n| b |\n| - |\n| c |\n\nd", 1, {2, 1}, {4, 6}},
      {"<!-- holds -->\n- a\n<!-- /holds -->", 0, {1, 1}, {3, 16}},
      {"<details>\n\na\n\n</details>", 0, {1, 1}, {5, 11}},
      {"a\r\nb\r\n", 0, {1, 1}, {2, 2}},
      {"\xEF\xBB\xBF# A", 0, {1, 4}, {1, 7}},  // behind a byte order mark
  }));
  CAPTURE(c.body, c.index);
  const Document document = parse_well(c.body);
  REQUIRE(document.blocks.size() > c.index);
  CHECK(document.blocks[c.index].at == c.at);
  CHECK(document.blocks[c.index].end == c.end);
}

TEST_CASE("lines are counted from where the body begins in its file") {
  CHECK(report("\n<!-- lab: x -->\n", 7) ==
        "page.md:8:1: error: this 'lab' is not closed [directive-unclosed]\n"
        "  hint: write '<!-- /lab -->' on a line of its own behind it\n");
}

TEST_CASE("a report shows the offending part, whole") {
  CHECK(report("- a\n\n  <!-- qiuz: b single -->\n") ==
        "page.md:3:3: error: there is no directive 'qiuz' [directive-unknown]\n"
        "    <!-- qiuz: b single -->\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  hint: did you mean 'quiz'?\n");
  CHECK(report("> ```sh titel=\"x\"\n> a\n> ```\n") ==
        "page.md:1:9: error: there is no argument 'titel=' [code-info]\n"
        "  > ```sh titel=\"x\"\n"
        "          ^^^^^^^^^\n"
        "  hint: did you mean 'title'?\n");
  CHECK(report("a <b onclick=\"x\">c</b>\n") ==
        "page.md:1:6: error: the attribute 'onclick' is left out [html-refused]\n"
        "  a <b onclick=\"x\">c</b>\n"
        "       ^^^^^^^\n");
}

TEST_CASE("only so many problems are kept") {
  std::string body;
  for (int i = 0; i < 3000; ++i) body += "<!-- /tabs -->\n\n";
  std::vector<base::Error> problems;
  static_cast<void>(parse({body, "page.md", 1}, problems));
  REQUIRE(problems.size() == 1000);
  CHECK(problems.back().message.en ==
        "this page has more than 999 problems; the others are not shown");
}

TEST_CASE("problems of other pages stay where they are") {
  std::vector<base::Error> problems(1);
  problems[0].where.file = "zebra.md";
  static_cast<void>(parse({"<!-- /tabs -->\n", "page.md", 1}, problems));
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].where.file == "zebra.md");
}

TEST_CASE("what is too deep becomes text, and nothing is lost") {
  const std::string_view unit = GENERATE(values<std::string_view>({"> ", "- ", "1. ", "> - "}));
  CAPTURE(unit);
  std::string body;
  for (int i = 0; i < 100; ++i) body += unit;
  body += "deep **down**\n";
  std::vector<base::Error> problems;
  const Document document = parse({body, "page.md", 1}, problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rule == "nesting-depth");
  CHECK(problems[0].where.begin.line == 1);
  CHECK(first(document, InlineKind::Text).text == "deep down");
}

TEST_CASE("emphasis that is too deep becomes text") {
  std::string body;
  for (int i = 0; i < 200; ++i) body += i % 2 ? "**a " : "*a ";
  for (int i = 200; i-- > 0;) body += i % 2 ? " b**" : " b*";
  std::vector<base::Error> problems;
  const Document document = parse({body, "page.md", 1}, problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rule == "nesting-depth");
}

TEST_CASE("NUL becomes a replacement character") {
  using namespace std::string_view_literals;
  const Document document = parse_well("a\0b"sv);
  CHECK(first(document, InlineKind::Text).text ==
        "a\xEF\xBF\xBD"
        "b");
}

TEST_CASE("an empty page is an empty document") {
  const std::string_view body = GENERATE(values<std::string_view>({"", "\n", " ", "<!-- x -->"}));
  CHECK(parse_well(body).blocks.empty());
}

TEST_CASE("pages that are read at the same time do not disturb each other") {
  // cmark switches '~' and 'w' on and off for the whole process.
  const std::string body = "~~struck~~ www.a.example and `code`\n\n";
  std::string page;
  for (int i = 0; i < 20; ++i) page += body;
  std::vector<int> struck(400);
  base::parallel_for(struck.size(), 4, [&](std::size_t i) {
    struct Counter : Visitor {
      void line(const Inlines& line) {
        for_each_inline(line, [&](const Inline& item) {
          count += item.kind == InlineKind::Strikethrough || item.kind == InlineKind::Link;
        });
      }
      int count = 0;
    } counter;
    std::vector<base::Error> problems;
    walk(parse({page, "page.md", 1}, problems).blocks, counter);
    struck[i] = counter.count;
  });
  for (const int count : struck) REQUIRE(count == 40);
}

TEST_CASE("a footnote that is used nowhere, or only by one that is not, is left out") {
  const Document document =
      parse_well("a[^x] b[^y]\n\n[^x]: X\n[^y]: Y[^z]\n[^z]: Z\n[^p]: P[^q]\n[^q]: Q\n");
  REQUIRE(document.footnotes.size() == 3);
  CHECK(document.footnotes[0].label == "x");
  CHECK(document.footnotes[2].label == "z");
  CHECK(document.footnotes[2].number == 3);
  CHECK(document.footnotes[2].references == 1);
}

TEST_CASE("the parts of a logbook entry are known in both languages") {
  CHECK(find_log_part("Problème") == LogPart::Problem);
  CHECK(find_log_part("DIAGNOSIS") == LogPart::Diagnosis);
  CHECK(find_log_part("Solution :") == LogPart::Solution);
  CHECK(find_log_part("prevention") == LogPart::Prevention);
  CHECK_FALSE(find_log_part("Cause"));
}

}  // namespace
}  // namespace markdown
