#include "generator/render/renderer.h"

#include <functional>
#include <set>

#include "generator/render/test_site.h"
#include "generator/text/url.h"

namespace render {
namespace {

SiteConfig published() {
  SiteConfig config;
  config.url = "https://lab.example.org/course/";
  config.edit_link = "https://git.example.org/edit/content/{path}";
  return config;
}

// Calls with the value of every attribute of that name.
void for_each_attribute(const std::string& page, const std::string& name,
                        const std::function<void(std::string)>& see) {
  const std::string mark = " " + name + "=\"";
  for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    see(page.substr(begin, page.find('"', begin) - begin));
  }
}

std::set<std::string> ids_of(const std::string& page) {
  std::set<std::string> ids;
  for_each_attribute(page, "id", [&](const std::string& id) {
    CAPTURE(id);
    CHECK(ids.insert(id).second);  // unique
    CHECK_FALSE(id.empty());
  });
  return ids;
}

TEST_CASE("the plan makes every page of the site once") {
  const TestSite site(small_course(), published());
  std::set<std::string> expected = {"index.html", "404.html", "robots.txt", "sitemap.xml"};
  for (const std::string language : {"fr", "en"})
    for (const std::string rest : {"index.html",
                                   "404.html",
                                   "feed.xml",
                                   "errors.html",
                                   "search.html",
                                   "translations.html",
                                   "competencies.html",
                                   "glossary.html",
                                   "review.html",
                                   "tips.html",
                                   "levels/beginner.html",
                                   "levels/advanced.html",
                                   "topics/net.html",
                                   "topics/empty.html",
                                   "lessons/net/firewall.html",
                                   "lessons/net/dns.html",
                                   "guides/index.html",
                                   "guides/deploy.html",
                                   "logbooks/index.html",
                                   "logbooks/mail.html",
                                   "logbooks/mail/refused.html",
                                   "logbooks/mail/lost.html",
                                   "labs/index.html",
                                   "labs/dns.html",
                                   "pages/about.html",
                                   "pages/accessibility.html"})
      expected.insert(language + "/" + rest);
  std::set<std::string> made;
  for (const auto& [path, bytes] : site.pages())
    if (!path.starts_with("assets/")) made.insert(path);
  CHECK(made == expected);
}

TEST_CASE("the definitions of the glossary are a script that each page names") {
  const TestSite site(small_course(), published());
  for (const std::string language : {"fr", "en"}) {
    const std::string path =
        between(site.page(language + "/glossary.html"), "data-glossary=\"../", "\"");
    CHECK(path.starts_with("assets/terms." + language + "."));
    CHECK(between(site.page(language + "/lessons/net/dns.html"), "data-glossary=\"../../../",
                  "\"") == path);
    const std::string script = site.page(path);
    CHECK(script.starts_with("Atelier.setTerms({\""));
    CHECK(script.ends_with("});\n"));
    CHECK(script.find(language == "fr" ? "\"others\":[[\"en\"," : "\"others\":[[\"fr\",") !=
          std::string::npos);
  }
}

TEST_CASE("the review lists every question with the address of its place") {
  auto files = small_course();
  for (const std::string language : {"fr", "en"})
    files["content/lessons/net/dns/lesson." + language + ".md"] +=
        "\n<!-- quiz: which-port number -->\n### Which port?\n\n<details><summary>" +
        std::string(language == "fr" ? "Réponse" : "Answer") +
        "</summary>\n\n- 53\n\n</details>\n<!-- /quiz -->\n";
  const TestSite site(files, published());
  const std::string page = site.page("en/review.html");
  CHECK(between(page, "<li data-quiz-id=\"net.dns/which-port\">", "</li>") ==
        "<a href=\"lessons/net/dns.html#which-port\">Which port?</a>");
  for_each_attribute(page, "data-quiz-id", [&](const std::string& id) {
    const std::size_t slash = id.find('/');
    REQUIRE(slash != std::string::npos);
    CHECK(page.find("#" + id.substr(slash + 1) + "\"") != std::string::npos);
  });
}

TEST_CASE("without an address there is no sitemap, no feed, no canonical and no alternate link") {
  const TestSite site(small_course());
  CHECK(site.pages().count("sitemap.xml") == 0);
  CHECK(site.pages().count("fr/feed.xml") == 0);
  CHECK(site.page("robots.txt") == "User-agent: *\nAllow: /\n");
  const std::string page = site.page("fr/glossary.html");
  CHECK(page.find("rel=\"canonical\"") == std::string::npos);
  CHECK(page.find("rel=\"alternate\" hreflang") == std::string::npos);
}

TEST_CASE("every relative link leads to a page or an asset of the site, and to a place on it") {
  const TestSite site(small_course(), published());
  std::set<std::string> assets;
  for (const theme::Asset& asset : default_theme().assets()) assets.insert(asset.path);
  std::map<std::string, std::set<std::string>> ids;
  for (const auto& [path, bytes] : site.pages())
    if (path.ends_with(".html")) ids[path] = ids_of(bytes);
  for (const auto& [path, bytes] : site.pages()) {
    if (!path.ends_with(".html") || path.ends_with("404.html")) continue;
    const auto check = [&, from = path](const std::string& target) {
      CAPTURE(from, target);
      if (target.starts_with("https://") || target.starts_with("mailto:")) return;
      CHECK_FALSE(target.starts_with("/"));
      const text::Target parsed = text::parse_target(target);
      const std::string to = parsed.path.empty() ? from : text::resolve(from, parsed.path);
      CHECK((site.pages().count(to) == 1 || assets.count(to) == 1));
      if (!parsed.fragment.empty()) CHECK(ids[to].count(parsed.fragment) == 1);
    };
    for_each_attribute(bytes, "href", check);
    for_each_attribute(bytes, "src", check);
  }
}

// " onclick=" and the like, inside a tag; the word "on" of a sentence has no equals sign behind it.
bool has_handler(std::string_view bytes) {
  for (std::size_t at = bytes.find(" on"); at != std::string_view::npos;
       at = bytes.find(" on", at + 1)) {
    std::size_t end = at + 3;
    while (end < bytes.size() && bytes[end] >= 'a' && bytes[end] <= 'z') ++end;
    if (end > at + 3 && end < bytes.size() && bytes[end] == '=') return true;
  }
  return false;
}

TEST_CASE("no page has anything inline: no style, no script, no handler") {
  const TestSite site(small_course(), published());
  for (const auto& [path, bytes] : site.pages()) {
    if (!path.ends_with(".html")) continue;
    CAPTURE(path);
    CHECK(bytes.find("<style") == std::string::npos);
    CHECK(bytes.find(" style=") == std::string::npos);
    CHECK_FALSE(has_handler(bytes));
    for (std::size_t at = bytes.find("<script"); at != std::string::npos;
         at = bytes.find("<script", at + 1))
      CHECK(bytes.substr(at, bytes.find("</script>", at) - at).find(" src=\"") !=
            std::string::npos);
    CHECK(between(bytes, "http-equiv=\"Content-Security-Policy\" content=\"", "\"") ==
          "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
          "connect-src 'self'; manifest-src 'self'; "
          "worker-src 'self'; form-action 'self'; base-uri 'none'");
  }
}

TEST_CASE("every page knows its language, its address and its other languages") {
  const TestSite site(small_course(), published());
  for (const auto& [path, bytes] : site.pages()) {
    if (!path.ends_with(".html") || path.ends_with("404.html")) continue;
    CAPTURE(path);
    const std::string language = path.substr(0, 2) == "en" ? "en" : "fr";
    CHECK(between(bytes, "<html lang=\"", "\"") == language);
    CHECK(between(bytes, "<link rel=\"canonical\" href=\"", "\"") ==
          (path.ends_with("/search.html")  // not one for search engines
               ? std::string()
               : "https://lab.example.org/course/" + (path == "index.html" ? "" : path)));
    CHECK_FALSE(between(bytes, "<title>", "</title>").empty());
    CHECK_FALSE(between(bytes, "<meta name=\"description\" content=\"", "\"").empty());
    CHECK(bytes.find("<h1") == bytes.rfind("<h1"));
    CHECK(bytes.find("<main ") != std::string::npos);
    if (path == "index.html" || path.ends_with("/search.html")) continue;
    const std::string rest = path.substr(3);
    CHECK(bytes.find("hreflang=\"fr\" href=\"https://lab.example.org/course/fr/" + rest) !=
          std::string::npos);
    CHECK(bytes.find("hreflang=\"en\" href=\"https://lab.example.org/course/en/" + rest) !=
          std::string::npos);
    CHECK(bytes.find("hreflang=\"x-default\" href=\"https://lab.example.org/course/fr/" + rest) !=
          std::string::npos);
  }
}

TEST_CASE("the sitemap pairs the languages, and a feed lists what was checked") {
  const TestSite site(small_course(), published());
  const std::string map = site.page("sitemap.xml");
  CHECK(map.find("<url><loc>https://lab.example.org/course/fr/lessons/net/dns.html</"
                 "loc><xhtml:link rel=\"alternate\" hreflang=\"fr\" "
                 "href=\"https://lab.example.org/course/fr/lessons/net/dns.html\"/><xhtml:link "
                 "rel=\"alternate\" hreflang=\"en\" "
                 "href=\"https://lab.example.org/course/en/lessons/net/dns.html\"/></url>\n") !=
        std::string::npos);
  CHECK(map.find("404") == std::string::npos);
  const std::string feed = site.page("fr/feed.xml");
  CHECK(feed.find("<updated>2026-08-01T00:00:00Z</updated>\n<author>") != std::string::npos);
  CHECK(feed.find("<entry><title>Firewall fr</title>") != std::string::npos);
  CHECK(site.page("robots.txt").find("Sitemap: https://lab.example.org/course/sitemap.xml\n") !=
        std::string::npos);
}

TEST_CASE("the same course gives the same bytes, wherever it lies") {
  const TestSite a(small_course(), published()), b(small_course(), published());
  CHECK(a.pages() == b.pages());
  for (const auto& [path, bytes] : a.pages()) {
    CAPTURE(path);
    CHECK(bytes.find(std::filesystem::temp_directory_path().string() + "/") == std::string::npos);
  }
}

TEST_CASE("a task without its text makes nothing, and every half is named") {
  const TestSite site(small_course());
  const Renderer renderer(site.course(), default_theme(), {});
  for (const Task& task : plan(site.course(), {})) {
    if (task.kind != Task::Kind::ContentPage) continue;
    CHECK(renderer.render(task, nullptr).empty());
    CHECK(renderer.half_of(task).exists);
  }
}

TEST_CASE("an entry that only one language has is written for the readers of both") {
  TestFiles files = small_course();
  std::string& english = files["content/logbooks/mail/logbook.en.md"];
  english.erase(english.find("<!-- log: refused -->"));
  const TestSite site(files);
  const std::string page = site.page("en/logbooks/mail/refused.html");
  CHECK(page.find("<div class=\"prose log\" lang=\"fr\">") != std::string::npos);
  CHECK(site.page("fr/logbooks/mail/refused.html").find("<div class=\"prose log\">") !=
        std::string::npos);
}

TEST_CASE("a hostile course is harmless") {
  TestFiles files = small_course();
  const std::string evil =
      "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'{{{body_html}}}";
  add_pair(files, "content/lessons/net/firewall/lesson", evil,
           "<!-- id: rules -->\n## " + evil +
               "\n\n<script>alert(1)</script>\n\n<p onclick=\"alert(1)\">x</p>\n\n"
               "[a](javascript:alert(1)) [b](JaVa\tScRiPt:alert(1)) [c](data:text/html,x) <a "
               "href=\"javascript:alert(1)\">d</a>\n\n"
               "```\"><script>\n</code></pre><script>alert(1)</script>\n```\n\n"
               "| " +
               evil + " |\n| --- |\n| `</code><script>` |\n\n> [!NOTE]\n> **" + evil + "**\n> x\n");
  std::string& course = files["content/course.toml"];
  for (const std::string word : {"Petit cours", "Débutant", "Le réseau", "Qui parle ?", "E1\"",
                                 "Ouvrir un port", "Un cours d'essai."})
    if (const std::size_t at = course.find(word); at != std::string::npos)
      course.replace(at, word.size() - (word.ends_with('"') ? 1 : 0),
                     "<script>alert(1)</script>'{{{body_html}}}");
  std::string& logbook = files["content/logbooks/mail/logbook.toml"];
  for (const std::string word : {"Relay access denied", "Postfix"})
    while (logbook.find(word) != std::string::npos)
      logbook.replace(logbook.find(word), word.size(), "</code><script>alert(1)</script>");
  std::string& lab = files["labs/dns.toml"];
  lab.replace(lab.find("Les noms"), 8, "<script>alert(1)</script>");
  const TestSite site(files, published());
  for (const auto& [path, bytes] : site.pages()) {
    CAPTURE(path);
    CHECK(bytes.find("<script>") == std::string::npos);
    CHECK(bytes.find("<img src=x") == std::string::npos);
    CHECK(bytes.find(" onclick=") == std::string::npos);
    CHECK(bytes.find("href=\"javascript") == std::string::npos);
    CHECK(bytes.find("href=\"data") == std::string::npos);
    if (path.ends_with(".html")) ids_of(bytes);
  }
  CHECK(site.page("fr/lessons/net/firewall.html").find("&lt;script&gt;alert(1)&lt;/script&gt;") !=
        std::string::npos);
}

}  // namespace
}  // namespace render
