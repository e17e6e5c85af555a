#include "generator/model/lint/structure.h"

#include <catch2/catch.hpp>

#include "generator/model/labs.h"

using namespace model;

namespace {

std::string link_faults(std::string_view source) {
  Course course;
  course.languages = {"en"};
  Page page;
  Half half;
  half.file = "x.md";
  const FrontPlaces front;
  const Lines lines(source);
  Problems problems;
  const markdown::Document document = markdown::parse({source, "x.md", 1}, problems);
  problems.clear();
  half.facts = markdown::collect_facts(document, source, 1);
  lint_texts({course, page, 0, half, front, source, lines, document}, problems);
  std::string out;
  for (const base::Error& error : problems) out += (out.empty() ? "" : " ") + error.rule;
  return out;
}

}  // namespace

TEST_CASE("days are counted through leap years") {
  struct Case {
    text::Date from, to;
    int days;
  };
  const auto c = GENERATE(values<Case>({
      {{2026, 11, 20}, {2026, 11, 20}, 0},
      {{2026, 2, 28}, {2026, 3, 1}, 1},
      {{2024, 2, 28}, {2024, 3, 1}, 2},
      {{1900, 2, 28}, {1900, 3, 1}, 1},
      {{2025, 12, 31}, {2026, 1, 1}, 1},
      {{2000, 1, 1}, {2400, 1, 1}, 146097},
      {{2026, 3, 1}, {2026, 2, 1}, -28},
  }));
  CHECK(days_between(c.from, c.to) == c.days);
}

TEST_CASE("a page is old the day after half a year, and never without a date to compare with") {
  Page page;
  page.meta_file = "x.toml";
  page.verified = Verified{{2026, 1, 1}, {}};
  const auto problems_on = [&](std::optional<text::Date> today) {
    Problems problems;
    lint_age(page, {}, today, problems);
    return problems.size();
  };
  CHECK(problems_on(text::Date{2026, 6, 30}) == 0);
  CHECK(problems_on(text::Date{2026, 7, 1}) == 1);
  CHECK(problems_on({}) == 0);
}

TEST_CASE("the text of a link says where it leads") {
  struct Case {
    std::string_view source, rules;
  };
  const auto c = GENERATE(values<Case>({
      {"[the firewall](x.md)", ""},
      {"[Here](x.md)", "link-text"},
      {"[ici !](x.md)", "link-text"},
      {"[**click here**](x.md)", "link-text"},
      {"[](x.md)", "link-text"},
      {"[here and there](x.md)", ""},
      {"[![The door](d.png)](x.md)", ""},  // the picture's text is the link's
      {"![](d.png)", "image-alt"},
      {"![ ](d.png)", "image-alt"},
      {"[docs](http://docs.invalid-name.net)", "link-insecure"},
      {"[docs](HTTP://docs.invalid-name.net)", "link-insecure"},
      {"[docs](https://docs.invalid-name.net)", ""},
      {"[app](http://localhost:8000/x)", ""},
      {"[app](http://127.0.0.1)", ""},
      {"[app](http://[::1]:80/)", ""},
      {"[app](http://lab.example.org)", ""},
      {"[app](http://kong:8000)", ""},
      {"[app](http://203.0.113.10:8000)", ""},
      {"`http://docs.invalid-name.net`", ""},
  }));
  CAPTURE(c.source);
  CHECK(link_faults(c.source) == c.rules);
}

TEST_CASE("a lab file gives its titles and checks, wherever its own fields stand") {
  const std::vector<std::string> languages = {"fr", "en"};
  const LabSummary top = decode_lab(
      "id = \"a\"\ntitle = { fr = \"F\", en = \"E\" }\n[[check]]\nid = \"c.one\"\ntitle.en = "
      "\"One\"\n",
      languages);
  CHECK(top.id == "a");
  CHECK(top.title.in(1) == "E");
  REQUIRE(top.checks.size() == 1);
  CHECK(top.checks[0].id == "c.one");
  CHECK(top.checks[0].title.in(0) == "");
  CHECK_FALSE(top.open);
  CHECK(decode_lab("[lab]\nid = \"b\"\n[[use]]\ntemplate = \"x\"\n", languages).open);
  CHECK(decode_lab("no toml", languages).id.empty());
  CHECK(decode_lab("id = \"../x\"", languages).id.empty());
  CHECK(decode_lab("id = 3\ncheck = 4\n", languages).id.empty());
}
