#include "generator/markdown/guards.h"

#include <catch2/catch.hpp>
#include <ctime>

#include "generator/markdown/facts.h"

namespace markdown {
namespace {

// "unit" as often as it fits into a block, and the block as often as it fits into a page of `size`.
std::string page_of(std::string_view unit, std::size_t size) {
  std::string block;
  while (block.size() + unit.size() < kMaximumBlockBytes - 8) block += unit;
  while (block.ends_with('\n')) block.pop_back();
  block += "\n\n";
  std::string out;
  while (out.size() + block.size() <= size) out += block;
  return out;
}

struct Run {
  double seconds = 0;  // of the processor
  std::vector<base::Error> problems;
};

Run run(const std::string& body) {
  Run out;
  const std::clock_t before = std::clock();
  const Document document = parse({body, "page.md", 1}, out.problems);
  static_cast<void>(collect_facts(document, body, 1));
  out.seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  return out;
}

TEST_CASE("text that is made to be slow is read in bounded time or turned away") {
  const std::string_view unit = GENERATE(values<std::string_view>({
      "*a **a ",
      "a_ ",
      "_a ",
      "a]",
      "[a",
      "*a_ ",
      "*_",
      "a**b c* ",
      "[ a_",
      "[ (](",
      "![[]()",
      "**x [a*b**c*](d)",
      "[",
      "![l",
      "]",
      "[a](<b",
      "[a](b",
      "<!--",
      "x<?",
      "x<!A ",
      "x<![CDATA[",
      "<!--a ",
      "a|b\n",
      "-|-\n",
      "b\n|-|-|\n",
      "|a|b|\n|-|-|\n",
      "www.",
      "_www.",
      "www.a)",
      "http://",
      "a@",
      "a@b.c_",
      "mailto:a@b.c ",
      "<a@b.c ",
      "www.a<",
      "~~a ",
      "~a~~",
      "[^b]",
      "[^a]:",
      "[^a",
      "[a]:b c ",
      "[a]: b\n\"",
      "&amp;",
      "&",
      "<",
      "<a b=\"",
      "</a",
      "<a:",
      "\\*",
      "*",
      "_",
      "~",
      "`",
      "> ",
      "> a\n",
      ">a\nb\n",
      "- ",
      "- a\n",
      "-\n",
      "1. a\n",
      "<x\n",
      "a\n=\n",
      "```\n",
      "a  \n",
      "[\n",
      "[a][b]",
      "![a]",
      "*[a](b)",
      "*[^a]",
      "`a``b",
      "<b>",
      "</b>",
      "<a href=x>",
      "<script>",
      "<!-- tabs: os -->\n",
      "<!-- /tabs -->\n",
      "<!-- id: x -->\n",
      "<details>\n",
      "</details>\n",
      "<summary>\n",
      "<div><details>\n",
      "- [x] a\n",
      "- a <!-- b -->\n",
      "<x y=1 ",
  }));
  CAPTURE(unit);
  const Run once = run(page_of(unit, 2 * kMaximumBlockBytes));
  CHECK(once.seconds < 8.0);
}

TEST_CASE("the slowest of them stay within bounds at the greatest size of a page") {
  const std::string_view unit =
      GENERATE(values<std::string_view>({"*_", "- a\n", "<x\n", "***a* ", "a\n=\n"}));
  CAPTURE(unit);
  CHECK(run(page_of(unit, kMaximumBytes)).seconds < 20.0);
}

TEST_CASE("long pages with blank lines in raw HTML are read in bounded time") {
  struct Case {
    std::string_view lead, unit;
  };
  const auto c = GENERATE(values<Case>({
      {"<pre>", "<!-- a -->\n\n"},
      {"<pre>", "<details>\n\n"},
      {"<pre><div>", "<details></details>\n\n"},
      {"<pre>", "<a href='&amp;'>\n\n"},
      {"<pre>", "<x>\n\n"},
      {"", "<!-- tabs: os -->\n\n"},
      {"", "<details>\n\n"},
      {"", "<details>\n\n</details>\n\n<!-- /holds -->\n\n"},
  }));
  CAPTURE(c.lead, c.unit);
  std::string body(c.lead);
  while (body.size() + c.unit.size() < kMaximumBytes) body += c.unit;
  CHECK(run(body).seconds < 20.0);
}

TEST_CASE("a page that would cost too much is turned away, with the reason") {
  const auto repeated = [](std::string_view unit, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += unit;
    return out;
  };
  struct Case {
    std::string body;
    std::string_view rule, message;
    std::uint32_t line;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {repeated("a", (1 << 20) + 1), "page-too-large",
       "this page has 1048577 bytes; at most 1048576 are read", 1},
      {"a\n\n" + repeated("text\n", 14'000), "page-too-large",
       "this block has more than 65536 bytes without a blank line", 3},
      {repeated("a|", 65) + "\n" + repeated("-|", 65), "page-too-large",
       "this table has 65 columns; at most 64 are read", 2},
      {repeated("a|", 60) + "\n" + repeated("-|", 60) + "\n" + repeated("a\n", 9000),
       "page-too-large", "the tables of this page have more than 200000 cells", 1},
      {"[a]: " + repeated("x", 60'000) + "\n\n" + repeated("[a] ", 16'000), "page-too-large",
       "a link definition of 60006 bytes on a page with 16001 brackets", 1},
      {"a\n\n" + repeated("- ", 5000) + "a\n" + repeated("\n", 100'000), "nesting-depth",
       "lists and quotes are nested 5000 deep", 3},
  }));
  CAPTURE(c.message);
  const Run refused = run(c.body);
  REQUIRE(refused.problems.size() == 1);
  CHECK(refused.problems[0].rule == c.rule);
  CHECK(refused.problems[0].message.en == c.message);
  CHECK(refused.problems[0].where.begin.line == c.line);
  CHECK(refused.problems[0].where.begin.column == 1);
  CHECK(refused.seconds < 8.0);
}

TEST_CASE("what a person might write is not turned away") {
  std::string listing = "text\n\n```\n";
  while (listing.size() < 500'000)
    listing += "2026-11-20 12:00:00 [info] <a@b.example> *done* |-|\n";
  listing += "```\n";

  std::string table = "| Name | Address | Mail | Notes |\n| --- | --- | --- | --- |\n";
  for (int i = 0; table.size() < 60'000; ++i)
    table += fmt::format(
        "| `host_{}` | <https://a.example/{}> | a{}@b.example | **x** [y](z.md) |\n", i, i, i);

  std::string list;
  for (int i = 0; i < 2000; ++i)
    list += fmt::format("- item {}\n\n  - *inner* [{}](x.md)[^1]\n\n    > quote\n\n", i, i);
  list += "[^1]: note\n";

  std::string definitions = "[1] [2]\n\n";
  for (int i = 0; i < 1200; ++i)
    definitions += fmt::format("[{}]: https://a.example/{}/page\n", i, i);

  std::string quote;
  for (int i = 0; i < 3000; ++i) quote += "> A paragraph of a long quote.\n>\n";

  for (const std::string& body : {listing, table, list, definitions, quote}) {
    const Run good = run(body);
    CAPTURE(body.substr(0, 60));
    CHECK(good.problems.empty());
  }
}

TEST_CASE("code that only looks fenced to a hasty eye counts like everything else") {
  std::string lines;
  while (lines.size() < 100'000) lines += "*_*_*_*_*_*_*_*_\n";
  const std::string_view lead = GENERATE(values<std::string_view>({
      "- a\n  ```\n",       // the fence is in the item, and ends with it
      "   ```\n",           // so might this one
      "<!-- \n```\n-->\n",  // in a comment
      "<div>\n```\n\n",     // in raw HTML
      "> ```\n",
      "    ```\n",
      "``` `\n",  // no fence at all
      "```\n```\n",
      "~~~\n```\n~~~\n",
  }));
  CAPTURE(lead);
  const Run refused = run(std::string(lead) + lines);
  REQUIRE(refused.problems.size() >= 1);
  CHECK(refused.problems[0].rule == "page-too-large");
}

}  // namespace
}  // namespace markdown
