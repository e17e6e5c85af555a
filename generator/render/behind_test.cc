#include <catch2/catch.hpp>

#include "generator/model/freshness.h"
#include "generator/render/test_site.h"

namespace render {
namespace {

constexpr char kLesson[] = "content/lessons/net/firewall/lesson";

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++out;
  return out;
}

// The course whose English firewall was translated when the marks `changed` of its original were
// others, and had `more` sections besides.
TestFiles translated_before(const std::vector<std::size_t>& changed, std::size_t more = 0) {
  TestFiles files = small_course();
  add_pair(files, kLesson, "Firewall",
           "Lead.\n\n<!-- id: rules -->\n## Rules\n\nText.\n\n<!-- quiz: q single -->\n### Q "
           "?\n\n- [x] a\n- [ ] b\n<!-- /quiz -->\n\n<!-- id: end -->\n## End\n\nText.\n");
  const TestSite site(files);
  const model::Page* page = site.course().find_page(model::PageKind::Lesson, "net.firewall");
  REQUIRE(page != nullptr);
  std::vector<std::uint32_t> marks = model::section_marks(page->halves[0].facts);
  REQUIRE(marks.size() == 4);  // title, rules, quiz, end
  for (const std::size_t i : changed) ++marks[i];
  marks.resize(marks.size() + more, 7);
  std::string& english = files[std::string(kLesson) + ".en.md"];
  const std::string before = "status: reviewed }";
  english.replace(english.find(before), before.size(),
                  "status: reviewed, sections: \"" + model::write_sections(marks) + "\" }");
  return files;
}

std::string english_page(const TestFiles& files) {
  return TestSite(files).page("en/lessons/net/firewall.html");
}

constexpr char kBehind[] = "<p class=\"behind\" role=\"note\">";

}  // namespace

TEST_CASE("a section that has changed in the original says so, and no other does") {
  const std::string page = english_page(translated_before({1}));
  CHECK(count(page, kBehind) == 1);
  const std::string rules = between(page, "id=\"rules\"", "<p>Text.");
  CHECK(between(rules, kBehind, "</p>") ==
        "The original of this section has changed since it was translated. <a "
        "href=\"../../../fr/lessons/net/firewall.html#rules\" hreflang=\"fr\">Read it in the "
        "original</a>");
  CHECK(page.find("1\u00A0section of the original has changed since it was translated; it is "
                  "marked below.") != std::string::npos);
}

TEST_CASE("the part before the first section and the questions have their notices too") {
  const std::string page = english_page(translated_before({0, 2, 3}));
  CHECK(count(page, kBehind) == 3);
  CHECK(page.find(kBehind) < page.find("<p>Lead."));
  CHECK(count(between(page, "<legend>", "<label"), kBehind) == 1);
  CHECK(page.find("3\u00A0sections of the original have changed") != std::string::npos);
}

TEST_CASE("a translation that says all that its original says has no notice") {
  const TestSite site(translated_before({}));
  CHECK(site.page("en/lessons/net/firewall.html").find("data-tone=\"warn\"") == std::string::npos);
  CHECK(site.page("en/translations.html").find("behind</") == std::string::npos);
}

TEST_CASE("what the original has no more is said at the top") {
  const std::string page = english_page(translated_before({}, 1));
  CHECK(count(page, kBehind) == 0);
  CHECK(page.find("Some of what stands here is no longer in the original.") != std::string::npos);
}

TEST_CASE("the table of translations counts the sections") {
  const TestSite site(translated_before({1, 3}));
  CHECK(site.page("en/translations.html").find("behind</a> <small>2\u00A0sections have changed") !=
        std::string::npos);
  CHECK(site.page("fr/translations.html").find("2\u00A0sections ont changé") != std::string::npos);
}

TEST_CASE("the original itself has no notice of its translation") {
  CHECK(TestSite(translated_before({1})).page("fr/lessons/net/firewall.html").find(kBehind) ==
        std::string::npos);
}

}  // namespace render
