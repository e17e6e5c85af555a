#include "generator/preview/watcher.h"

#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

using preview::Watcher;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

// What wait() says after `change`; Woken when it says nothing within a while.
Watcher::Event after(Watcher& watcher, const std::function<void()>& change) {
  auto said = std::async(std::launch::async, [&] { return watcher.wait(1ms); });
  change();
  if (said.wait_for(400ms) == std::future_status::timeout) watcher.wake();
  return said.get();
}

}  // namespace

TEST_CASE("a change below a watched folder is told, whatever kind it is") {
  const support::TemporaryFolder temporary;
  const fs::path root = temporary.path() / "content";
  const fs::path file = root / "lessons/net/lesson.md";
  REQUIRE(base::write_file(file, "1"));
  auto watcher = Watcher::create({root}, {});
  REQUIRE(watcher);
  REQUIRE_FALSE(watcher->polls());
  const auto changed = Watcher::Event::Changed;
  CHECK(after(*watcher, [&] { REQUIRE(base::write_file(file, "2")); }) == changed);
  CHECK(after(*watcher, [&] { fs::rename(file, root / "lessons/other.md"); }) == changed);
  CHECK(after(*watcher, [&] { fs::remove(root / "lessons/other.md"); }) == changed);
  CHECK(after(*watcher, [&] { fs::create_directory(root / "lessons/new"); }) == changed);
  // In a folder that was not there at first.
  CHECK(after(*watcher, [&] { REQUIRE(base::write_file(root / "lessons/new/x.md", "1")); }) ==
        changed);
  CHECK(after(*watcher, [&] { fs::remove_all(root / "lessons"); }) == changed);
}

TEST_CASE("what is no input is not told") {
  const support::TemporaryFolder temporary;
  const fs::path root = temporary.path() / "site";
  REQUIRE(base::write_file(root / "site.toml", "1"));
  REQUIRE(base::write_file(root / "public/index.html", "1"));
  REQUIRE(base::write_file(root / ".git/index", "1"));
  auto watcher = Watcher::create({root}, {root / "public"});
  REQUIRE(watcher);
  const auto nothing = Watcher::Event::Woken;
  CHECK(after(*watcher, [] {}) == nothing);
  CHECK(after(*watcher, [&] { REQUIRE(base::write_file(root / "public/index.html", "2")); }) ==
        nothing);
  CHECK(after(*watcher, [&] { REQUIRE(base::write_file(root / ".git/index", "2")); }) == nothing);
  CHECK(after(*watcher, [&] { REQUIRE(base::write_file(root / ".x.swp", "2")); }) == nothing);
  CHECK(after(*watcher, [&] { REQUIRE(base::read_file(root / "site.toml")); }) == nothing);
}

TEST_CASE("a folder that comes later is told when it comes") {
  const support::TemporaryFolder temporary;
  auto watcher = Watcher::create({temporary.path() / "labs"}, {});
  REQUIRE(watcher);
  CHECK(after(*watcher, [&] { fs::create_directory(temporary.path() / "labs"); }) ==
        Watcher::Event::Changed);
}

TEST_CASE("when nothing changes for long enough, that is told too") {
  const support::TemporaryFolder temporary;
  auto watcher = Watcher::create({temporary.path()}, {});
  REQUIRE(watcher);
  CHECK(watcher->wait(1ms, 5ms) == Watcher::Event::Idle);
  REQUIRE(base::write_file(temporary.path() / "x", "1"));
  CHECK(watcher->wait(1ms, 5000ms) == Watcher::Event::Changed);
}
