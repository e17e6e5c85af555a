#include "generator/publish/release_folder.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

using publish::Access;
using publish::ReleaseFolder;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

struct Machine {
  support::TemporaryFolder folder;
  fs::path place() const { return folder.path() / "www"; }

  publish::Source source(const Files& files) const {
    const fs::path site = folder.path() / "site";
    fs::remove_all(site);
    for (const auto& [path, bytes] : files) REQUIRE(base::write_file(site / path, bytes));
    publish::Source out;
    out.site = site;
    out.files = publish::read_outgoing(site, {}).value();
    return out;
  }
  base::Result<base::Message> publish(const Files& files, std::size_t keep = 5) const {
    const publish::Source from = source(files);
    ReleaseFolder target({"live", place(), keep});
    TRY(target.prepare(from, Access::Change));
    return target.publish(from, {});
  }
  // What a reader sees.
  Files shown() const {
    Files out;
    const auto entries = base::list_files(place() / "current/").value();
    for (const base::FileEntry& entry : entries)
      out[entry.path] = base::read_file(place() / "current" / entry.path).value();
    return out;
  }
  std::size_t releases() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(place() / "releases")) ++count;
    return count;
  }
};

ino_t number_of(const fs::path& file) {
  struct stat info = {};
  REQUIRE(::stat(file.c_str(), &info) == 0);
  return info.st_ino;
}

const Files kFirst = {{"fr/index.html", "1"}, {"same.css", "blue"}};
const Files kSecond = {{"fr/index.html", "2"}, {"en/index.html", "2"}, {"same.css", "blue"}};

}  // namespace

TEST_CASE("a release is shown whole, and the next one shares what did not change") {
  const Machine machine;
  REQUIRE(machine.publish(kFirst));
  CHECK(fs::is_symlink(machine.place() / "current"));
  CHECK(machine.shown() == kFirst);
  const ino_t before = number_of(machine.place() / "current/same.css");
  REQUIRE(machine.publish(kSecond));
  CHECK(machine.shown() == kSecond);
  CHECK(number_of(machine.place() / "current/same.css") == before);
  CHECK(machine.releases() == 2);
}

TEST_CASE("the same site makes no release") {
  const Machine machine;
  REQUIRE(machine.publish(kFirst));
  const auto again = machine.publish(kFirst);
  REQUIRE(again);
  CHECK(again->en.starts_with("nothing has changed; "));
  CHECK(machine.releases() == 1);
}

TEST_CASE("a file of a release that somebody changed is not taken over") {
  const Machine machine;
  REQUIRE(machine.publish(kFirst));
  REQUIRE(base::write_file(machine.place() / "current/same.css", "hacked"));
  REQUIRE(machine.publish(kSecond));
  CHECK(machine.shown() == kSecond);
}

TEST_CASE("going back shows the release before, step by step") {
  const Machine machine;
  REQUIRE(machine.publish(kFirst));
  REQUIRE(machine.publish(kSecond));
  REQUIRE(machine.publish({{"fr/index.html", "3"}}));
  ReleaseFolder target({"live", machine.place(), 5});
  auto done = target.roll_back();
  REQUIRE(done);
  CHECK(done->en.starts_with("back to release 0002-"));
  CHECK(machine.shown() == kSecond);
  REQUIRE(target.roll_back());
  CHECK(machine.shown() == kFirst);
  done = target.roll_back();
  REQUIRE_FALSE(done);
  CHECK(done.error().message.en == "'live' has no release before the one it shows");
  CHECK(machine.shown() == kFirst);
}

TEST_CASE("old releases go, the one that is shown stays") {
  const Machine machine;
  for (int i = 0; i < 6; ++i) {
    REQUIRE(machine.publish({{"index.html", std::to_string(i)}}, 3));
    CHECK(machine.releases() <= 3);
  }
  CHECK(machine.shown() == Files{{"index.html", "5"}});
  CHECK(fs::read_symlink(machine.place() / "current").filename().string().starts_with("0006-"));
}

TEST_CASE("killed at any moment, readers see the old site or the new one") {
  // A process is killed after a growing number of files; what it leaves is looked at from outside.
  for (std::size_t files = 0; files <= kSecond.size(); ++files) {
    CAPTURE(files);
    const Machine machine;
    REQUIRE(machine.publish(kFirst));
    const publish::Source source = machine.source(kSecond);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ReleaseFolder target({"live", machine.place(), 5});
      if (!target.prepare(source, Access::Change)) ::_exit(1);
      if (files == 0) ::_exit(0);
      (void)target.publish(source, [&](std::size_t done, std::size_t) {
        if (done == files) ::_exit(0);
      });
      ::_exit(2);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WEXITSTATUS(status) == 0);
    CHECK(machine.shown() == kFirst);
    REQUIRE(machine.publish(kSecond));
    CHECK(machine.shown() == kSecond);
    CHECK(machine.releases() == 2);
  }
}

TEST_CASE("what is no link is not replaced by one") {
  const Machine machine;
  REQUIRE(base::write_file(machine.place() / "current/precious.txt", "x"));
  const auto done = machine.publish(kFirst);
  REQUIRE_FALSE(done);
  CHECK(done.error().message.en == fmt::format("'{}' is no link, so no release can be shown there",
                                               (machine.place() / "current").generic_string()));
  CHECK(fs::exists(machine.place() / "current/precious.txt"));
}

TEST_CASE("two publications to one folder do not meet") {
  const Machine machine;
  const publish::Source source = machine.source(kFirst);
  ReleaseFolder first({"live", machine.place(), 5});
  REQUIRE(first.prepare(source, Access::Change));
  const auto second = machine.publish(kFirst);
  REQUIRE_FALSE(second);
  CHECK(second.error().message.en == "somebody is publishing to 'live'");
}

TEST_CASE("looking makes no folder") {
  const Machine machine;
  const publish::Source source = machine.source(kFirst);
  ReleaseFolder target({"live", machine.place(), 5});
  const auto preview = target.prepare(source, Access::Look);
  REQUIRE(preview);
  CHECK(preview->added.size() == 2);
  CHECK_FALSE(fs::exists(machine.place()));
}
