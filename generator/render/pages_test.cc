#include "generator/render/pages.h"

#include "generator/render/test_site.h"

namespace render {
namespace {

TEST_CASE("the home page is the grid: topics as rows, levels as columns") {
  const TestSite site(small_course());
  const std::string page = site.page("fr/index.html");
  CHECK(between(page, "<h1 id=\"title_\">", "</h1>") == "Petit cours");
  CHECK(between(page, "<thead>", "</thead>") ==
        "<tr><th scope=\"col\"><span class=\"hidden\">Sujet</span></th><th scope=\"col\" "
        "data-level=\"1\"><a "
        "href=\"levels/beginner.html\">Débutant</a><span>utiliser</span></th><th scope=\"col\" "
        "data-level=\"2\"><a "
        "href=\"levels/advanced.html\">Avancé</a><span>créer</span></th></tr>");
  const std::string rows = between(page, "<tbody>\n", "</tbody>");
  CHECK(between(rows, "<tr>", "</tr>") ==
        "<th scope=\"row\"><a href=\"topics/net.html\">Le réseau</a><span>Qui "
        "parle\u202F?</span></th>\n"
        "<td data-level=\"1\"><b class=\"cell-level\">Débutant</b><ul><li "
        "data-page-id=\"net.firewall\" data-rev=\"1\"><a "
        "href=\"lessons/net/firewall.html\">Firewall fr</a></li></ul></td>\n"
        "<td data-level=\"2\"><b class=\"cell-level\">Avancé</b><ul><li data-page-id=\"net.dns\" "
        "data-rev=\"1\"><a "
        "href=\"lessons/net/dns.html\">Names fr</a></li></ul><details class=\"soon\"><summary>À "
        "venir</summary><p>Le reste.</p>"
        "</details></td>\n");
  // An empty cell says so, and one without lessons says what will stand there.
  CHECK(rows.find("<td data-level=\"1\" class=\"empty\"><b class=\"cell-level\">Débutant</b><span "
                  "class=\"none\" "
                  "aria-hidden=\"true\">–</span><span class=\"hidden\">Rien ici pour "
                  "l’instant.</span></td>") != std::string::npos);
  CHECK(rows.find("<p class=\"soon\">Bientôt.</p>") != std::string::npos);
  CHECK(between(page, "<ul class=\"figures\">", "</ul>") ==
        "<li><a href=\"#grid_\"><b>2</b> leçons</a></li><li><a "
        "href=\"logbooks/index.html\"><b>2</b> pannes expliquées</a></li>"
        "<li><a href=\"guides/index.html\"><b>1</b> guide</a></li><li><a "
        "href=\"labs/index.html\"><b>1</b> labo</a></li>");
}

TEST_CASE("a level's and a topic's page list their lessons with what they take") {
  const TestSite site(small_course());
  const std::string level = site.page("en/levels/advanced.html");
  CHECK(between(level, "<h1 class=\"coloured\">", "</h1>") == "Advanced: create");
  CHECK(between(level, "<p class=\"lead\">", "</p>") == "End.");
  CHECK(between(level, "<ul class=\"lines\">", "</ul>") ==
        "<li data-page-id=\"net.dns\" data-rev=\"1\" data-read=\"5\" data-do=\"0\" "
        "data-level=\"2\"><a href=\"../lessons/net/dns.html\">"
        "Names en</a> <small class=\"time\">5\u00A0min</small><p>About Names</p><p "
        "class=\"needs\">You may want first: Firewall en</p>"
        "</li>");
  CHECK(level.find("<p class=\"soon\"><b>Still to come</b> The rest.</p>") != std::string::npos);
  CHECK(between(level, "<nav class=\"turn\"", "</nav>")
            .find("href=\"beginner.html\" data-level=\"1\"") != std::string::npos);

  const std::string topic = site.page("fr/topics/empty.html");
  CHECK(between(topic, "<p class=\"lead\">", "</p>") == "Rien\u202F?");
  CHECK(topic.find("<p class=\"soon\">Rien ici pour l’instant.</p>") != std::string::npos);
  CHECK(topic.find("<a class=\"back\" rel=\"prev\" href=\"net.html\">") != std::string::npos);
  CHECK(topic.find("rel=\"next\"") == std::string::npos);
}

TEST_CASE("a lesson stands in its way: crumbs, facts, contents, what comes before and after") {
  const TestSite site(small_course());
  const std::string first = site.page("fr/lessons/net/firewall.html");
  CHECK(between(first, "<nav class=\"crumbs\" aria-label=\"Où vous êtes\"><ol>\n", "</ol>") ==
        "<li><a href=\"../../index.html\">Parcours</a></li>\n<li><a "
        "href=\"../../topics/net.html\">Le réseau</a></li>\n");
  CHECK(between(first, "<ul class=\"meta\" aria-label=\"En bref\">\n", "</ul>") ==
        "<li class=\"badge\"><a "
        "href=\"../../levels/beginner.html\">Débutant</a></li>\n\n<li>12\u00A0min de lecture</li>\n"
        "<li>25\u00A0min de pratique</li>\n<li>vérifié le <time "
        "datetime=\"2026-08-01\">1er\u00A0août\u00A02026</time>, Debian 12</li>\n");
  CHECK(between(first, "<main ", ">") ==
        "id=\"main_\" tabindex=\"-1\" data-page-id=\"net.firewall\" data-rev=\"1\"");
  CHECK(
      between(first, "<nav class=\"turn\" aria-label=\"Dans ce sujet\">\n", "</nav>") ==
      "\n<a class=\"on\" rel=\"next\" href=\"dns.html\"><small>Suivant · Avancé</small><span>Names "
      "fr</span></a>\n");
  CHECK(between(first, "<section class=\"read-next\"", "</section>").find("href=\"dns.html\"") !=
        std::string::npos);
  CHECK(first.find("class=\"side contents\"") == std::string::npos);  // one section needs no list
  CHECK(between(first, "<nav class=\"side way\"", "</nav>")
            .find("<a href=\"firewall.html\" aria-current=\"page\">Firewall fr</a>") !=
        std::string::npos);
  const std::string second = site.page("fr/lessons/net/dns.html");
  CHECK(between(second, "<p class=\"before\">", "</p>") ==
        "Mieux vaut avoir lu\u00A0: <a href=\"firewall.html\">Firewall fr</a>");
}

TEST_CASE("a long topic shows only the lessons around the reader") {
  TestFiles files = small_course();
  std::string ids;
  for (int i = 0; i < 60; ++i) {
    const std::string slug = fmt::format("l{:02}", i);
    ids += fmt::format("\"net.{}\", ", slug);
    files["content/lessons/net/" + slug + "/lesson.toml"] = fmt::format(
        "id = \"net.{}\"\nrev = 1\nlevel = \"beginner\"\ntopic = \"net\"\nsource = \"fr\"\nminutes "
        "= {{ read = 1, do = 0 }}\n"
        "requires = []\nobjectives = []\n",
        slug);
    add_pair(files, "content/lessons/net/" + slug + "/lesson", "Lesson " + slug, "Text.\n");
  }
  std::string& toml = files["content/course.toml"];
  toml.replace(toml.find("[\"net.firewall\"]"), 16, "[\"net.firewall\", " + ids + "]");
  const TestSite site(files);
  const std::string way =
      between(site.page("fr/lessons/net/l30.html"), "<nav class=\"side way\"", "</nav>");
  CHECK(way.find("l22.html") != std::string::npos);
  CHECK(way.find("l21.html") == std::string::npos);
  CHECK(way.find("l38.html") != std::string::npos);
  CHECK(way.find("l39.html") == std::string::npos);
  CHECK(way.find(">encore 45\u00A0leçons</a>") != std::string::npos);
  const std::string home = site.page("fr/index.html");
  CHECK(home.find("lessons/net/l10.html") != std::string::npos);
  CHECK(home.find("lessons/net/l11.html") == std::string::npos);
  CHECK(home.find("<p class=\"more\"><a href=\"topics/net.html\">encore 49\u00A0leçons</a></p>") !=
        std::string::npos);
}

TEST_CASE("a guide counts its steps and their time") {
  const TestSite site(small_course());
  const std::string page = site.page("fr/guides/deploy.html");
  CHECK(between(page, "<nav class=\"steps\" aria-labelledby=\"steps_\">", "</nav>") ==
        "<h2 id=\"steps_\">2\u00A0étapes, environ 1\u00A0h</h2>\n<ol><li><a href=\"#rent\">Rent a "
        "server</a> <small>10\u00A0min</small>"
        "</li><li><a href=\"#ship\">Ship it</a> <small>50\u00A0min</small></li></ol>");
  CHECK(page.find("<h2 class=\"step\" id=\"rent\" data-section=\"rent\"><span "
                  "class=\"step-number\">1</span> Rent a server "
                  "<small>10\u00A0min</small></h2>") != std::string::npos);
  CHECK(page.find("<div class=\"holds\"><p class=\"holds-title\">Ce que vous avez "
                  "maintenant</p>\n<ul>\n<li>a server</li>\n</ul>\n</div>") != std::string::npos);
}

TEST_CASE("a logbook groups its entries by system, and each has a page with four stops") {
  const TestSite site(small_course());
  const std::string logbook = site.page("fr/logbooks/mail.html");
  CHECK(logbook.find("<p>Lead.</p>") != std::string::npos);
  CHECK(logbook.find("<h2 id=\"system_1\">Postfix <small class=\"quiet\">2\u00A0pannes "
                     "expliquées</small></h2>") != std::string::npos);
  CHECK(between(logbook, "<ul class=\"lines entries\">", "</ul>") ==
        "<li id=\"refused\"><a href=\"mail/refused.html\">Refused at the door</a> <span "
        "class=\"status\" data-tone=\"good\">résolu</span> "
        "<small class=\"time\">Le courrier</small><code class=\"stamp\" translate=\"no\">Relay "
        "access denied</code></li>"
        "<li id=\"lost\"><a href=\"mail/lost.html\">Lost mail</a> <span class=\"status\" "
        "data-tone=\"bad\">ouvert</span> "
        "<small class=\"time\">Le réseau</small></li>");

  for (const std::string entry : {"refused", "lost"}) {
    CAPTURE(entry);
    const std::string page = site.page("fr/logbooks/mail/" + entry + ".html");
    std::size_t at = 0;
    for (const std::string part : {"problem", "diagnosis", "solution", "prevention"}) {
      CAPTURE(part);
      at = page.find("<div class=\"stop\" data-part=\"" + part + "\">\n<div class=\"h\"><h2 ", at);
      CHECK(at != std::string::npos);
    }
    CHECK(page.find("<p><a href=\"../mail.html\">Tout le journal «\u00A0Mail fr\u00A0»</a></p>") !=
          std::string::npos);
  }
  const std::string refused = site.page("fr/logbooks/mail/refused.html");
  CHECK(between(refused, "<h1", "</h1>") == " id=\"refused\">Refused at the door");
  CHECK(between(refused, "<p class=\"layer\">", "</p>") ==
        "<b>Qui parle\u202F? Le courrier.</b> Un serveur de courrier répond, ou celui du "
        "destinataire, parfois plusieurs minutes après.");
  CHECK(refused.find("<a class=\"btn\" href=\"../../labs/dns.html\">S’exercer sur cette "
                     "panne\u00A0: Les noms</a>") != std::string::npos);
  CHECK(between(refused, "<h2 id=\"next_\">", "</h2>") == "Autres pannes de Postfix");
  CHECK(refused.find("Lead.") == std::string::npos);
}

TEST_CASE("the glossary is sorted by the language's rules, with the term in the other one") {
  TestFiles files = small_course();
  std::string& english = files["content/glossary.en.md"];
  english.replace(english.find("## Écu"), 7, "## Crown");
  const TestSite site(files);
  const std::string french = site.page("fr/glossary.html");
  CHECK(between(french, "<nav class=\"letters\" aria-label=\"Aller à une lettre\"><ul>", "</ul>") ==
        "<li><a href=\"#letter_E\">E</a></li><li><a href=\"#letter_Z\">Z</a></li>");
  CHECK(between(french, "<dl class=\"terms\">\n", "\n</dl>") ==
        "<div data-section=\"ecu\"><dt id=\"ecu\"><a href=\"#ecu\">Écu</a><a class=\"other\" "
        "href=\"../en/glossary.html#ecu\" lang=\"en\" "
        "hreflang=\"en\">Crown</a></dt><dd><p>Coin.</p>\n</dd></div>");
  const std::string crown = site.page("en/glossary.html");
  CHECK(crown.find("letter_C") < crown.find("letter_Z"));
}

TEST_CASE("errors of all entries are in one list, those inside lessons too") {
  TestFiles files = small_course();
  add_pair(files, "content/lessons/net/dns/lesson", "Names",
           "<!-- log: inside errors=\"<b>&amp;|éteint\" -->\n## Inside\n\n### "
           "Problème\n\nP.\n\n### Diagnostic\n\nD.\n\n### Solution\n\nS.\n\n"
           "### Prévention\n\nV.\n<!-- /log -->\n");
  const TestSite site(files);
  const std::string page = site.page("fr/errors.html");
  CHECK(between(page, "<ul class=\"lines errors\">\n", "</ul>") ==
        "<li><code class=\"stamp\" translate=\"no\">éteint</code><p><a "
        "href=\"lessons/net/dns.html#inside\">Names fr</a></p></li>\n");
  CHECK(page.find("<code class=\"stamp\" translate=\"no\">Relay access denied</code><p><a "
                  "href=\"logbooks/mail/refused.html\">Refused at the "
                  "door</a> · Postfix</p>") != std::string::npos);
  // What begins with no letter comes last.
  CHECK(page.find("&lt;b&gt;&amp;amp;") > page.find("Relay access denied"));
}

TEST_CASE("the competency grid sets what the boxes say beside what was declared") {
  const TestSite site(small_course());
  const std::string page = site.page("fr/competencies.html");
  CHECK(between(page, "<tbody>\n", "</tbody>") ==
        "<tr><th scope=\"row\"><a href=\"#e1\">E1</a></th><td class=\"number\">1/2</td><td "
        "class=\"number\">50\u00A0%</td><td "
        "class=\"number\">90\u00A0%</td><td class=\"number\">100\u00A0%</td></tr>\n");
  CHECK(page.find("</progress> 1\u00A0case cochée sur 2, soit 50\u00A0%. La fiche annonce "
                  "90\u00A0%, soit 40\u00A0points de plus que les "
                  "cases.</p>") != std::string::npos);
  CHECK(
      page.find(
          "<li id=\"e1-1\" class=\"done\"><span class=\"state\">acquis</span><div><p>Ouvrir un "
          "port</p><p class=\"needs\">S’y "
          "préparer\u00A0: <a href=\"lessons/net/firewall.html\">Firewall fr</a></p></div></li>") !=
      std::string::npos);
  CHECK(page.find("<li id=\"e1-2\" class=\"todo\"><span class=\"state\">à faire</span>") !=
        std::string::npos);
}

TEST_CASE("a lab's page offers its breakdowns, by the check that fails first") {
  TestFiles files = small_course();
  files["labs/dns.toml"] +=
      "[secrets.key]\n[[cause]]\nid = \"gone\"\nwhen = [\"other passes\", \"resolves fails "
      "dns.nxdomain\"]\n";
  const auto fault = [](const std::string& id, const std::string& more) {
    return "[[fault]]\nid = \"" + id + "\"\ntitle = { fr = \"La " + id + "\", en = \"The " + id +
           "\" }\n" + more + "\n";
  };
  files["services/faults.toml"] =
      fault("unseen", "lab = \"dns\"") + fault("of-another", "lab = \"web\"") +
      fault("gone", "lab = \"dns\"") + fault("late", "lab = \"dns\"\ncause = \"gone\"") +
      fault("believed", "lab = \"dns\"\ngive.key = \"x\"") + fault("<b>", "lab = \"dns\"");
  const TestSite site(files);
  const std::string page = site.page("fr/labs/dns.html");
  CHECK(page.find("<code translate=\"no\">lab-services up --random-fault dns --data "
                  "practice</code>") != std::string::npos);
  CHECK(page.find("<code translate=\"no\">lab-check run dns --practice practice</code>") !=
        std::string::npos);
  const std::string ways = between(page, "<details class=\"breakdowns\">", "</section>");
  CHECK(ways ==
        "<summary>Le nom répond <small>2\u00A0pannes</small></summary>\n<ul>\n"
        "<li><span>La gone</span> <code translate=\"no\">lab-services up --fault gone --data "
        "practice</code></li>\n"
        "<li><span>La late</span> <code translate=\"no\">lab-services up --fault late --data "
        "practice</code></li>\n"
        "</ul></details>\n"
        "<details class=\"breakdowns\"><summary>Autres pannes "
        "<small>1\u00A0panne</small></summary>\n<ul>\n"
        "<li><span>La unseen</span> <code translate=\"no\">lab-services up --fault unseen --data "
        "practice</code></li>\n"
        "</ul></details>\n");
  // A lab without breakdowns has no such part.
  CHECK(TestSite(small_course()).page("fr/labs/dns.html").find("practise_") == std::string::npos);
}

TEST_CASE("a lab's page says what is checked, who leads there and what it reproduces") {
  const TestSite site(small_course());
  const std::string page = site.page("fr/labs/dns.html");
  CHECK(between(page, "<ol class=\"checks\">\n", "</ol>") ==
        "<li id=\"resolves\" data-check=\"resolves\"><span>Le nom répond</span> <code "
        "translate=\"no\">resolves</code></li>\n");
  CHECK(page.find("<code translate=\"no\">lab-check run dns</code>") != std::string::npos);
  CHECK(page.find("<a href=\"../lessons/net/dns.html\">Names fr</a>") != std::string::npos);
  CHECK(page.find("<a href=\"../logbooks/mail/refused.html\">Refused at the door</a>") !=
        std::string::npos);
  CHECK(
      site.page("fr/labs/index.html")
          .find(
              "<li data-lab=\"dns\"><a href=\"dns.html\">Les noms</a> <small class=\"time\">1\u00A0"
              "vérification</small><p>Un nom mène à une adresse.</p></li>") != std::string::npos);
}

TEST_CASE("the table of translations says where each page stands") {
  TestFiles files = small_course();
  files.erase("content/lessons/net/dns/lesson.en.md");
  std::string& toml = files["content/lessons/net/firewall/lesson.toml"];
  toml.replace(toml.find("rev = 1"), 7, "rev = 3");
  const TestSite site(files);
  const std::string rows = between(site.page("fr/translations.html"), "<tbody>\n", "</tbody>");
  CHECK(rows ==
        "<tr><th scope=\"row\">Firewall fr <code translate=\"no\">net.firewall</code></th><td "
        "data-tone=\"\"><a "
        "href=\"lessons/net/firewall.html\" hreflang=\"fr\">original</a> <small>révision "
        "3</small></td><td data-tone=\"warn\"><a "
        "href=\"../en/lessons/net/firewall.html\" hreflang=\"en\">en retard</a> <small>révision 1 "
        "sur 3</small></td></tr>\n"
        "<tr><th scope=\"row\">Names fr <code translate=\"no\">net.dns</code></th><td "
        "data-tone=\"\"><a href=\"lessons/net/dns.html\" "
        "hreflang=\"fr\">original</a></td><td data-tone=\"bad\">manquante</td></tr>\n");
  // The reader of a late translation is told, in the page's language.
  CHECK(site.page("en/lessons/net/firewall.html")
            .find("This page follows revision 1 of the original, which is now at revision 3. <a "
                  "href=\"../../../fr/lessons/net/"
                  "firewall.html\" hreflang=\"fr\">Read the original</a>") != std::string::npos);
  CHECK(site.page("fr/lessons/net/firewall.html").find("class=\"note\"") == std::string::npos);
}

TEST_CASE("a missing half is shown in the other language, and says so") {
  TestFiles files = small_course();
  files.erase("content/lessons/net/dns/lesson.en.md");
  const TestSite site(files);
  const std::string page = site.page("en/lessons/net/dns.html");
  CHECK(page.find("<html lang=\"en\">") != std::string::npos);
  CHECK(page.find("<h1 id=\"names-fr\" lang=\"fr\">Names fr</h1>") != std::string::npos);
  CHECK(page.find("<div class=\"prose\" lang=\"fr\">") != std::string::npos);
  CHECK(page.find(
            "This page does not exist in English yet. Here it is in another language: Français.") !=
        std::string::npos);
  CHECK(page.find("hreflang=\"x-default\"") == std::string::npos);  // there is one version only
  CHECK(site.page("en/index.html")
            .find("<a href=\"lessons/net/dns.html\" lang=\"fr\">Names fr</a>") !=
        std::string::npos);
}

TEST_CASE("wrong addresses and the root have pages of their own") {
  SiteConfig config;
  config.url = "https://lab.example.org/course/";
  const TestSite site(small_course(), config);
  const std::string lost = site.page("404.html");
  CHECK(lost.find("href=\"/course/assets/style.") != std::string::npos);
  CHECK(lost.find("<a href=\"/course/fr/index.html\">") != std::string::npos);
  CHECK(lost.find("<section lang=\"en\">\n<h2>Page not found</h2>") != std::string::npos);
  CHECK(lost.find("<meta name=\"robots\" content=\"noindex\">") != std::string::npos);
  CHECK(site.page("fr/404.html").find("<a href=\"/course/fr/glossary.html\">") !=
        std::string::npos);
  const std::string chooser = site.page("index.html");
  CHECK(chooser.find("<section lang=\"fr\"><p class=\"name\">Petit cours</p>") !=
        std::string::npos);
  CHECK(chooser.find(
            "<a class=\"btn strong\" href=\"en/index.html\" hreflang=\"en\">Read in English</a>") !=
        std::string::npos);
}

}  // namespace
}  // namespace render
