#include "generator/model/links.h"

#include <catch2/catch.hpp>

#include "generator/model/anchors.h"

using namespace model;

namespace {

markdown::HeadingFact heading(int level, std::string_view id, std::string_view title,
                              std::uint32_t line) {
  markdown::HeadingFact out;
  out.level = level;
  out.id = id;
  out.title = title;
  out.at = {line, 1};
  return out;
}

Half half(std::string file, std::vector<markdown::HeadingFact> headings) {
  Half out;
  out.exists = true;
  out.file = std::move(file);
  out.facts.headings = std::move(headings);
  return out;
}

Page page(PageKind kind, std::string id, std::string folder, Half fr, Half en) {
  Page out;
  out.kind = kind;
  out.id = std::move(id);
  out.folder = std::move(folder);
  out.halves = {std::move(fr), std::move(en)};
  return out;
}

void add(Course& course, Page page) {
  const std::size_t index = course.pages.size();
  assign_anchors(page);
  course.page_by_key.emplace(page_key(page.kind, page.id), index);
  if (!page.in_logbook_file) {
    for (LanguageIndex i = 0; i < page.halves.size(); ++i)
      course.page_by_file.emplace(page.halves[i].file, std::pair(index, i));
  }
  course.pages.push_back(std::move(page));
}

markdown::LogFact log(std::string id, std::uint32_t first, std::uint32_t last) {
  markdown::LogFact out;
  out.id = std::move(id);
  out.at = {first, 1};
  out.end = {last, 1};
  return out;
}

// Two lessons, the second without its English half, a glossary, a logbook with an entry inside.
Course make_course() {
  Course course;
  course.languages = {"fr", "en"};
  add(course, page(PageKind::Lesson, "net.dns", "lessons/net/dns",
                   half("lessons/net/dns/lesson.fr.md",
                        {heading(1, "", "Le DNS", 5), heading(2, "zone", "La zone", 9),
                         heading(2, "", "À retenir", 20)}),
                   half("lessons/net/dns/lesson.en.md",
                        {heading(1, "", "DNS", 5), heading(2, "zone", "The zone", 9),
                         heading(2, "", "Key points", 20)})));
  Half missing;
  missing.file = "lessons/net/ssh/lesson.en.md";
  Half ssh = half("lessons/net/ssh/lesson.fr.md",
                  {heading(1, "", "SSH", 5), heading(2, "keys", "Les clés", 9)});
  markdown::QuizFact quiz;
  quiz.id = "which-key";
  ssh.facts.quizzes = {quiz};
  add(course, page(PageKind::Lesson, "net.ssh", "lessons/net/ssh", ssh, missing));
  add(course, page(PageKind::Glossary, "glossary", "",
                   half("glossary.fr.md",
                        {heading(1, "", "Glossaire", 1), heading(2, "firewall", "Pare-feu", 4)}),
                   half("glossary.en.md",
                        {heading(1, "", "Glossary", 1), heading(2, "firewall", "Firewall", 4)})));
  Half logbook = half("logbooks/kong/logbook.fr.md",
                      {heading(1, "", "Kong", 5), heading(2, "about", "À propos", 7),
                       heading(2, "no-key", "Pas de clé", 12), heading(3, "", "Problème", 14)});
  logbook.facts.logs = {log("no-key", 11, 30)};
  Half inside = half("logbooks/kong/logbook.fr.md",
                     {heading(2, "no-key", "Pas de clé", 12), heading(3, "", "Problème", 14)});
  Half no_logbook, no_inside;
  no_logbook.file = no_inside.file = "logbooks/kong/logbook.en.md";
  add(course, page(PageKind::Logbook, "kong", "logbooks/kong", logbook, no_logbook));
  Page entry = page(PageKind::Entry, "no-key", "logbooks/kong", inside, no_inside);
  entry.logbook = course.pages.size() - 1;
  entry.in_logbook_file = true;
  add(course, entry);
  course.assets = {"assets/grid.png", "lessons/net/dns/zone.png"};
  course.labs.emplace_back().id = "firewall";
  course.labs_known = true;
  return course;
}

std::string shown(const ResolvedLink& link) {
  static constexpr std::string_view kNames[] = {"page",     "asset",          "external",
                                                "anchor",   "no page",        "no anchor",
                                                "no asset", "other language", "unsafe"};
  std::string out = std::string(kNames[static_cast<std::size_t>(link.outcome)]);
  if (!link.address.empty()) out += " " + link.address;
  if (!link.fragment.empty()) out += " #" + link.fragment;
  if (!link.nearest.empty()) out += " (" + link.nearest + ")";
  return out;
}

}  // namespace

TEST_CASE("a link leads where its author meant, or says why not") {
  struct Case {
    std::string_view target, outcome;
  };
  const auto c = GENERATE(values<Case>({
      {"../ssh/lesson.fr.md", "page fr/lessons/net/ssh.html"},
      {"../ssh/lesson.fr.md#keys", "page fr/lessons/net/ssh.html #keys"},
      {"../ssh/lesson.fr.md#which-key", "page fr/lessons/net/ssh.html #which-key"},  // a quiz
      {"../ssh/lesson.fr.md#les-cles",
       "page fr/lessons/net/ssh.html #keys"},  // the slug of its title
      {"../ssh/lesson.fr.md#Les-clés",
       "page fr/lessons/net/ssh.html #keys"},  // as GitHub writes it
      {"../ssh/lesson.fr.md#Les-cl%C3%A9s", "page fr/lessons/net/ssh.html #keys"},
      {"../ssh/./lesson.fr.md?plain=1", "page fr/lessons/net/ssh.html"},
      {"/lessons/net/ssh/lesson.fr.md", "page fr/lessons/net/ssh.html"},  // from the content folder
      {"../../../glossary.fr.md#firewall", "page fr/glossary.html #firewall"},
      {"#zone", "anchor #zone"},
      {"#", "anchor"},
      {"#a-retenir", "anchor #a-retenir"},
      {"../../../assets/grid.png", "asset assets/grid.png"},
      {"zone.png", "asset assets/lessons/net/dns/zone.png"},
      {"https://example.org/x#y", "external https://example.org/x#y"},
      {"mailto:ops@lab.example.org", "external mailto:ops@lab.example.org"},
      {"javascript:alert(1)", "unsafe"},
      {"../../../labs/catalog/firewall.toml", "page fr/labs/firewall.html"},
      {"../../../../labs/catalog/firewall.toml", "page fr/labs/firewall.html"},
      {"../../../../labs/catalog/firewal.toml", "no page"},
      // The other language: what the reader sees is in the reader's.
      {"../ssh/lesson.en.md", "other language fr/lessons/net/ssh.html"},
      {"../../../glossary.en.md#firewall", "other language fr/glossary.html #firewall"},
      // What an entry's file holds is on the entry's page.
      {"../../../logbooks/kong/logbook.fr.md", "page fr/logbooks/kong.html"},
      {"../../../logbooks/kong/logbook.fr.md#about", "page fr/logbooks/kong.html #about"},
      {"../../../logbooks/kong/logbook.fr.md#no-key", "page fr/logbooks/kong/no-key.html"},
      {"../../../logbooks/kong/logbook.fr.md#probleme",
       "page fr/logbooks/kong/no-key.html #probleme"},
      // Dead ones, with what is near.
      {"../shs/lesson.fr.md", "no page (../ssh/lesson.fr.md)"},
      {"../ssh", "no page (../ssh/lesson.fr.md)"},
      {"../ssh/", "no page (../ssh/lesson.fr.md)"},
      {"../ssh/README.md", "no page (../ssh/lesson.fr.md)"},
      {"../ssh/lesson.toml", "no page (../ssh/lesson.fr.md)"},
      {"../ssh/lesson.md", "no page (../ssh/lesson.fr.md)"},
      {"../../glossary.fr.md", "no page (../../../glossary.fr.md)"},  // one ../ too few
      {"../../../glossary", "no page (../../../glossary.fr.md)"},
      {"../../../course.toml", "no page"},
      {"../../../../../etc/passwd", "no page"},
      {"", "no page"},
      {"../ssh/lesson.fr.md#kyes",
       "no anchor fr/lessons/net/ssh.html #kyes (../ssh/lesson.fr.md#keys)"},
      {"#zon", "no anchor #zon (#zone)"},
      {"#nothing-like-it", "no anchor #nothing-like-it"},
      {"../../../assets/gird.png", "no asset (../../../assets/grid.png)"},
  }));
  const Course course = make_course();
  CAPTURE(c.target);
  CHECK(shown(resolve_link(course, "lessons/net/dns/lesson.fr.md", 0, c.target, false,
                           Suggest::Yes)) == c.outcome);
}

TEST_CASE("a link to the missing half of a page leads to the page all the same") {
  const Course course = make_course();
  const auto resolve = [&](std::string_view target) {
    return shown(resolve_link(course, "lessons/net/dns/lesson.en.md", 1, target, false));
  };
  CHECK(resolve("../ssh/lesson.en.md") == "page en/lessons/net/ssh.html");
  CHECK(resolve("../ssh/lesson.en.md#keys") == "page en/lessons/net/ssh.html #keys");
  CHECK(resolve("../../../logbooks/kong/logbook.en.md#no-key") ==
        "page en/logbooks/kong/no-key.html");
}

TEST_CASE("a place on a logbook's own file has the address of the page that it is on") {
  const Course course = make_course();
  const auto resolve = [&](std::string_view target) {
    return shown(resolve_link(course, "logbooks/kong/logbook.fr.md", 0, target, false));
  };
  CHECK(resolve("#no-key") == "page fr/logbooks/kong/no-key.html");
  CHECK(resolve("#about") == "page fr/logbooks/kong.html #about");
}

TEST_CASE("a picture is a file of the course, never a page") {
  const Course course = make_course();
  const auto resolve = [&](std::string_view target) {
    return shown(resolve_link(course, "lessons/net/dns/lesson.fr.md", 0, target, true));
  };
  CHECK(resolve("zone.png") == "asset assets/lessons/net/dns/zone.png");
  CHECK(resolve("../ssh/lesson.fr.md") == "no asset");
  CHECK(resolve("https://example.org/x.png") == "external https://example.org/x.png");
}

TEST_CASE("sections have the same anchor in every language") {
  struct Case {
    std::string_view why;
    std::vector<markdown::HeadingFact> fr, en;
    std::vector<std::string> fr_anchors, en_anchors;
  };
  const std::vector<Case> cases = {
      {"explicit ids stay, the others follow the source",
       {heading(1, "", "Le DNS", 1), heading(2, "zone", "La zone", 2),
        heading(2, "", "À retenir", 3)},
       {heading(1, "", "DNS", 1), heading(2, "zone", "The zone", 2),
        heading(2, "", "Key points", 3)},
       {"le-dns", "zone", "a-retenir"},
       {"le-dns", "zone", "a-retenir"}},
      {"with another structure each keeps its own",
       {heading(1, "", "Le DNS", 1), heading(2, "", "La zone", 2)},
       {heading(1, "", "DNS", 1)},
       {"le-dns", "la-zone"},
       {"dns"}},
      {"equal titles are numbered",
       {heading(1, "", "A", 1), heading(2, "", "A", 2), heading(2, "", "A", 3),
        heading(2, "", "A-2", 4)},
       {heading(1, "", "B", 1), heading(2, "", "B", 2), heading(2, "", "B", 3),
        heading(2, "", "C", 4)},
       {"a", "a-2", "a-3", "a-2-2"},
       {"a", "a-2", "a-3", "a-2-2"}},
      {"an explicit id is never taken by a title above it",
       {heading(1, "", "Zone", 1), heading(2, "zone", "Autre", 2)},
       {heading(1, "", "Area", 1), heading(2, "zone", "Other", 2)},
       {"zone-2", "zone"},
       {"zone-2", "zone"}},
      {"a second of the same explicit id is numbered",
       {heading(2, "x", "X", 1), heading(2, "x", "Y", 2)},
       {heading(2, "x", "X", 1), heading(2, "x", "Y", 2)},
       {"x", "x-2"},
       {"x", "x-2"}},
      {"a title without letters",
       {heading(1, "", "…", 1)},
       {heading(1, "", "!", 1)},
       {"page"},
       {"page"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    Page both = page(PageKind::Plain, "p", "pages", half("pages/p.fr.md", c.fr),
                     half("pages/p.en.md", c.en));
    assign_anchors(both);
    CHECK(both.halves[0].anchors == c.fr_anchors);
    CHECK(both.halves[1].anchors == c.en_anchors);
  }
}

TEST_CASE("a quiz's id is a place of its own, and no title takes it") {
  Half fr = half("pages/p.fr.md", {heading(1, "", "Which", 1)});
  markdown::QuizFact quiz;
  quiz.id = "which";
  fr.facts.quizzes = {quiz};
  Half none;
  Page one = page(PageKind::Plain, "p", "pages", fr, none);
  assign_anchors(one);
  CHECK(one.halves[0].anchors == std::vector<std::string>{"which-2"});
  CHECK(find_anchor(one.halves[0], "which") == "which");
}

TEST_CASE("fifty thousand equal titles get their anchors within a second") {
  std::vector<markdown::HeadingFact> headings(50'000, heading(2, "", "Same", 1));
  Half none;
  Page many = page(PageKind::Plain, "p", "pages", half("pages/p.fr.md", std::move(headings)), none);
  assign_anchors(many);
  CHECK(many.halves[0].anchors.back() == "same-50000");
}
