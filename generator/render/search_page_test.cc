#include "generator/render/search_page.h"

#include "generator/render/test_site.h"

namespace render {
namespace {

TEST_CASE("every page says where its search is, but those of no language") {
  const TestSite site(small_course());
  const std::string lesson = site.page("fr/lessons/net/firewall.html");
  CHECK(lesson.find("data-search=\"assets/search/fr.js\"") != std::string::npos);
  CHECK(lesson.find("<a class=\"find\" href=\"../../search.html\" data-search-open>") !=
        std::string::npos);
  CHECK(site.page("en/index.html").find("data-search=\"assets/search/en.js\"") !=
        std::string::npos);
  CHECK(site.page("index.html").find("data-search") == std::string::npos);
  CHECK(site.page("404.html").find("data-search") == std::string::npos);
  // A lesson does not read the style of the search.
  CHECK(lesson.find("rel=\"stylesheet\" href=\"../../../assets/search.") == std::string::npos);
  CHECK(site.page("fr/errors.html").find("rel=\"stylesheet\" href=\"../assets/search.") !=
        std::string::npos);
}

TEST_CASE("the search page says without scripts where else to look") {
  const TestSite site(small_course());
  const std::string page = site.page("en/search.html");
  CHECK(between(page, "<h1>", "</h1>") == "Search");
  CHECK(page.find("<meta name=\"robots\" content=\"noindex\">") != std::string::npos);
  const std::string without = between(page, "<noscript>", "</noscript>");
  CHECK(without.find("<a href=\"errors.html\">") != std::string::npos);
  CHECK(without.find("<a href=\"glossary.html\">") != std::string::npos);
  CHECK(page.find("data-search-open aria-current=\"page\"") != std::string::npos);
}

TEST_CASE("what the search says is a script of its own, with levels and topics in order") {
  const TestSite site(small_course());
  const std::string words = site.page("assets/search/words.fr.js");
  CHECK(words.starts_with("atelierWords({\"close\":\"Fermer\",\n"));
  CHECK(
      words.ends_with("\"level/beginner\":\"Débutant\",\n\"level/advanced\":\"Avancé\",\n"
                      "\"topic/net\":\"Le réseau\",\n\"topic/empty\":\"Vide\"})\n"));
  CHECK(words.find("\"results.other\":\"{n}\u00A0résultats.\"") != std::string::npos);
}

TEST_CASE("a title of any characters stays inside its string") {
  TestFiles files = small_course();
  std::string& course = files["content/course.toml"];
  course.replace(course.find("\"Débutant\""), std::string("\"Débutant\"").size(), R"("a\"b\\c")");
  const TestSite site(files);
  CHECK(site.page("assets/search/words.fr.js").find(R"("level/beginner":"a\"b\\c",)") !=
        std::string::npos);
}

}  // namespace
}  // namespace render
