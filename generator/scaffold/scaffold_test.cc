#include "generator/scaffold/scaffold.h"

#include <catch2/catch.hpp>

#include "generator/base/files.h"
#include "generator/model/load.h"
#include "generator/scaffold/course_file.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;
using scaffold::Kind;
using scaffold::Subject;

namespace {

// Everything `check --strict --drafts` would say of the course.
std::string problems_of(const fs::path& root) {
  model::LoadOptions load;
  load.content = root / "content";
  load.labs = root / "labs" / "catalog";
  load.drafts = true;
  const auto loaded = model::load_course(load);
  if (!loaded) return base::describe(loaded.error(), base::Locale::En);
  std::string out;
  for (const base::Error& problem : loaded->problems)
    out += base::describe(problem, base::Locale::En);
  return out;
}

Subject subject(std::string id) {
  Subject out;
  out.id = std::move(id);
  out.titles = {{"fr", "Le DNS : les noms"}, {"en", "DNS: \"names\""}};  // marks that need quotes
  return out;
}

}  // namespace

TEST_CASE("whatever is new has nothing that check could say") {
  const support::TemporaryFolder folder;
  Subject course = subject("course");
  SECTION("in French and English") {}
  SECTION("in English alone") { course.languages = {"en"}; }
  SECTION("in three languages") { course.languages = {"en", "fr", "de"}; }
  REQUIRE(scaffold::write_new(folder.path(), scaffold::files_of(Kind::Course, course)));
  CHECK(problems_of(folder.path()) == "");

  for (const auto& [kind, id] :
       {std::pair(Kind::Lesson, "basics.dns"), std::pair(Kind::Guide, "dns"),
        std::pair(Kind::Logbook, "dns"), std::pair(Kind::Lab, "dns")}) {
    Subject page = subject(id);
    page.languages = course.languages;
    page.level = "beginner";
    page.topic = "basics";
    REQUIRE(scaffold::write_new(folder.path(), scaffold::files_of(kind, page)));
  }
  const fs::path file = folder.path() / "content" / "course.toml";
  const auto before = base::read_file(file);
  REQUIRE(before);
  const auto after = scaffold::add_to_cell(*before, "beginner", "basics", "basics.dns");
  REQUIRE(after);
  REQUIRE(base::write_file(file, *after));
  CHECK(problems_of(folder.path()) == "");
}

TEST_CASE("what exists is never written over, and then nothing is written at all") {
  const support::TemporaryFolder folder;
  const auto files = scaffold::files_of(Kind::Guide, subject("dns"));
  REQUIRE(base::write_file(folder.path() / files.back().path, "mine"));
  const auto done = scaffold::write_new(folder.path(), files);
  REQUIRE_FALSE(done);
  CHECK(done.error().message.en == "'content/guides/dns/guide.en.md' exists already");
  CHECK(done.error().message.fr == "« content/guides/dns/guide.en.md » existe déjà");
  CHECK(base::read_file(folder.path() / files.back().path).value_or("?") == "mine");
  CHECK_FALSE(fs::exists(folder.path() / files.front().path));
}

TEST_CASE("a link that leads nowhere is not written through") {
  const support::TemporaryFolder folder;
  const auto files = scaffold::files_of(Kind::Guide, subject("dns"));
  fs::create_directories((folder.path() / files.front().path).parent_path());
  fs::create_symlink(folder.path() / "outside", folder.path() / files.front().path);
  CHECK_FALSE(scaffold::write_new(folder.path(), files));
  CHECK_FALSE(fs::exists(folder.path() / "outside"));
}
