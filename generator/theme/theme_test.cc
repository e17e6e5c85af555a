#include "generator/theme/theme.h"

#include <catch2/catch.hpp>

#include "generator/theme/test_theme.h"

namespace theme {
namespace {

const std::vector<std::string> kBoth = {"fr", "en"};

Theme load(const TestFolder& own, std::vector<base::Error>& problems) {
  base::Result<Theme> theme = Theme::load({own.path(), DEFAULT_THEME}, kBoth, problems);
  REQUIRE(theme);
  return std::move(*theme);
}

std::string asset(const Theme& theme, std::string_view name) {
  for (const Asset& candidate : theme.assets())
    if (candidate.path == theme.asset_path(name)) return candidate.bytes;
  return "no such asset";
}

TEST_CASE("the default theme has no problem, in either language") {
  std::vector<base::Error> problems;
  REQUIRE(Theme::load({DEFAULT_THEME}, kBoth, problems));
  std::string all;
  for (const base::Error& problem : problems) all += base::describe(problem, base::Locale::En);
  CHECK(all == "");
}

TEST_CASE("what is wrong with a theme is said with its place, in both languages") {
  struct Case {
    std::string file, text, english, french;
  };
  const auto c = GENERATE(values<Case>({
      {"templates/x.mustache", "<p>\n{{#a}}\n{{#b}}{{/b}}",
       "own/templates/x.mustache:2:1: error: the section 'a' is not closed [theme-template]\n  "
       "hint: add {{/a}}\n",
       "own/templates/x.mustache:2:1: erreur: la section « a » n'est pas fermée [theme-template]\n"
       "  conseil: ajoutez {{/a}}\n"},
      {"templates/x.mustache",
       "{{#a}}{{#b}}{{/a}}{{/b}}",  // only the first crossing: what follows would be noise
       "own/templates/x.mustache:1:13: error: '{{/a}}' closes the section 'b' of line 1 "
       "[theme-template]\n"
       "  hint: close sections in the reverse order of their opening\n",
       "own/templates/x.mustache:1:13: erreur: « {{/a}} » ferme la section « b » de la ligne 1 "
       "[theme-template]\n"
       "  conseil: fermez les sections dans l'ordre inverse de leur ouverture\n"},
      {"templates/x.mustache", "é {{/a}}",  // columns count bytes
       "own/templates/x.mustache:1:4: error: '{{/a}}' closes no section [theme-template]\n",
       "own/templates/x.mustache:1:4: erreur: « {{/a}} » ne ferme aucune section "
       "[theme-template]\n"},
      {"templates/x.mustache", "{{a}\n{{b}}",
       "own/templates/x.mustache:1:1: error: a tag that is not closed [theme-template]\n  hint: "
       "end it with }}\n",
       "own/templates/x.mustache:1:1: erreur: une balise qui n'est pas fermée [theme-template]\n"
       "  conseil: terminez-la par }}\n"},
      {"templates/x.mustache", "{{=<% %>=}}",  // the scanner would not see what the library sees
       "own/templates/x.mustache:1:1: error: the delimiters of a template cannot be changed "
       "[theme-template]\n",
       "own/templates/x.mustache:1:1: erreur: les délimiteurs d'un gabarit ne se changent pas "
       "[theme-template]\n"},
      {"templates/x.mustache", "{{}}",
       "own/templates/x.mustache:1:1: error: a tag without a name [theme-template]\n",
       "own/templates/x.mustache:1:1: erreur: une balise sans nom [theme-template]\n"},
      {"templates/x.mustache", "{{body_html}}",  // would show markup to the reader
       "own/templates/x.mustache:1:1: error: 'body_html' is markup and would be escaped "
       "[theme-template]\n"
       "  hint: write {{{body_html}}}\n",
       "own/templates/x.mustache:1:1: erreur: « body_html » est du balisage et serait échappé "
       "[theme-template]\n"
       "  conseil: écrivez {{{body_html}}}\n"},
      {"templates/x.mustache", "{{&title}}",  // would let a title bring markup in
       "own/templates/x.mustache:1:1: error: 'title' is plain text and would not be escaped "
       "[theme-template]\n"
       "  hint: write {{title}}\n",
       "own/templates/x.mustache:1:1: erreur: « title » est du texte et ne serait pas échappé "
       "[theme-template]\n"
       "  conseil: écrivez {{title}}\n"},
      {"templates/x.mustache", "{{#s.nav.guides}}{{/s.nav.guides}}",
       "own/templates/x.mustache:1:1: error: 's.nav.guides' cannot stand in this kind of tag "
       "[theme-template]\n"
       "  hint: write {{s.nav.guides}}\n"
       "own/templates/x.mustache:1:18: error: 's.nav.guides' cannot stand in this kind of tag "
       "[theme-template]\n"
       "  hint: write {{s.nav.guides}}\n",
       "own/templates/x.mustache:1:1: erreur: « s.nav.guides » ne peut pas figurer dans ce genre "
       "de balise [theme-template]\n"
       "  conseil: écrivez {{s.nav.guides}}\n"
       "own/templates/x.mustache:1:18: erreur: « s.nav.guides » ne peut pas figurer dans ce genre "
       "de balise "
       "[theme-template]\n  conseil: écrivez {{s.nav.guides}}\n"},
      {"templates/x.mustache", "{{> haed}}",
       "own/templates/x.mustache:1:1: error: no template 'haed' [theme-template]\n  hint: did you "
       "mean 'head'?\n",
       "own/templates/x.mustache:1:1: erreur: aucun gabarit « haed » [theme-template]\n"
       "  conseil: vouliez-vous dire « head » ?\n"},
      {"templates/x.mustache", "{{> x}}",
       "own/templates/x.mustache:1:1: error: the partial 'x' includes itself [theme-template]\n",
       "own/templates/x.mustache:1:1: erreur: le fragment « x » s'inclut lui-même "
       "[theme-template]\n"},
      {"templates/x.mustache", "\n  {{s.nav.gides}}",
       "own/templates/x.mustache:2:3: error: no string 'nav.gides' [theme-string]\n  hint: did you "
       "mean 'nav.guides'?\n",
       "own/templates/x.mustache:2:3: erreur: aucun texte « nav.gides » [theme-string]\n"
       "  conseil: vouliez-vous dire « nav.guides » ?\n"},
      {"templates/x.mustache", "{{s.time.read}}",  // only C++ can fill {time}
       "own/templates/x.mustache:1:1: error: a template cannot fill the placeholders of the string "
       "'time.read' "
       "[theme-string]\n",
       "own/templates/x.mustache:1:1: erreur: un gabarit ne peut pas remplir les variables du "
       "texte « time.read » "
       "[theme-string]\n"},
      {"templates/x.mustache", "{{asset.images/favicon.svgg}}",
       "own/templates/x.mustache:1:1: error: the theme has no file 'images/favicon.svgg' "
       "[theme-asset]\n"
       "  hint: did you mean 'images/favicon.svg'?\n",
       "own/templates/x.mustache:1:1: erreur: le thème n'a pas de fichier « images/favicon.svgg » "
       "[theme-asset]\n"
       "  conseil: vouliez-vous dire « images/favicon.svg » ?\n"},
      {"strings/fr.toml",
       "[nav]\nguide = \"Guides\"\n",  // a key only French has, which nothing uses
       "own/strings/fr.toml:2:9: error: the string 'nav.guide' is missing in the language 'en' "
       "[theme-string]\n"
       "  hint: did you mean 'nav.guides'?\n"
       "own/strings/fr.toml:2:9: warning: nothing uses the string 'nav.guide' [theme-string]\n"
       "  hint: take it out, or correct its key\n",
       "own/strings/fr.toml:2:9: erreur: le texte « nav.guide » manque dans la langue « en » "
       "[theme-string]\n"
       "  conseil: vouliez-vous dire « nav.guides » ?\n"
       "own/strings/fr.toml:2:9: attention: rien n'emploie le texte « nav.guide » [theme-string]\n"
       "  conseil: enlevez-le, ou corrigez sa clé\n"},
      {"strings/en.toml", "[time]\nread = \"{tyme} to read\"\n",
       "own/strings/en.toml:2:8: error: the string 'time.read' has other placeholders than in "
       "another language "
       "[theme-string]\n  hint: here: {tyme}; there: {time}\n",
       "own/strings/en.toml:2:8: erreur: le texte « time.read » n'a pas les mêmes variables que "
       "dans une autre langue "
       "[theme-string]\n  conseil: ici : {tyme} ; là-bas : {time}\n"},
      {"strings/en.toml", "[nav]\nguides = 3\n",
       "own/strings/en.toml:2:10: error: the string 'nav.guides' is not a text [theme-string]\n",
       "own/strings/en.toml:2:10: erreur: « nav.guides » n'est pas un texte [theme-string]\n"},
      {"strings/en.toml",
       "[nav]\nguides = \"{{x}}\"\n",  // a string could otherwise bring tags into a template
       "own/strings/en.toml:2:10: error: '{{' in the string 'nav.guides' [theme-string]\n"
       "  hint: a string is plain text; placeholders are written {name}\n",
       "own/strings/en.toml:2:10: erreur: « {{ » dans le texte « nav.guides » [theme-string]\n"
       "  conseil: un texte n'a pas de balises ; ses variables s'écrivent {nom}\n"},
      {"styles/more.css", "a {}",  // it would silently be left out
       "own/styles/more.css: error: the part 'more' is not in 'styles/order.toml' [theme-asset]\n",
       "own/styles/more.css: erreur: la partie « more » n'est pas dans « styles/order.toml » "
       "[theme-asset]\n"},
  }));
  CAPTURE(c.file, c.text);
  const TestFolder own(TestFolder::Files{{c.file, c.text}});
  std::vector<base::Error> problems;
  load(own, problems);
  CHECK(reports(problems, own, base::Locale::En) == c.english);
  CHECK(reports(problems, own, base::Locale::Fr) == c.french);
}

TEST_CASE("a theme of its own must have everything the program asks for") {
  const TestFolder own(TestFolder::Files{{"templates/home.mustache", "{{s.nav.main}}"},
                                         {"strings/fr.toml", "nav.main = \"Navigation\"\n"},
                                         {"styles/order.toml", "style = [\"base\"]\n"}});
  std::vector<base::Error> problems;
  REQUIRE(Theme::load({own.path()}, {"fr", "de"}, problems));
  const std::string all = reports(problems, own, base::Locale::En);
  CHECK(all.find("own/styles/order.toml:1:10: error: no stylesheet part 'base' [theme-asset]\n") !=
        std::string::npos);
  CHECK(all.find("templates/lesson.mustache: error: the theme has no template 'lesson' "
                 "[theme-template]\n") != std::string::npos);
  CHECK(all.find("strings/fr.toml: error: no string 'time.read' [theme-string]\n") !=
        std::string::npos);
  CHECK(all.find("strings/fr.toml: error: no string 'count.lessons.one' [theme-string]\n") !=
        std::string::npos);
  CHECK(
      all.find(
          "strings/de.toml: error: the theme has no strings for the language 'de' [theme-string]\n"
          "  hint: copy another language's file to 'strings/de.toml' and translate it\n") !=
      std::string::npos);
  CHECK(all.find("template 'home'") == std::string::npos);
}

TEST_CASE("a folder without templates is no theme") {
  const TestFolder own(TestFolder::Files{{"notes.txt", ""}});
  std::vector<base::Error> problems;
  const auto theme = Theme::load({own.path() / "absent", own.path()}, kBoth, problems);
  REQUIRE_FALSE(theme);
  CHECK(theme.error().message.en == "no theme in '" + own.path().generic_string() + "'");
  CHECK(theme.error().hint.fr == "un thème est un dossier avec templates/*.mustache");
}

TEST_CASE("the site's own files are taken instead, its strings one by one") {
  const TestFolder own(
      {{"styles/log.css", ".own {}\n"},
       {"strings/fr.toml", "[nav]\nguides = \"Pas à pas\"\n"},
       {"images/favicon.svg", "<svg/>"},
       {"templates/list.mustache",
        "{{s.nav.guides}}, {{s.nav.labs}}: {{root}}{{asset.images/favicon.svg}}\n"}});
  std::vector<base::Error> problems;
  const Theme theme = load(own, problems);
  CHECK(asset(theme, "styles/style").find(".own {}") != std::string::npos);
  CHECK(asset(theme, "styles/style").find(".stop::before") == std::string::npos);
  CHECK(asset(theme, "styles/style").find("--paper") != std::string::npos);
  CHECK(asset(theme, "images/favicon.svg") == "<svg/>");
  const std::string icon = theme.asset_path("images/favicon.svg");
  CHECK(icon.starts_with("assets/favicon."));
  CHECK(theme.render("list", Context().set("root", "../"), "fr") ==
        "Pas à pas, Labos: ../" + icon + "\n");
  CHECK(theme.render("list", Context().set("root", ""), "en") == "Guides, Labs: " + icon + "\n");
}

TEST_CASE("what a context holds is escaped, and markup only where it is said to be markup") {
  struct Case {
    std::string_view source, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"{{text}}", "&lt;b onclick=&quot;x&quot;&gt; &amp; 'y'"},
      {"<a title=\"{{text}}\">", "<a title=\"&lt;b onclick=&quot;x&quot;&gt; &amp; 'y'\">"},
      {"{{{body_html}}}", "<p>ok</p>"},
      {"{{#items}}[{{name}}]{{/items}}{{^items}}none{{/items}}", "[a][&lt;b&gt;]"},
      {"{{#items}}{{outer}}{{/items}}", "oo"},                  // looked up from the inside out
      {"{{#empty}}yes{{/empty}}{{^empty}}no{{/empty}}", "no"},  // empty text is nothing
      {"{{#none}}yes{{/none}}{{^none}}no{{/none}}", "no"},
      {"{{#inner}}{{name}}{{/inner}}{{inner.name}}", "deepdeep"},
      {"{{#yes}}{{text_}}x{{/yes}}{{#no}}y{{/no}}", "x"},
      {"a\n{{#yes}}\nb\n{{/yes}}\n{{! gone }}\nc\n",
       "a\nb\nc\n"},  // tags alone on a line take the line with them
      {"{{outer}}{{! {{ in a comment}}", "o"},
  }));
  CAPTURE(c.source);
  Context context;
  context.set("text", "<b onclick=\"x\"> & 'y'");
  context.set("body_html", text::Html::trusted("<p>ok</p>"));
  context.set("items", Contexts{Context().set("name", "a"), Context().set("name", "<b>")});
  context.set("outer", "o")
      .set("empty", "")
      .set("none", Contexts{})
      .set("yes", true)
      .set("no", false);
  context.set("inner", std::make_shared<const Context>(Context().set("name", "deep")));
  const TestFolder own(TestFolder::Files{{"templates/list.mustache", std::string(c.source)}});
  std::vector<base::Error> problems;
  const Theme theme = load(own, problems);
  CHECK(theme.render("list", context, "fr") == c.expected);
}

TEST_CASE("partials that include each other many times over end") {
  std::map<std::string, std::string> files;
  for (int i = 0; i < 12; ++i) {
    std::string text = "x";
    for (int j = 0; j < 8; ++j) text += fmt::format("{{{{> p{}}}}}", i + 1);
    files[fmt::format("templates/p{}.mustache", i)] = text;
  }
  files["templates/list.mustache"] = "{{> p0}}";
  const TestFolder own(files);
  std::vector<base::Error> problems;
  const Theme theme = load(own, problems);
  CHECK(theme.render("list", Context(), "fr").size() < 100000);
}

TEST_CASE("strings are filled and agree with numbers as the language wants") {
  std::vector<base::Error> problems;
  const base::Result<Theme> theme = Theme::load({DEFAULT_THEME}, kBoth, problems);
  REQUIRE(theme);
  CHECK(theme->string("time.read", "fr", {{"time", "5 min"}}) == "5 min de lecture");
  CHECK(theme->string("time.read", "en", {{"time", "{time}"}}) ==
        "{time} to read");  // not filled again
  CHECK(theme->string("time.read", "fr", {{"other", "x"}}) == "{time} de lecture");
  CHECK(theme->plural("count.lessons", "fr", 0) == "0\u00A0leçon");
  CHECK(theme->plural("count.lessons", "en", 0) == "0\u00A0lessons");
  CHECK(theme->plural("count.lessons", "fr", 1) == "1\u00A0leçon");
  CHECK(theme->plural("count.lessons", "fr", 12345) == "12\u202F345\u00A0leçons");
  CHECK(theme->plural("count.lessons", "en", 1234567) == "1,234,567\u00A0lessons");
  CHECK(theme->number(-999, "en") == "-999");
  CHECK(theme->number(std::numeric_limits<long>::min(), "en") == "-9,223,372,036,854,775,808");
}

TEST_CASE("the stylesheet is its parts in order, without what only readers of the source need") {
  struct Case {
    std::string_view part, condensed;
  };
  const auto c = GENERATE(values<Case>({
      {"a {\n  color: red;\n}\n", "a {\ncolor: red;\n}\n"},
      {"/* what it is */\n\na { }", "a { }\n"},
      {"a { content: \"/* not a comment */ \\\" /* nor this */\"; }",
       "a { content: \"/* not a comment */ \\\" /* nor this */\"; }\n"},
      {"a { content: '  '; }", "a { content: '  '; }\n"},
      {"a { content: 'open;\n  b: c /* gone */ }",
       "a { content: 'open;\nb: c  }\n"},  // a string ends with its line
      {"a {} /* never closed", "a {} \n"},
      {"", "\n"},
  }));
  CAPTURE(c.part);
  const TestFolder own(TestFolder::Files{{"styles/order.toml", "style = [\"one\", \"two\"]"},
                                         {"styles/one.css", std::string(c.part)},
                                         {"styles/two.css", "two {}"}});
  std::vector<base::Error> problems;
  const Theme theme = load(own, problems);
  CHECK(asset(theme, "styles/style") == std::string(c.condensed) + "two {}\n");
}

TEST_CASE("what scripts say comes by the rest of its keys, in order") {
  const TestFolder own(
      TestFolder::Files{{"strings/fr.toml", "search.results.one = \"{n} seul\"\n"}});
  std::vector<base::Error> problems;
  const Theme theme = load(own, problems);
  const auto strings = theme.strings_under("search.results.", "fr");
  REQUIRE(strings.size() == 2);
  CHECK(strings[0] == std::pair<std::string, std::string>("one", "{n} seul"));
  CHECK(strings[1].first == "other");
  CHECK(theme.strings_under("search.", "de").empty());
}

TEST_CASE("assets are named by their content, and loading twice gives the same bytes") {
  const TestFolder own(TestFolder::Files{{"scripts/theme.js", "1"}});
  const TestFolder other(TestFolder::Files{{"scripts/theme.js", "2"}});
  std::vector<base::Error> problems;
  const Theme a = load(own, problems), again = load(own, problems), b = load(other, problems);
  CHECK(a.asset_path("scripts/theme.js") == again.asset_path("scripts/theme.js"));
  CHECK(a.asset_path("scripts/theme.js") != b.asset_path("scripts/theme.js"));
  CHECK(a.asset_path("styles/style") == b.asset_path("styles/style"));
  CHECK(a.asset_path("nothing") == "");
  REQUIRE(a.assets().size() == again.assets().size());
  for (std::size_t i = 0; i < a.assets().size(); ++i)
    CHECK(a.assets()[i].bytes == again.assets()[i].bytes);
}

TEST_CASE("the default theme keeps its promises of size and of policy") {
  std::vector<base::Error> problems;
  const base::Result<Theme> theme = Theme::load({DEFAULT_THEME}, kBoth, problems);
  REQUIRE(theme);
  CHECK(asset(*theme, "scripts/theme.js").size() < 1024);
  CHECK(asset(*theme, "scripts/contents.js").size() < 2048);
  const std::string styles = asset(*theme, "styles/style");
  for (const std::string_view foreign : {"http:", "https:", "url(", "@import"}) {
    CAPTURE(foreign);
    CHECK(styles.find(foreign) == std::string::npos);  // nothing from another host
  }
}

}  // namespace
}  // namespace theme
