#include "generator/markdown/arguments.h"

#include <catch2/catch.hpp>

namespace markdown {
namespace {

struct Read {
  Arguments arguments;
  std::vector<base::Error> errors;
};

Read read(std::string_view text) {
  Read out;
  const SourceText source({text, "page.md", 1});
  const Excerpt excerpt(source, text, 1);
  Problems problems("page.md", out.errors);
  out.arguments = Arguments(excerpt, 0, text.size(), "directive-argument", problems);
  return out;
}

TEST_CASE("words and values are told apart and know their places") {
  Read r = read("intro single tol=0.5 title=\"a \\\"b\\\" \\\\ C:\\x\"");
  REQUIRE(r.errors.empty());
  const auto first = r.arguments.take_word();
  const auto second = r.arguments.take_word();
  REQUIRE((first && second));
  CHECK(first->raw == "intro");
  CHECK(second->where.begin == base::Position{1, 7});
  CHECK_FALSE(r.arguments.take_word());
  CHECK(r.arguments.take("tol")->value() == "0.5");
  const auto title = r.arguments.take("title");
  REQUIRE(title);
  CHECK(title->value() == "a \"b\" \\ C:\\x");
  CHECK(title->where.begin == base::Position{1, 22});
  CHECK(title->value_where.begin == base::Position{1, 29});
  CHECK_FALSE(r.arguments.take("title"));
}

TEST_CASE("a value is cut at every '|' that is not escaped") {
  struct Case {
    std::string_view value;
    std::vector<std::string> parts;
  };
  const auto c = GENERATE(values<Case>({
      {R"(errors="a|b")", {"a", "b"}},
      {R"(errors="a \| b|c")", {"a | b", "c"}},
      {R"(errors="say \"no\"|C:\temp")", {"say \"no\"", "C:\\temp"}},
      {R"(errors="a\\|b")", {"a\\", "b"}},  // the backslash itself is escaped, not the '|'
      {R"(errors="")", {""}},
      {R"(errors="|")", {"", ""}},
      {R"(errors=a|b)", {"a", "b"}},
  }));
  CAPTURE(c.value);
  Read r = read(c.value);
  REQUIRE(r.errors.empty());
  CHECK(r.arguments.take("errors")->split() == c.parts);
}

TEST_CASE("what cannot be read is reported where it stands") {
  struct Case {
    std::string_view text, message;
    std::uint32_t column;
  };
  const auto c = GENERATE(values<Case>({
      {"a title=\"open", "the '\"' that opens the value of 'title' is not closed", 9},
      {"title=\"ends in a backslash\\\"", "the '\"' that opens the value of 'title' is not closed",
       7},
      {"a=1 a=2", "'a=' stands twice", 5},
      {"a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a",
       "more than 32 arguments", 65},
  }));
  CAPTURE(c.text);
  const Read r = read(c.text);
  REQUIRE(r.errors.size() == 1);
  CHECK(r.errors[0].message.en == c.message);
  CHECK(r.errors[0].where.begin == base::Position{1, c.column});
  CHECK(r.errors[0].rule == "directive-argument");
}

TEST_CASE("what nobody takes is refused, with the nearest key") {
  Read r = read("one toll=1");
  Problems problems("page.md", r.errors);
  const std::vector<std::string> keys = {"tol"};
  r.arguments.refuse_rest(keys, problems);
  REQUIRE(r.errors.size() == 2);
  CHECK(r.errors[0].message.en == "'one' is one argument too many");
  CHECK(r.errors[0].message.fr == "« one » est un argument de trop");
  CHECK(r.errors[1].message.en == "there is no argument 'toll='");
  CHECK(r.errors[1].hint.en == "did you mean 'tol'?");
}

}  // namespace
}  // namespace markdown
