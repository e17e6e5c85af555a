#include "generator/render/test_site.h"

namespace render {
namespace {

// Paragraphs of one line each, as the French page has them.
TEST_CASE("what stands in a line becomes markup, with the typography of its language") {
  struct Case {
    std::string markdown, markup;
  };
  const std::vector<Case> cases = {
      {"Il dit : \"oui\" !", "Il dit\u00A0: «\u00A0oui\u00A0»\u202F!"},
      // Spaces and quotes look at their neighbours through emphasis, code and links.
      {"Un *mot* : `a : b` ; **fin** !",
       "Un <em>mot</em>\u00A0: <code translate=\"no\">a : b</code>\u202F; "
       "<strong>fin</strong>\u202F!"},
      {"\"*ici*\" et \"`là`\"",
       "«\u00A0<em>ici</em>\u00A0» et «\u00A0<code translate=\"no\">là</code>\u00A0»"},
      {"~~faux~~", "<del>faux</del>"},
      {"un\\\ndeux", "un<br>\ndeux"},
      {"`<APP_PORT>` et `<OTHER>`",  // only a declared placeholder is asked for
       "<code translate=\"no\"><span class=\"ask\" "
       "data-var=\"APP_PORT\">&lt;APP_PORT&gt;</span></code> et "
       "<code translate=\"no\">&lt;OTHER&gt;</code>"},
      // What a machine says is left alone.
      {"<kbd>Ctrl : \"x\"</kbd> : \"x\"", "<kbd>Ctrl : &quot;x&quot;</kbd>\u00A0: «\u00A0x\u00A0»"},
      {"[a](../dns/lesson.fr.md#why)", "<a href=\"dns.html#why\">a</a>"},
      {"[a](#rules) [b](../dns/lesson.en.md)",
       "a <a href=\"dns.html\">b</a>"},  // a dead anchor; the other language's file
      {"[terme](../../../glossary.fr.md#zebra)",
       "<a href=\"../../glossary.html#zebra\" data-term=\"zebra\">terme</a>"},
      {"[site](https://example.org/?a=1&b=\"2\")",
       "<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener\">site</a>"},
      {"<https://example.org/l'x>",
       "<a href=\"https://example.org/l'x\" rel=\"noopener\">https://example.org/l'x</a>"},
      {"[l'x](https://example.org/)", "<a href=\"https://example.org/\" rel=\"noopener\">l’x</a>"},
      {"ops@lab.example.org", "<a href=\"mailto:ops@lab.example.org\">ops@lab.example.org</a>"},
      // Nothing that could run, and nothing that leads nowhere.
      {"[x](javascript:alert(1)) [y](<java\tscript:alert(1)>)", "x y"},
      {"[x](nowhere.fr.md) [](https://example.org/)", "x "},
      {"[x](data:text/html,hi) ![y](javascript:alert(1))", "x y"},
      // Another host's picture is not loaded: it is a link, and inside a link its text.
      {"![un \"plan\"](https://example.org/x.png)",
       "<a href=\"https://example.org/x.png\" rel=\"noopener\">un &quot;plan&quot;</a>"},
      {"[![plan](https://example.org/x.png)](https://example.org/)",
       "<a href=\"https://example.org/\" rel=\"noopener\">plan</a>"},
      {"a < b & c > d", "a &lt; b &amp; c &gt; d"},
  };
  std::string markdown;
  for (const Case& c : cases) markdown += c.markdown + "\n\n";
  std::string page = lesson_markup(markdown) + "\n";
  for (const Case& c : cases) {
    CAPTURE(c.markdown);
    const std::string paragraph = page.substr(0, page.find("</p>\n") + 5);
    CHECK(paragraph == "<p>" + c.markup + "</p>\n");
    page.erase(0, paragraph.size());
  }
}

TEST_CASE("English text has English typography, on the page of either language") {
  TestFiles files = small_course();
  files.erase("content/lessons/net/dns/lesson.fr.md");
  files["content/lessons/net/dns/lesson.en.md"] =
      "---\ntitle: \"It's \\\"here\\\"\"\ndescription: \"d\"\n---\n\n# It's \"here\"\n\n"
      "A \"quote\": it's [here](../firewall/lesson.en.md#rules), a "
      "[term](../../../glossary.en.md#zebra)!\n";
  const TestSite site(files);
  const std::string expected =
      "<p>A “quote”: it’s <a href=\"firewall.html#rules\">here</a>, a "
      "<a href=\"../../glossary.html#zebra\" data-term=\"zebra\">term</a>!</p>";
  CHECK(between(site.page("en/lessons/net/dns.html"), "<div class=\"prose\">\n", "\n</div>") ==
        expected);
  // Links of a text shown in the other language lead to the reader's own pages.
  CHECK(between(site.page("fr/lessons/net/dns.html"), "<div class=\"prose\" lang=\"en\">\n",
                "\n</div>") == expected);
  CHECK(between(site.page("fr/lessons/net/dns.html"), "<h1 id=\"it-s-here\" lang=\"en\">",
                "</h1>") == "It’s “here”");
}

TEST_CASE("footnotes lead there and back") {
  CHECK(lesson_markup("Un[^b] et[^a] et[^b].\n\n[^a]: Note *a*.\n[^b]: Note b.\n") ==
        "<p>Un<sup><a id=\"fnref_1_1\" href=\"#fn_1\" role=\"doc-noteref\" aria-label=\"Note "
        "1\">1</a></sup> "
        "et<sup><a id=\"fnref_2_1\" href=\"#fn_2\" role=\"doc-noteref\" aria-label=\"Note "
        "2\">2</a></sup> "
        "et<sup><a id=\"fnref_1_2\" href=\"#fn_1\" role=\"doc-noteref\" aria-label=\"Note "
        "1\">1</a></sup>.</p>\n"
        "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\"><ol>\n"
        "<li id=\"fn_1\"><p>Note b.</p>\n"
        "<a class=\"back\" href=\"#fnref_1_1\" role=\"doc-backlink\" aria-label=\"Revenir au "
        "texte, renvoi 1\">↩</a> "
        "<a class=\"back\" href=\"#fnref_1_2\" role=\"doc-backlink\" aria-label=\"Revenir au "
        "texte, renvoi 2\">↩</a> </li>\n"
        "<li id=\"fn_2\"><p>Note <em>a</em>.</p>\n"
        "<a class=\"back\" href=\"#fnref_2_1\" role=\"doc-backlink\" aria-label=\"Revenir au "
        "texte, renvoi 1\">↩</a> </li>\n"
        "</ol></section>");
}

TEST_CASE("a picture of the course is copied beside the page and keeps its place free") {
  TestFiles files = small_course();
  files["content/assets/plan.png"] = "bytes";
  add_pair(files, "content/lessons/net/firewall/lesson", "Firewall",
           "![Le \"plan\"](../../../assets/plan.png)\n\n![Le plan](../../../assets/plan.png \"Vu "
           "d'en haut : tout\")\n");
  const TestSite site(files, {}, {{"assets/plan.png", {640, 480}}});
  CHECK(between(site.page("fr/lessons/net/firewall.html"), "<div class=\"prose\">\n", "\n</div>") ==
        "<p><img src=\"../../../assets/plan.png\" alt=\"Le &quot;plan&quot;\" width=\"640\" "
        "height=\"480\" loading=\"lazy\" "
        "decoding=\"async\"></p>\n"
        "<figure><img src=\"../../../assets/plan.png\" alt=\"Le plan\" width=\"640\" "
        "height=\"480\" loading=\"lazy\" "
        "decoding=\"async\"><figcaption>Vu d’en haut\u00A0: tout</figcaption></figure>");
}

}  // namespace
}  // namespace render
