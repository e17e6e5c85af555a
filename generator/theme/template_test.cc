#include "generator/theme/template.h"

#include <catch2/catch.hpp>

namespace theme {
namespace {

std::string bound(std::map<std::string, std::string> templates) {
  Files files;
  for (auto& [name, text] : templates)
    files["templates/" + name + ".mustache"].push_back({name, std::move(text)});
  return bind_template(
      files, "main", [](std::string_view key) { return "<" + std::string(key) + ">"; },
      [](std::string_view name) { return "/" + std::string(name); });
}

TEST_CASE("a template is bound: partials, strings and assets stand in their places") {
  CHECK(bound({{"main", "a {{> b}} c"}, {"b", "B {{x}}\n"}}) ==
        "a B {{x}} c");  // a partial's last newline is not part of it
  CHECK(bound({{"main", "{{s.nav.home}} {{ s.nav.home }}"}}) == "<nav.home> <nav.home>");
  CHECK(bound({{"main", "{{asset.images/x.svg}}"}}) == "/images/x.svg");
  CHECK(bound({{"main", "{{#a}}{{{b_html}}}{{/a}}{{^a}}{{c}}{{/a}}"}}) ==
        "{{#a}}{{{b_html}}}{{/a}}{{^a}}{{c}}{{/a}}");
  CHECK(bound({{"main", "a\n{{! a comment }}\nb{{!x}}\n"}}) == "a\nb\n");
  CHECK(bound({{"main", "a{{> nothing}}b"}}) == "ab");
  CHECK(bound({{"main", "{{> main}}x"}}).size() < 100);  // includes itself: cut off
  CHECK(bound({}) == "");
}

TEST_CASE("tags are found with their kind and place") {
  std::vector<base::Error> problems;
  const std::vector<Tag> tags =
      scan("a {{b}}\n é{{{c_html}}}{{# d }}\n{{/d}}{{&e_html}}", "x", problems);
  REQUIRE(problems.empty());
  REQUIRE(tags.size() == 5);
  CHECK(tags[0].name == "b");
  CHECK(tags[0].at == base::Position{1, 3});
  CHECK(tags[1].kind == TagKind::Markup);
  CHECK(tags[1].at == base::Position{2, 4});  // columns count bytes
  CHECK(tags[2].kind == TagKind::Section);
  CHECK(tags[2].name == "d");
  CHECK(tags[3].at == base::Position{3, 1});
  CHECK(tags[4].kind == TagKind::Markup);
}

TEST_CASE("any bytes are scanned in time and without a crash") {
  for (const std::string_view piece :
       {"{{", "{{{", "}}", "{{#", "{{/a}}", "{{#a}}", "{{!", "\xFF{", "{{\n"}) {
    std::string hostile;
    for (int i = 0; i < 20000; ++i) hostile += piece;
    CAPTURE(piece);
    std::vector<base::Error> problems;
    scan(hostile, "x", problems);
    CHECK(problems.size() < 20001);
  }
}

}  // namespace
}  // namespace theme
