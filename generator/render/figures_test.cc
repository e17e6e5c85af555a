#include "generator/render/test_site.h"

namespace render {
namespace {

TEST_CASE("a topic whose lessons build on others has a map; one without arrows has none") {
  const TestSite site(small_course());
  const std::string topic = site.page("en/topics/net.html");
  CHECK(between(topic, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"",
                "\">") == "Map of the lessons; it scrolls sideways when there is not enough room");
  CHECK(between(topic, "<title id=\"map_title_\">", "</title>") ==
        "What comes before what: The network");
  CHECK(topic.find("role=\"group\" aria-labelledby=\"map_title_\" aria-describedby=\"lessons_\"") !=
        std::string::npos);
  CHECK(topic.find("<div id=\"lessons_\" class=\"rows\">") != std::string::npos);
  CHECK(topic.find("<g class=\"node\" data-level=\"2\"><a href=\"../lessons/net/dns.html\">") !=
        std::string::npos);
  CHECK(topic.find("Dashed frames") == std::string::npos);  // no lesson of another topic
  CHECK(site.page("en/topics/empty.html").find("map_title_") == std::string::npos);
}

TestFiles course_with_figure() {
  TestFiles files = small_course();
  files["content/figures/way.toml"] = R"(title = { fr = "Le chemin", en = "The way" }
caption = { fr = "Qui appelle qui ?", en = "Who calls whom?" }
[[node]]
id = "you"
label = { fr = "Vous & moi", en = "You & me" }
kind = "person"
at = [0, 0]
[[node]]
id = "guide"
label = "API"
kind = "service"
at = [1, 0]
link = "deploy"
[[node]]
id = "self"
label = "X"
kind = "store"
at = [2, 0]
link = "about"
[[edge]]
from = "you"
to = "guide"
)";
  add_pair(files, "content/pages/about", "About",
           "<!-- figure: way -->\nOne *calls* the other.\n<!-- /figure -->\n");
  return files;
}

TEST_CASE("a figure is drawn, captioned, and kept in words that describe it") {
  const TestSite site(course_with_figure());
  const std::string page = site.page("fr/pages/about.html");
  const std::string figure = "<div class=\"figure\"><figure>" +
                             between(page, "<div class=\"figure\"><figure>", "</details></div>");
  CHECK(figure.starts_with(
      "<div class=\"figure\"><figure>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" "
      "aria-label=\"Figure\u00A0: Le chemin\"><svg "));
  CHECK(figure.find("aria-labelledby=\"figure_way_title\" aria-describedby=\"figure_way_words\">\n"
                    "<title id=\"figure_way_title\">Le chemin</title>") != std::string::npos);
  CHECK(figure.find(">Vous &amp; moi</text>") != std::string::npos);
  CHECK(figure.find("<a href=\"../guides/deploy.html\"><rect") != std::string::npos);
  CHECK(figure.find("<g class=\"node store\"><path") != std::string::npos);  // no link to itself
  CHECK(figure.ends_with(
      "</div>\n<figcaption>Qui appelle qui\u202F?</figcaption></figure>\n"
      "<details class=\"words\"><summary>La figure avec des mots</summary>\n"
      "<div id=\"figure_way_words\">\n<p>One <em>calls</em> the other.</p>\n</div>"));
  CHECK(site.page("en/pages/about.html").find(">You &amp; me</text>") != std::string::npos);
}

TEST_CASE("nothing in a figure is a style of its own") {
  const TestSite site(course_with_figure());
  for (const auto& [path, bytes] : site.pages()) {
    CAPTURE(path);
    CHECK(bytes.find(" style=\"") == std::string::npos);
    CHECK(bytes.find(" fill=\"") == std::string::npos);
  }
}

}  // namespace
}  // namespace render
