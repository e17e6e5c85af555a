#include "generator/markdown/source_text.h"

#include <catch2/catch.hpp>

namespace markdown {
namespace {

TEST_CASE("a place in what cmark reads is found again in the file") {
  struct Case {
    std::string_view body, needle;
    base::Position at;
  };
  using namespace std::string_view_literals;
  const auto c = GENERATE(values<Case>({
      {"a\nbc\n", "c", {8, 2}},
      {"a\r\nbc\r\n", "c", {8, 2}},   // the end of a line counts as one
      {"a\0b\0c\nd"sv, "c", {7, 5}},  // NUL became three bytes
      {"a\0b\nc\0d"sv, "d", {8, 3}},
      {"a\rb\rc\nd", "c", {7, 5}},  // no line of an editor ends in a lone "\r"
      {"a\rb\rc\nd", "d", {8, 1}},
      {"\0\r\0x"sv, "x", {7, 4}},
      {"é x", "x", {7, 4}},  // columns are bytes
  }));
  CAPTURE(c.body, c.needle);
  const SourceText source({c.body, "page.md", 7});
  CHECK(source.position_at(source.text().find(c.needle)) == c.at);
}

TEST_CASE("lines are those of cmark, without their ends") {
  const SourceText source({"a\r\n\rb\n\nc", "page.md", 1});
  REQUIRE(source.line_count() == 5);
  CHECK(source.line(1) == "a");
  CHECK(source.line(2).empty());
  CHECK(source.line(3) == "b");
  CHECK(source.line(4).empty());
  CHECK(source.line(5) == "c");
  CHECK(source.line(6).empty());
}

TEST_CASE("a place beyond the text is its end") {
  const SourceText source({"ab\nc\n", "page.md", 1});
  CHECK(source.position(1, 99) == base::Position{1, 3});
  CHECK(source.position(99, 1) == base::Position{2, 1});
  CHECK(source.position_at(99) == base::Position{2, 2});
  const SourceText empty({"", "page.md", 1});
  CHECK(empty.position_at(0) == base::Position{1, 1});
  CHECK(empty.position(1, 5) == base::Position{1, 1});
}

TEST_CASE("an excerpt without the prefixes of its lines knows its columns") {
  const SourceText source({"> - a\n>   bc\n>   d\n", "page.md", 1});
  const Excerpt whole(source, "a\nbc\nd\n", 1);
  CHECK(whole.position(0) == base::Position{1, 5});
  CHECK(whole.position(5) == base::Position{3, 5});
  CHECK(whole.position(3) == base::Position{2, 6});  // asking backwards works too
  CHECK(whole.part(2, 4).position(1) == base::Position{2, 6});
  CHECK(whole.part(2, 4).text() == "bc");
}

TEST_CASE("an excerpt from inside a line knows its columns") {
  const SourceText source({"x <a\n> href> y", "page.md", 1});
  const Excerpt tag = Excerpt::inside_line(source, "<a\nhref>", 2);
  CHECK(tag.position(1) == base::Position{1, 4});
  CHECK(tag.position(3) == base::Position{2, 3});
}

}  // namespace
}  // namespace markdown
