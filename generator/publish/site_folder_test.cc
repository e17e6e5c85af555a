#include "generator/publish/site_folder.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

using publish::SiteFolder;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) { return base::read_file(file).value_or("(none)"); }

std::int64_t modified(const fs::path& file) {
  struct stat info = {};
  REQUIRE(::stat(file.c_str(), &info) == 0);
  return info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec;
}

// Builds a site of the given files and commits it.
publish::Changes build(const fs::path& target,
                       const std::vector<std::pair<std::string, std::string>>& files) {
  auto folder = SiteFolder::open(target);
  REQUIRE(folder);
  for (const auto& [path, bytes] : files) REQUIRE(folder->put(path, bytes));
  const auto changes = folder->commit();
  REQUIRE(changes);
  return *changes;
}

}  // namespace

TEST_CASE("a site appears whole, and only with commit") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  {
    auto folder = SiteFolder::open(target);
    REQUIRE(folder);
    REQUIRE(folder->put("fr/index.html", "bonjour"));
    CHECK_FALSE(fs::exists(target));
  }
  CHECK_FALSE(fs::exists(target));  // thrown away
  CHECK_FALSE(fs::exists(temporary.path() / "public.next"));

  build(target, {{"fr/index.html", "bonjour"}});
  CHECK(content(target / "fr/index.html") == "bonjour");
  CHECK_FALSE(fs::exists(temporary.path() / "public.next"));
}

TEST_CASE("unchanged files keep their modification time, changed ones change, forgotten ones go") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  build(target, {{"a.html", "a"}, {"b.html", "b"}, {"old/c.html", "c"}});
  const std::int64_t was = modified(target / "a.html");

  const publish::Changes changes =
      build(target, {{"a.html", "a"}, {"b.html", "B"}, {"new/d.html", "d"}});
  CHECK(changes.unchanged == 1);
  CHECK(changes.written == 2);
  CHECK(changes.removed == 1);
  CHECK(modified(target / "a.html") == was);
  CHECK(content(target / "b.html") == "B");
  CHECK_FALSE(fs::exists(target / "old"));
}

TEST_CASE("the site that was replaced is where the next one begins") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  const fs::path spare = temporary.path() / "public.next";
  build(target, {{"a.html", "1"}, {"gone/b.html", "b"}, {"c", "c"}, {"d/e.html", "e"}});
  build(target, {{"a.html", "2"}, {"c", "c"}, {"d/e.html", "e"}});
  CHECK(content(spare / "a.html") == "1");
  const publish::Changes changes =
      build(target, {{"a.html", "2"}, {"c/file.html", "c"}, {"d", "a file now"}});
  CHECK(changes.unchanged == 1);
  CHECK(changes.written == 2);
  CHECK(changes.removed == 2);
  CHECK(content(target / "a.html") == "2");
  CHECK(content(target / "c/file.html") == "c");
  CHECK(content(target / "d") == "a file now");
  CHECK_FALSE(fs::exists(target / "gone"));
}

TEST_CASE(
    "nothing that lies in the spare folder gets into a site, and nothing is written through it") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  const fs::path spare = temporary.path() / "public.next";
  const fs::path outside = temporary.path() / "outside";
  build(target, {{"a.html", "1"}, {"in/b.html", "1"}});
  fs::create_directories(outside);
  std::ofstream(outside / "b.html") << "precious";
  fs::create_directories(spare / "deep" / "er");
  std::ofstream(spare / "deep" / "er" / "x.html") << "half a page";
  std::ofstream(spare / "a.html") << "half a pa";
  fs::create_directory_symlink(outside, spare / "in");
  fs::create_directory_symlink(outside, spare / "elsewhere");
  build(target, {{"a.html", "2"}, {"in/b.html", "2"}});
  CHECK(content(outside / "b.html") == "precious");
  CHECK(content(target / "a.html") == "2");
  CHECK(content(target / "in" / "b.html") == "2");
  CHECK_FALSE(fs::is_symlink(target / "in"));
  CHECK_FALSE(fs::exists(target / "deep"));
  CHECK_FALSE(fs::exists(fs::symlink_status(target / "elsewhere")));
}

TEST_CASE("the same site again touches nothing") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  build(target, {{"a.html", "a"}});
  const std::int64_t was = modified(target);
  const publish::Changes changes = build(target, {{"a.html", "a"}});
  CHECK(changes.written == 0);
  CHECK(changes.removed == 0);
  CHECK(modified(target) == was);
}

TEST_CASE("a folder that no build made is not replaced") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "thesis";
  fs::create_directories(target);
  std::ofstream(target / "chapter.txt") << "three years of work";
  const auto folder = SiteFolder::open(target);
  REQUIRE_FALSE(folder);
  CHECK(folder.error().message.en ==
        "'" + target.generic_string() + "' holds files that no build made; it is not replaced");
  CHECK(content(target / "chapter.txt") == "three years of work");
}

TEST_CASE("paths that leave the site are refused") {
  const support::TemporaryFolder temporary;
  auto folder = SiteFolder::open(temporary.path() / "public");
  REQUIRE(folder);
  for (const char* path : {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", "./a"}) {
    CAPTURE(path);
    CHECK_FALSE(folder->put(path, "x"));
  }
}

TEST_CASE("a second build at the same time is refused with a sentence") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  const auto first = SiteFolder::open(target);
  REQUIRE(first);
  const auto second = SiteFolder::open(target);
  REQUIRE_FALSE(second);
  CHECK(second.error().message.en == "another build is writing '" + target.generic_string() + "'");
}

TEST_CASE("a link to the site is followed, not replaced") {
  const support::TemporaryFolder temporary;
  build(temporary.path() / "real", {{"a.html", "1"}});
  fs::create_directory_symlink(temporary.path() / "real", temporary.path() / "public");
  build(temporary.path() / "public", {{"a.html", "2"}});
  CHECK(fs::is_symlink(temporary.path() / "public"));
  CHECK(content(temporary.path() / "real" / "a.html") == "2");
}

TEST_CASE("a link planted in the old site is not written through") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  build(target, {{"a.html", "1"}});
  std::ofstream(temporary.path() / "outside") << "precious";
  fs::remove(target / "a.html");
  fs::create_symlink(temporary.path() / "outside", target / "a.html");
  build(target, {{"a.html", "2"}});
  CHECK(content(temporary.path() / "outside") == "precious");
  CHECK_FALSE(fs::is_symlink(target / "a.html"));
}

TEST_CASE("a file is kept when it still is the one that the last build wrote") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  publish::SiteFiles files;
  {
    auto folder = SiteFolder::open(target);
    REQUIRE(folder);
    REQUIRE(folder->put("a/a.html", "a"));
    REQUIRE(folder->put("b.html", "b"));
    REQUIRE(folder->put("c.html", "c"));
    REQUIRE(folder->commit());
    files = folder->files();
  }
  REQUIRE(files.size() == 3);
  std::ofstream(target / "b.html") << "edited";  // somebody touched the site
  fs::remove(target / "c.html");

  auto folder = SiteFolder::open(target);
  REQUIRE(folder);
  CHECK(folder->keep("a/a.html", files.at("a/a.html")));
  CHECK_FALSE(folder->keep("b.html", files.at("b.html")));
  CHECK_FALSE(folder->keep("c.html", files.at("c.html")));
  CHECK_FALSE(folder->keep("d.html", files.at("a/a.html")));
  CHECK_FALSE(folder->keep("../d.html", files.at("a/a.html")));
  REQUIRE(folder->put("b.html", "b"));
  const auto changes = folder->commit();
  REQUIRE(changes);
  CHECK(changes->unchanged == 1);
  CHECK(changes->written == 1);
  CHECK(content(target / "a/a.html") == "a");
  CHECK(content(target / "b.html") == "b");
  CHECK_FALSE(fs::exists(target / "c.html"));
}

TEST_CASE("a file that was kept can still be written") {
  const support::TemporaryFolder temporary;
  const fs::path target = temporary.path() / "public";
  build(target, {{"a.html", "a"}});
  auto first = SiteFolder::open(target);
  REQUIRE(first);
  REQUIRE(first->put("a.html", "a"));
  const publish::SiteFile known = first->files().at("a.html");
  first = SiteFolder::open(temporary.path() / "other");  // lets go of the lock

  auto folder = SiteFolder::open(target);
  REQUIRE(folder);
  REQUIRE(folder->keep("a.html", known));
  REQUIRE(folder->put("a.html", "A"));
  const auto changes = folder->commit();
  REQUIRE(changes);
  CHECK(changes->unchanged == 0);
  CHECK(changes->written == 1);
  CHECK(content(target / "a.html") == "A");
}

TEST_CASE("the marker tells sites apart") {
  const support::TemporaryFolder temporary;
  const auto marker_of = [&](const std::vector<std::pair<std::string, std::string>>& files) {
    build(temporary.path() / "public", files);
    return content(temporary.path() / "public" / publish::kMarker);
  };
  const std::string one = marker_of({{"a.html", "a"}, {"b.html", "b"}});
  CHECK(one.size() == 32);
  CHECK(marker_of({{"b.html", "b"}, {"a.html", "a"}}) == one);
  CHECK(marker_of({{"a.html", "a"}, {"b.html", "B"}}) != one);
  CHECK(marker_of({{"a.html", "a"}}) != one);
}
