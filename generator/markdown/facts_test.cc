#include "generator/markdown/facts.h"

#include <catch2/catch.hpp>

namespace markdown {
namespace {

Facts facts_of(std::string_view body, std::uint32_t body_line = 1) {
  std::vector<base::Error> problems;
  const Document document = parse({body, "page.md", body_line}, problems);
  CHECK(problems.empty());
  return collect_facts(document, body, body_line);
}

TEST_CASE("the hash of a section changes with its text, and not with its neighbours") {
  const std::string_view page = "<!-- id: a -->\n## A\n\none\n\n<!-- id: b -->\n## B\n\ntwo\n";
  const Facts before = facts_of(page);
  REQUIRE(before.headings.size() == 2);

  SECTION("another text below it") {
    const Facts after = facts_of("<!-- id: a -->\n## A\n\nOne\n\n<!-- id: b -->\n## B\n\ntwo\n");
    CHECK(after.headings[0].content != before.headings[0].content);
    CHECK(after.headings[1].content == before.headings[1].content);
  }
  SECTION("another heading") {
    const Facts after = facts_of("<!-- id: a -->\n## A!\n\none\n\n<!-- id: b -->\n## B\n\ntwo\n");
    CHECK(after.headings[0].content != before.headings[0].content);
  }
  SECTION("another id, blank lines, and other line ends") {
    const Facts after = facts_of(
        "<!-- id: x -->\r\n## A\r\n\r\none\r\n\r\n\r\n<!-- id: y -->\r\n## B\r\n\r\ntwo", 9);
    CHECK(after.headings[0].content == before.headings[0].content);
    CHECK(after.headings[1].content == before.headings[1].content);
  }
}

TEST_CASE("the mark of a section does not change when its lines are broken elsewhere") {
  const auto mark = [](std::string_view body) { return facts_of(body).headings.at(0).mark; };
  const std::uint32_t before = mark("## A\n\none two\nthree\n");
  CHECK(mark("## A\n\none\ntwo three\n") == before);
  CHECK(mark("## A\n\none  two three") == before);
  CHECK(mark("## A\n\nonetwo three\n") != before);
  CHECK(mark("## A\n\none two four\n") != before);
  CHECK(mark("## B\n\none two three\n") != before);
}

TEST_CASE("links of raw HTML are facts like those of Markdown") {
  const Facts facts = facts_of(
      "<p>See <a href=\"https://example.org/a?b&amp;c\">this\n"
      "<b>page</b></a> or <a href=\"#top\">the top</a></p>\n\n"
      "<img src=\"plan.png\" alt=\"The plan\">\n");
  REQUIRE(facts.links.size() == 3);
  CHECK(facts.links[0].target == "https://example.org/a?b&c");
  CHECK(facts.links[0].text == "this\npage");
  CHECK(facts.links[1].target == "#top");
  CHECK(facts.links[1].at == base::Position{2, 29});
  CHECK(facts.links[2].image);
  CHECK(facts.links[2].text == "The plan");
  CHECK(facts.links[2].at == base::Position{4, 11});
}

TEST_CASE("placeholders are found where they stand, whatever is around the code") {
  struct Case {
    std::string_view body, name;
    base::Position at;
  };
  const auto c = GENERATE(values<Case>({
      {"`<A>`", "A", {1, 2}},
      {"x `` `<A_1> ``", "A_1", {1, 7}},
      {"`a\n<A>`", "A", {2, 1}},
      {"> `a\n> <A>`", "A", {2, 3}},
      {"```\n<A>\n```", "A", {2, 1}},
      {"> - ```\n>   x <A>\n>   ```", "A", {2, 7}},
      {"-\t```\n\tx<A>\n\t```", "A", {2, 3}},
      {"| `a\\|<A>` |\n| --- |", "A", {1, 7}},
      {"| a |\n| --- |\n| `x` `<A>` |", "A", {3, 8}},
      {"    <A>", "A", {1, 5}},
  }));
  CAPTURE(c.body);
  std::vector<base::Error> problems;
  const Facts found = collect_facts(parse({c.body, "page.md", 1}, problems), c.body, 1);
  REQUIRE(found.placeholders.size() == 1);
  CHECK(found.placeholders[0].name == c.name);
  CHECK(found.placeholders[0].at == c.at);
}

TEST_CASE("what only looks like a placeholder is none") {
  const Facts facts =
      facts_of("`<lower>` `<Mixed>` `< A>` `<1A>` `<A` `<A-B>` `<>`\n\n```\n<a>\n```\n");
  CHECK(facts.placeholders.empty());
}

TEST_CASE("words are words of prose") {
  struct Case {
    std::string_view body;
    std::uint32_t words;
  };
  const auto c = GENERATE(values<Case>({
      {"one two\nthree", 3},
      {"un « mot » : deux !", 3},  // marks alone are no words
      {"`code` and **more**", 2},
      {"```\nno words\n```", 0},
      {"[a link](x.md) ![one](y.png)", 3},
      {"- a\n- b\n\n> c", 3},
  }));
  CAPTURE(c.body);
  CHECK(facts_of(c.body).words == c.words);
}

TEST_CASE("facts come in the order of the page") {
  const Facts facts = facts_of("A[^a] [x](x.md)\n\n[^a]: [y](y.md)\n\n[z](z.md)\n");
  REQUIRE(facts.links.size() == 3);
  CHECK(facts.links[0].target == "x.md");
  CHECK(facts.links[1].target == "y.md");
  CHECK(facts.links[2].target == "z.md");
}

}  // namespace
}  // namespace markdown
