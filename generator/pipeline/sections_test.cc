#include "generator/pipeline/sections.h"

#include <catch2/catch.hpp>

#include "generator/markdown/facts.h"
#include "generator/model/anchors.h"

namespace pipeline {
namespace {

// A course of one French page.
struct OnePage {
  explicit OnePage(std::string_view body, model::PageKind kind = model::PageKind::Lesson) {
    std::vector<base::Error> problems;
    document = markdown::parse({body, "x.fr.md", 1}, problems);
    course.languages = {"fr", "en"};
    model::Page page;
    page.kind = kind;
    page.id = "tools.x";
    page.folder = kind == model::PageKind::Logbook ? "logbooks/x" : "lessons/tools/x";
    page.level = "beginner";
    page.topic = "tools";
    page.halves.resize(2);
    page.halves[0].exists = true;
    page.halves[0].title = "L'outil : un essai";
    page.halves[0].description = "Ce qu'il fait.";
    page.halves[0].facts = markdown::collect_facts(document, body, 1);
    model::assign_anchors(page);
    course.pages.push_back(std::move(page));
  }

  std::vector<search::Section> sections() const {
    return sections_of(course, course.pages[0], 0, document);
  }

  model::Course course;
  markdown::Document document;
};

// "anchor|heading|body|code", a section a line.
std::string shown(const std::vector<search::Section>& sections) {
  std::string out;
  for (const search::Section& one : sections)
    out += one.anchor + "|" + one.heading + "|" + one.body + "|" + one.code + "\n";
  return out;
}

TEST_CASE("a page becomes a section a heading, and one for what stands before them") {
  const OnePage page(
      "# L'outil : un essai\n\nAvant `tout`.\n\n## Le port\n\nUn *port* ouvert.\n\n```sh "
      "title=\"x.sh\"\nss "
      "-tln\n```\n\n### Fermé\n\n- l'un\n- l'autre\n\n#### Détail\n\nFin.\n");
  const auto sections = page.sections();
  CHECK(shown(sections) ==
        "||Ce qu’il fait. Avant `tout`.|\n"
        "le-port|Le port|Un port ouvert.|x.sh\nss -tln\n\n"
        "ferme|Fermé|l’un · l’autre · Détail · Fin.|\n");  // an h4 is part of its section's text
  for (const search::Section& one : sections) {
    CHECK(one.title == "L’outil\u00A0: un essai");
    CHECK(one.address == "fr/lessons/tools/x.html");
    CHECK(one.language == "fr");
    CHECK(one.level == "beginner");
    CHECK(one.topic == "tools");
    CHECK(one.kind == "lesson");
  }
}

TEST_CASE("quotes are set over the borders of code and emphasis") {
  const OnePage page("# X\n\nLe mot \"`port`\" et \"*deux* mots\".\n");
  CHECK(page.sections()[0].body ==
        "Ce qu’il fait. Le mot «\u00A0`port`\u00A0» et «\u00A0deux mots\u00A0».");
}

TEST_CASE("the answers of a quiz and notes for whoever teaches are not found") {
  const OnePage page(R"(# X

<!-- quiz: q single -->
### Quel port ?

Pour HTTPS.

- [ ] quatrevingt
  > Non.
- [x] quatrecents
  > explication
<!-- /quiz -->

<!-- instructor -->
Secret.
<!-- /instructor -->

Fin.
)");
  const std::string all = shown(page.sections());
  CHECK(all.find("q|Quel port\u202F?|Pour HTTPS.") != std::string::npos);
  for (const std::string_view hidden : {"quatre", "explication", "Secret"}) {
    CAPTURE(hidden, all);
    CHECK(all.find(hidden) == std::string::npos);
  }
  CHECK(all.find("Fin.") != std::string::npos);
}

TEST_CASE("a log in a lesson is a section with its errors") {
  const OnePage page(R"(# X

<!-- log: shut errors="Connection timed out|No route" -->
## Dehors

Vu.

### Problème

Rien.

### Diagnostic

x

### Solution

x

### Prévention

x
<!-- /log -->
)");
  const auto sections = page.sections();
  REQUIRE(sections.size() >= 2);
  CHECK(sections[1].heading == "Dehors");
  CHECK(sections[1].errors == std::vector<std::string>{"Connection timed out", "No route"});
  CHECK(sections[1].address == "fr/lessons/tools/x.html");
}

TEST_CASE("a lab is one section") {
  model::Course course;
  course.languages = {"fr", "en"};
  model::LabSummary lab;
  lab.id = "firewall";
  lab.title.by_language = {"Le pare-feu", "The firewall"};
  lab.summary.by_language = {"On ferme.", "One closes."};
  lab.checks.push_back({"open", {{"Le port est ouvert", "The port is open"}}});
  const search::Section section = section_of(course, lab, 1);
  CHECK(section.address == "en/labs/firewall.html");
  CHECK(section.title == "The firewall");
  CHECK(section.body == "One closes. The port is open");
  CHECK(section.kind == "lab");
  lab.title = {};
  CHECK(section_of(course, lab, 1).title == "firewall");
}

}  // namespace
}  // namespace pipeline
