#include "generator/preview/live_site.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tree.h"

using preview::LiveSite;
using preview::Update;
namespace fs = std::filesystem;

namespace {

class Workshop {
 public:
  Workshop() {
    const fs::path clean = fs::path(SOURCE_DIR) / "tests" / "golden" / "clean";
    fs::create_directories(root());
    fs::copy(clean / "content", root() / "content", fs::copy_options::recursive);
    fs::copy(clean / "labs", root() / "labs", fs::copy_options::recursive);
    fs::current_path(root());  // problems name files from here
  }
  ~Workshop() { fs::current_path("/"); }

  fs::path root() const { return folder_.path() / "course"; }
  pipeline::Project project() const {
    pipeline::Project out;
    out.root = root();
    out.build = folder_.path() / "build";
    out.content_shown_as = "content";
    out.site_shown_as = "site/site.toml";
    out.default_theme = fs::path(SOURCE_DIR) / "themes" / "default";
    return out;
  }
  LiveSite live() const {
    pipeline::Options options;
    options.jobs = 2;
    auto live = LiveSite::create(project(), options);
    REQUIRE(live);
    return std::move(*live);
  }
  // A lesson in French, and a page of it.
  fs::path lesson() const {
    for (const auto& entry : fs::recursive_directory_iterator(root() / "content/lessons"))
      if (entry.path().filename() == "lesson.fr.md") found_.push_back(entry.path());
    std::sort(found_.begin(), found_.end());
    return found_.front();
  }
  static void append(const fs::path& file, const std::string& text) {
    REQUIRE(base::write_file(file, base::read_file(file).value() + text));
  }

 private:
  support::TemporaryFolder folder_;
  mutable std::vector<fs::path> found_;
};

bool has(const std::vector<std::string>& list, const std::string& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

TEST_CASE("an edit is told with the pages that it changed, an error with its page, a repair too") {
  const Workshop workshop;
  LiveSite live = workshop.live();
  const Update first = live.build();
  CHECK(first.problems.empty());
  REQUIRE(fs::exists(live.folder() / "index.html"));
  CHECK_FALSE(fs::exists(workshop.root() / "site"));  // the published site is another

  const fs::path lesson = workshop.lesson();
  const std::string shown = lesson.lexically_relative(workshop.root()).generic_string();
  const std::string before = base::read_file(lesson).value();
  Workshop::append(lesson, "\nEncore une phrase.\n");
  const Update edited = live.build();
  CHECK(edited.problems.empty());
  REQUIRE(edited.pages.count(shown) == 1);
  const std::string page = edited.pages.at(shown).front();
  CHECK(has(edited.changed, page));
  CHECK(edited.changed.size() < 30);
  CHECK(base::read_file(live.folder() / page).value().find("Encore une phrase") !=
        std::string::npos);

  Workshop::append(lesson, "\n[nulle part](../nowhere/lesson.fr.md)\n");
  const Update broken = live.build();
  REQUIRE(broken.problems.size() == 1);
  CHECK(broken.problems[0].error.where.file == shown);
  CHECK(broken.problems[0].report_en.find("[nulle part](../nowhere/lesson.fr.md)") !=
        std::string::npos);
  CHECK(broken.pages.at(shown).front() == page);
  CHECK(broken.changed.empty());  // what was good is still shown

  REQUIRE(base::write_file(lesson, before));
  const Update repaired = live.build();
  CHECK(repaired.problems.empty());
  CHECK(has(repaired.changed, page));

  CHECK(live.build().changed.empty());  // nothing was saved
}

TEST_CASE("whatever was edited, the preview is that of a process that has just begun") {
  const Workshop workshop;
  LiveSite live = workshop.live();
  live.build();
  const fs::path lesson = workshop.lesson(), folder = lesson.parent_path();
  const std::string before = base::read_file(lesson).value();
  const auto same = [&] {
    LiveSite other = workshop.live();
    CHECK(other.build().problems.size() == live.build().problems.size());
    CHECK(support::read_tree(other.folder()) == support::read_tree(live.folder()));
  };
  Workshop::append(lesson, "\nEncore une phrase.\n");
  live.build();
  Workshop::append(lesson, "\n[nulle part](../nowhere/lesson.fr.md)\n");
  live.build();
  CHECK(live.build().problems.size() == 1);  // again, and nothing of it is new
  REQUIRE(base::write_file(lesson, before + "\nAutre chose.\n"));
  live.build();
  same();
  live.rest();
  // A page goes, and comes back.
  fs::rename(folder, workshop.root() / "away");
  live.build();
  fs::rename(workshop.root() / "away", folder);
  live.build();
  same();
  // What the next process begins with is what this one has left.
  REQUIRE(base::write_file(lesson, before));
  live.build();
  live.rest();
  live.build();
  same();
}

TEST_CASE("what a preview has left spares the next one its work") {
  const Workshop workshop;
  {
    LiveSite live = workshop.live();
    live.build();
    Workshop::append(workshop.lesson(), "\nEncore une phrase.\n");
    live.build();
  }
  LiveSite next = workshop.live();
  next.build();
  CHECK(next.pages_made() == 0);
}

TEST_CASE("where an error is, is known also when an earlier run found it") {
  const Workshop workshop;
  const fs::path lesson = workshop.lesson();
  Workshop::append(lesson, "\n[nulle part](../nowhere/lesson.fr.md)\n");
  {
    LiveSite live = workshop.live();
    CHECK(live.build().problems.size() == 1);
  }
  LiveSite live = workshop.live();
  const Update first = live.build();
  REQUIRE(first.problems.size() == 1);
  CHECK(first.pages.count(first.problems[0].error.where.file) == 1);
}

TEST_CASE("a build that cannot be is a problem, and the next one mends it") {
  const Workshop workshop;
  LiveSite live = workshop.live();
  live.build();
  fs::rename(workshop.root() / "content", workshop.root() / "away");
  const Update broken = live.build();
  CHECK_FALSE(broken.problems.empty());
  fs::rename(workshop.root() / "away", workshop.root() / "content");
  CHECK(live.build().problems.empty());
}

TEST_CASE("drafts are shown") {
  const Workshop workshop;
  const fs::path folder = workshop.lesson().parent_path();
  const std::string meta = base::read_file(folder / "lesson.toml").value();
  REQUIRE(base::write_file(folder / "lesson.toml", "status = \"draft\"\n" + meta));
  LiveSite live = workshop.live();
  const Update first = live.build();
  const std::string shown = workshop.lesson().lexically_relative(workshop.root()).generic_string();
  REQUIRE(first.pages.count(shown) == 1);
  CHECK(fs::exists(live.folder() / first.pages.at(shown).front()));
}

TEST_CASE("two previews of one course do not share a folder") {
  const Workshop workshop;
  LiveSite first = workshop.live(), second = workshop.live();
  CHECK(first.folder() != second.folder());
  CHECK(first.build().problems.empty());
  CHECK(second.build().problems.empty());
}
