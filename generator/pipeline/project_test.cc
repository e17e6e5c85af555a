#include "generator/pipeline/project.h"

#include <catch2/catch.hpp>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;

TEST_CASE("a project is found from any folder inside it") {
  const support::TemporaryFolder temporary;
  const fs::path root = fs::canonical(temporary.path());
  REQUIRE(base::write_file(root / "content" / "course.toml", ""));
  fs::create_directories(root / "content" / "lessons" / "net");
  fs::create_directories(root / "themes" / "default");

  const auto project =
      pipeline::find_project(root / "content" / "lessons" / "net", "/nowhere/atelier");
  REQUIRE(project);
  CHECK(project->root == root);
  CHECK(project->search_database() == root / "build" / "course" / "search.db");
  CHECK(project->default_theme == root / "themes" / "default");
}

TEST_CASE("the theme that came with the program serves a project without one") {
  const support::TemporaryFolder temporary;
  const fs::path root = fs::canonical(temporary.path());
  REQUIRE(base::write_file(root / "course" / "content" / "course.toml", ""));
  fs::create_directories(root / "atelier" / "themes" / "default");

  const auto project = pipeline::find_project(
      root / "course", root / "atelier" / "build" / "release" / "bin" / "atelier");
  REQUIRE(project);
  CHECK(project->default_theme == root / "atelier" / "themes" / "default");
  CHECK_FALSE(pipeline::find_project(root / "course", "/nowhere/bin/atelier"));
}

TEST_CASE("a folder without a course is refused with what to do") {
  const support::TemporaryFolder temporary;
  const auto project = pipeline::find_project(temporary.path(), "/nowhere/atelier");
  REQUIRE_FALSE(project);
  CHECK(project.error().kind == base::ErrorKind::Usage);
  CHECK(project.error().message.en == "no course here: neither '" +
                                          temporary.path().generic_string() +
                                          "' nor a folder above it holds content/course.toml");
  CHECK(project.error().hint.en ==
        "go to the folder of the course, or name it: atelier build FOLDER");
}
