#include "generator/publish/remote_site.h"

#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

using base::message;
using publish::Access;
using publish::RemoteSite;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

// What outlives a publication: the other machine.
struct Place {
  Files files;
  std::string lock;
};

// Breaks for good after some operations, each file of a write counted for itself.
class FakeStore : public publish::Store {
 public:
  FakeStore(Place& place, int lasts) : place_(place), left_(lasts) {}

  base::Result<std::optional<std::string>> read(std::string_view path) override {
    TRY(operate());
    const auto found = place_.files.find(std::string(path));
    if (found == place_.files.end()) return std::optional<std::string>();
    return std::optional(found->second);
  }
  base::Done write(std::span<const publish::Upload> files) override {
    // Several are on their way at a time: the last may arrive before the first.
    for (std::size_t i = files.size(); i > 0; --i) {
      TRY(operate());
      place_.files[files[i - 1].path] = files[i - 1].bytes;
    }
    return {};
  }
  base::Done remove(std::span<const std::string> paths) override {
    for (const std::string& path : paths) {
      TRY(operate());
      place_.files.erase(path);
    }
    return {};
  }
  base::Result<std::optional<std::string>> lock(std::string_view text) override {
    TRY(operate());
    if (!place_.lock.empty()) return std::optional(place_.lock);
    place_.lock = text;
    return std::optional<std::string>();
  }
  base::Done unlock() override {
    TRY(operate());
    place_.lock.clear();
    return {};
  }

 private:
  base::Done operate() {
    if (left_-- > 0) return {};
    return base::fail(base::ErrorKind::System, message("cut", "coupé"));
  }
  Place& place_;
  int left_;
};

constexpr int kForEver = 1'000'000;

// A page names what it points to, each with '>' before it.
std::vector<std::string> targets_of(const std::string& page) {
  std::vector<std::string> out;
  std::istringstream words(page);
  for (std::string word; words >> word;)
    if (word.front() == '>') out.push_back(word.substr(1));
  return out;
}

bool is_page(const std::string& path) { return path.ends_with(".html"); }

// What a reader must never meet: a page without a file it points to; from the home page on, a link
// to a page that is not there.
std::vector<std::string> faults_of(const Files& files) {
  std::vector<std::string> out;
  for (const auto& [path, bytes] : files) {
    if (!is_page(path)) continue;
    for (const std::string& target : targets_of(bytes))
      if (!is_page(target) && files.count(target) == 0) out.push_back(path + " -> " + target);
  }
  std::set<std::string> seen;
  std::vector<std::string> open = {"index.html"};
  while (!open.empty() && files.count("index.html") == 1) {
    const std::string path = open.back();
    open.pop_back();
    if (!seen.insert(path).second) continue;
    const auto page = files.find(path);
    if (page == files.end()) {
      out.push_back("a link to " + path);
      continue;
    }
    for (const std::string& target : targets_of(page->second))
      if (is_page(target)) open.push_back(target);
  }
  return out;
}

const Files kFirst = {
    {"index.html", "1 >css.1 >a.html >b.html"},
    {"a.html", "1 >css.1 >b.html"},
    {"b.html", "1 >css.1 >picture"},
    {"css.1", "blue"},
    {"picture", "old"},
    {"worker.js", "1"},
};
const Files kSecond = {
    {"index.html", "2 >css.2 >a.html >c.html"},
    {"a.html", "2 >css.2 >c.html"},
    {"c.html", "2 >css.2 >picture >new"},
    {"css.2", "red"},
    {"picture", "changed"},
    {"new", "new"},
    {"worker.js", "2"},
};

struct Machine {
  support::TemporaryFolder folder;
  fs::path lock_file() const { return folder.path() / "live.lock"; }

  publish::Source source(const Files& files) const {
    const fs::path site = folder.path() / "site";
    fs::remove_all(site);
    for (const auto& [path, bytes] : files) REQUIRE(base::write_file(site / path, bytes));
    publish::Source out;
    out.site = site;
    out.files = publish::read_outgoing(site, {}).value();
    return out;
  }
};

base::Result<base::Message> publish_to(Place& place, const Machine& machine, const Files& files,
                                       int lasts = kForEver,
                                       publish::WhenLocked when = publish::WhenLocked::Fail) {
  const publish::Source source = machine.source(files);
  RemoteSite site({"live", "fake://live", machine.lock_file(), when},
                  std::make_unique<FakeStore>(place, lasts));
  TRY(site.prepare(source, Access::Change));
  return site.publish(source, {});
}

Files without_own(Files files) {
  files.erase(std::string(publish::kManifestPath));
  return files;
}

}  // namespace

TEST_CASE("a site is published, and then only what changed of it") {
  Place place;
  const Machine machine;
  auto done = publish_to(place, machine, kFirst);
  REQUIRE(done);
  CHECK(done->en == "6 files sent, 0 deleted -> fake://live");
  CHECK(without_own(place.files) == kFirst);
  CHECK(place.lock.empty());

  done = publish_to(place, machine, kSecond);
  REQUIRE(done);
  CHECK(done->en == "7 files sent, 2 deleted -> fake://live");
  CHECK(without_own(place.files) == kSecond);

  done = publish_to(place, machine, kSecond);
  REQUIRE(done);
  CHECK(done->en == "0 files sent, 0 deleted -> fake://live");
}

TEST_CASE("looking changes nothing and takes no lock") {
  Place place;
  const Machine machine;
  REQUIRE(publish_to(place, machine, kFirst));
  const Files before = place.files;
  place.lock = "0123 other-machine 1";
  const publish::Source source = machine.source(kSecond);
  RemoteSite site({"live", "fake://live", machine.lock_file()},
                  std::make_unique<FakeStore>(place, kForEver));
  const auto preview = site.prepare(source, Access::Look);
  REQUIRE(preview);
  CHECK(preview->added == std::vector<std::string>{"c.html", "css.2", "new"});
  CHECK(preview->removed == std::vector<std::string>{"b.html", "css.1"});
  CHECK(place.files == before);
}

TEST_CASE("cut at any moment, no page points to what is not there, and the next one mends it") {
  // The second site is cut after every possible number of operations, then another one is
  // published: the same, the first again, or one that is cut as well.
  int cuts = 0;
  for (int lasts = 0;; ++lasts) {
    CAPTURE(lasts);
    Place place;
    const Machine machine;
    REQUIRE(publish_to(place, machine, kFirst));
    const bool whole = publish_to(place, machine, kSecond, lasts).has_value();
    CHECK(faults_of(place.files) == std::vector<std::string>{});
    for (const Files* next : {&kSecond, &kFirst}) {
      Place copy = place;
      const auto mended = publish_to(copy, machine, *next);
      if (!mended) FAIL(mended.error().message.en);
      CHECK(without_own(copy.files) == *next);
      CHECK(copy.lock.empty());
      // The lock was this machine's to take away only once.
      REQUIRE(base::write_file(machine.lock_file(), place.lock));
    }
    for (int again = 0; again < 12; again += 3) {
      Place copy = place;
      (void)publish_to(copy, machine, kFirst, again);
      CHECK(faults_of(copy.files) == std::vector<std::string>{});
      REQUIRE(publish_to(copy, machine, kFirst));
      CHECK(without_own(copy.files) == kFirst);
      REQUIRE(base::write_file(machine.lock_file(), place.lock));
    }
    if (whole) break;
    ++cuts;
  }
  CHECK(cuts > 10);
}

TEST_CASE("a publication that was cut goes on where it ended") {
  Files many = kFirst;
  for (int i = 0; i < 2000; ++i) many[fmt::format("file.{}", i)] = fmt::format("{}", i);
  Place place;
  const Machine machine;
  REQUIRE_FALSE(publish_to(place, machine, many, 1500));
  const auto done = publish_to(place, machine, many);
  REQUIRE(done);
  // What came after the manifest was saved last is sent twice.
  CHECK(done->en == "982 files sent, 0 deleted -> fake://live");
  CHECK(without_own(place.files) == many);
}

TEST_CASE("files that nobody published are left alone") {
  Place place;
  place.files["robots.txt"] = "mine";
  const Machine machine;
  const publish::Source source = machine.source(kFirst);
  RemoteSite site({"live", "fake://live", machine.lock_file()},
                  std::make_unique<FakeStore>(place, kForEver));
  const auto preview = site.prepare(source, Access::Change);
  REQUIRE(preview);
  REQUIRE(preview->notes.size() == 1);
  CHECK(preview->notes[0].en ==
        "nothing tells of an earlier publication there: everything is sent, and what may be there "
        "already is not deleted");
  REQUIRE(site.publish(source, {}));
  CHECK(place.files.at("robots.txt") == "mine");
}

TEST_CASE("somebody else's lock is respected until it is broken") {
  Place place;
  const Machine machine;
  place.lock = "0123456789abcdef other-machine 4711\x1b[2J";
  auto done = publish_to(place, machine, kFirst);
  REQUIRE_FALSE(done);
  CHECK(done.error().message.en == "somebody is publishing to 'live': other-machine 4711 [2J");
  CHECK(done.error().hint.en ==
        "wait with --lock wait; if that publication was killed, --lock break takes its lock away");
  CHECK(place.files.empty());
  done = publish_to(place, machine, kFirst, kForEver, publish::WhenLocked::Break);
  REQUIRE(done);
  CHECK(place.lock.empty());
}

TEST_CASE("two publications from one machine do not meet") {
  Place place;
  const Machine machine;
  const publish::Source source = machine.source(kFirst);
  RemoteSite first({"live", "fake://live", machine.lock_file()},
                   std::make_unique<FakeStore>(place, kForEver));
  REQUIRE(first.prepare(source, Access::Change));
  const auto second = publish_to(place, machine, kFirst);
  REQUIRE_FALSE(second);
  CHECK(second.error().message.en == "this machine is publishing to 'live' already");
}

TEST_CASE("a publication that nobody went on with leaves no lock") {
  Place place;
  const Machine machine;
  const publish::Source source = machine.source(kFirst);
  {
    RemoteSite site({"live", "fake://live", machine.lock_file()},
                    std::make_unique<FakeStore>(place, kForEver));
    REQUIRE(site.prepare(source, Access::Change));
    CHECK_FALSE(place.lock.empty());
  }
  CHECK(place.lock.empty());
  CHECK(place.files.empty());
}

TEST_CASE("a place without releases cannot go back") {
  Place place;
  const Machine machine;
  RemoteSite site({"live", "fake://live", machine.lock_file()},
                  std::make_unique<FakeStore>(place, kForEver));
  const auto done = site.roll_back();
  REQUIRE_FALSE(done);
  CHECK(done.error().message.en == "'live' keeps no earlier site to go back to");
}
