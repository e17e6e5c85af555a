#include "generator/text/html.h"

#include <catch2/catch.hpp>

namespace text {
namespace {

TEST_CASE("plain text is escaped for elements and for attributes in double quotes") {
  struct Case {
    std::string_view plain, markup;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"déjà vu", "déjà vu"},
      {"<script>", "&lt;script&gt;"},
      {"a & b &amp; c", "a &amp; b &amp;amp; c"},  // what looks escaped is text like any other
      {"\" onload=\"x", "&quot; onload=&quot;x"},
      {"it's", "it's"},
      {std::string_view("a\0b", 3),
       "a\xEF\xBF\xBD"
       "b"},
      {"&", "&amp;"},
      {"\xff<", "\xff&lt;"},  // bytes that are no text pass unchanged
  }));
  CAPTURE(c.plain);
  CHECK(Html::escape(c.plain).str() == c.markup);

  std::string page = "<p>";
  escape_to(page, c.plain);
  CHECK(page == "<p>" + std::string(c.markup));
}

TEST_CASE("Html grows only by Html") {
  Html page = Html::trusted("<b>");
  page += Html::escape("<");
  CHECK(page.str() == "<b>&lt;");
  CHECK_FALSE(page.empty());
  CHECK(Html().empty());
}

}  // namespace
}  // namespace text
