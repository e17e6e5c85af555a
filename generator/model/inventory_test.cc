#include "generator/model/inventory.h"

#include <catch2/catch.hpp>

using namespace model;

namespace {

struct Taken {
  Inventory inventory;
  Problems problems;
};

Taken take(std::vector<std::string> paths) {
  std::sort(paths.begin(), paths.end());
  std::vector<base::FileEntry> files;
  for (std::string& path : paths) files.push_back({std::move(path), 10, 0, false});
  const std::vector<std::string> languages = {"fr", "en"};
  Taken out;
  out.inventory = take_inventory(files, languages, out.problems);
  return out;
}

}  // namespace

TEST_CASE("a file's path says which page it is a half of") {
  struct Case {
    std::string path;
    PageKind kind;
    std::string id;
  };
  const auto c = GENERATE(values<Case>({
      {"lessons/net/firewall/lesson.fr.md", PageKind::Lesson, "net.firewall"},
      {"guides/api/guide.fr.md", PageKind::Guide, "api"},
      {"logbooks/supabase/logbook.fr.md", PageKind::Logbook, "supabase"},
      {"logbooks/supabase/no-key.fr.md", PageKind::Entry, "no-key"},
      {"glossary.fr.md", PageKind::Glossary, "glossary"},
      {"tips.fr.md", PageKind::Tips, "tips"},
      {"pages/about.fr.md", PageKind::Plain, "about"},
  }));
  CAPTURE(c.path);
  const Taken taken = take({c.path});
  CHECK(taken.problems.empty());
  REQUIRE(taken.inventory.pages.size() == 1);
  const PageFiles& page = taken.inventory.pages[0];
  CHECK(page.kind == c.kind);
  CHECK(page.id == c.id);
  CHECK(page.halves == std::vector<std::string>{c.path, ""});
}

TEST_CASE("the files of a page come together") {
  const Taken taken = take({"lessons/net/dns/lesson.en.md", "lessons/net/dns/lesson.fr.md",
                            "lessons/net/dns/lesson.toml", "lessons/net/dns/zone.png"});
  CHECK(taken.problems.empty());
  REQUIRE(taken.inventory.pages.size() == 1);
  CHECK(taken.inventory.pages[0].meta == "lessons/net/dns/lesson.toml");
  CHECK(taken.inventory.pages[0].halves[1] == "lessons/net/dns/lesson.en.md");
  CHECK(taken.inventory.beside == std::vector<std::string>{"lessons/net/dns/zone.png"});
}

TEST_CASE("what people need beside a course is no part of it and no problem") {
  const Taken taken = take({"README.md", "LICENSE", "LICENSE.txt", "lessons/README.md",
                            "schemas/course.schema.json", "assets/x.png", "course.toml"});
  CHECK(taken.problems.empty());
  CHECK(taken.inventory.pages.empty());
  CHECK(taken.inventory.assets == std::vector<std::string>{"assets/x.png"});
  CHECK(taken.inventory.readmes.size() == 2);
}

TEST_CASE("a file that belongs to nothing is reported, with what was probably meant") {
  struct Case {
    std::string path, hint;
  };
  const auto c = GENERATE(values<Case>({
      {"glosary.fr.md", "did you mean 'glossary'?"},
      {"lesons/net/dns/lesson.fr.md", "did you mean 'lessons'?"},
      {"lessons/net/dns/leson.fr.md", "did you mean 'lesson'?"},
      {"lessons/net/dns/lesson.de.md",
       "the name ends in a language of the course: 'lesson.fr.md', 'lesson.en.md'"},
      {"glossary.md",
       "the name ends in a language of the course: 'glossary.fr.md', 'glossary.en.md'"},
      {"lessons/net/dns/notes.docx",
       "pictures and downloads belong in assets/ or in the folder of a page"},
  }));
  CAPTURE(c.path);
  const Taken taken = take({c.path});
  REQUIRE(taken.problems.size() == 1);
  CHECK(taken.problems[0].rule == "file-unknown");
  CHECK(taken.problems[0].where.file == c.path);
  CHECK(taken.problems[0].hint.en == c.hint);
}

TEST_CASE("a symbolic link is reported and never a page") {
  const std::vector<base::FileEntry> files = {{"glossary.fr.md", 4, 0, true}};
  const std::vector<std::string> languages = {"fr"};
  Problems problems;
  CHECK(take_inventory(files, languages, problems).pages.empty());
  REQUIRE(problems.size() == 1);
  CHECK(base::describe(problems[0], base::Locale::Fr) ==
        "glossary.fr.md: erreur: un lien symbolique n'est pas suivi [symlink]\n"
        "  conseil: mettez ici une copie du fichier\n");
}
