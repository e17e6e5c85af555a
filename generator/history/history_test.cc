#include "generator/history/history.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "generator/history/test_repository.h"

using namespace history;
namespace fs = std::filesystem;

namespace {

Repository open(const fs::path& folder) {
  auto opened = Repository::open(folder);
  REQUIRE(opened);
  REQUIRE(*opened);
  return std::move(**opened);
}

History read(const fs::path& folder, const Options& options = {}) {
  auto history = open(folder).read(options);
  REQUIRE(history);
  return std::move(*history);
}

// "a.md 2020-01-03 2020-01-02; …": path, last change, first publication.
std::string dates(const History& history) {
  std::string out;
  const auto date = [](const std::optional<Change>& change) {
    return change ? utc_date(change->when) : std::string("?");
  };
  for (const FileHistory& file : history.files)
    out += fmt::format("{}{} {} {}", out.empty() ? "" : "; ", file.path, date(file.last),
                       date(file.first));
  return out;
}

}  // namespace

TEST_CASE("a file is dated by the commits that changed it") {
  TestRepository git;
  git.commit({{"a.md", "1"}, {"d/b.md", "1"}});          // 2020-01-02
  git.commit({{"a.md", "2"}, {"d/b.md", "1"}}, "edit");  // 03
  const std::string last =
      git.commit({{"a.md", "2"}, {"d/b.md", "1"}, {"d/e/c.md", "new"}}, "add c\n\nbody");
  const History history = read(git.path());
  CHECK(history.head == last);
  CHECK(history.prefix.empty());
  CHECK_FALSE(history.shallow);
  CHECK(dates(history) ==
        "a.md 2020-01-03 2020-01-02; d/b.md 2020-01-02 2020-01-02; d/e/c.md 2020-01-04 2020-01-04");
  const FileHistory* c = history.find("d/e/c.md");
  REQUIRE(c != nullptr);
  CHECK(c->last->commit == last);
  CHECK(c->last->subject == "add c");
  CHECK(c->blob == blob_id("new"));
  CHECK(history.find("d/e") == nullptr);
  CHECK(history.find("z") == nullptr);
  CHECK(history.find("") == nullptr);
}

TEST_CASE("a folder of a repository has its own files and no others") {
  TestRepository git;
  git.write("content/x", "");
  git.commit({{"content/a.md", "1"}, {"contents/b.md", "1"}, {"c.md", "1"}});
  git.commit({{"content/a.md", "1"}, {"contents/b.md", "2"}, {"c.md", "2"}});
  const History history = read(git.path() / "content");
  CHECK(history.prefix == "content/");
  CHECK(dates(history) == "a.md 2020-01-02 2020-01-02");
  CHECK(dates(read(git.path() / "content", {{".toml"}})) == "");
  CHECK(dates(read(git.path(), {{".md"}})) ==
        "c.md 2020-01-03 2020-01-02; content/a.md 2020-01-02 2020-01-02; contents/b.md 2020-01-03 "
        "2020-01-02");
}

TEST_CASE("a merge changes only what differs from all that it joins") {
  TestRepository git;
  const std::string root = git.commit({{"a", "0"}, {"b", "0"}, {"c", "0"}});                  // 02
  const std::string left = git.commit({{"a", "1"}, {"b", "0"}, {"c", "1"}}, "left", {root});  // 03
  const std::string right =
      git.commit({{"a", "0"}, {"b", "1"}, {"c", "2"}}, "right", {root});     // 04
  git.commit({{"a", "1"}, {"b", "1"}, {"c", "3"}}, "merge", {left, right});  // 05
  const History history = read(git.path(), {{}, false, 9});
  CHECK(dates(history) ==
        "a 2020-01-03 2020-01-02; b 2020-01-04 2020-01-02; c 2020-01-05 2020-01-02");
  std::vector<std::string> subjects;
  for (const Change& change : history.find("c")->changes) subjects.push_back(change.subject);
  CHECK(subjects == std::vector<std::string>{"merge", "right", "left", "change"});
}

TEST_CASE("an octopus and clocks that run backwards lead to the same dates") {
  TestRepository git;
  const std::string root = git.commit({{"a", "0"}, {"b", "0"}, {"c", "0"}}, "root");
  git.time = 1'000'000'000;  // before the root: 2001-09-09
  const std::string one = git.commit({{"a", "1"}, {"b", "0"}, {"c", "0"}}, "one", {root});
  const std::string two = git.commit({{"a", "0"}, {"b", "1"}, {"c", "0"}}, "two", {root});
  const std::string three = git.commit({{"a", "0"}, {"b", "0"}, {"c", "1"}}, "three", {root});
  git.commit({{"a", "1"}, {"b", "1"}, {"c", "1"}}, "all", {one, two, three});
  CHECK(dates(read(git.path())) ==
        "a 2001-09-09 2020-01-02; b 2001-09-10 2020-01-02; c 2001-09-11 2020-01-02");
}

TEST_CASE("a file that is moved as it is keeps its history; one that is made again begins anew") {
  TestRepository git;
  git.commit({{"content/old/a.md", "text"}, {"content/b.md", "b"}});    // 02
  git.commit({{"content/old/a.md", "text 2"}, {"content/b.md", "b"}});  // 03
  git.commit({{"content/new/a.md", "text 2"}});                         // 04: moved; b is gone
  git.commit({{"content/new/a.md", "text 2"}, {"content/b.md", "b again"}});  // 05
  git.write("content/x", "");
  const History history = read(git.path() / "content");
  CHECK(dates(history) == "b.md 2020-01-05 2020-01-05; new/a.md 2020-01-03 2020-01-02");
  CHECK(history.find("new/a.md")->former_paths == std::vector<std::string>{"old/a.md"});
}

TEST_CASE("a whole course that is moved into the folder is followed out of it") {
  TestRepository git;
  git.commit({{"docs/x/a.md", "a"}, {"docs/x/b.md", "same"}, {"docs/y/b.md", "same"}});
  git.commit({{"docs/x/a.md", "a 2"}, {"docs/x/b.md", "same"}, {"docs/y/b.md", "same"}});
  git.commit({{"content/x/a.md", "a 2"}, {"content/x/b.md", "same"}, {"content/y/c.md", "same"}});
  git.write("content/x/a.md", "a 2");
  const History history = read(git.path() / "content");
  CHECK(dates(history) ==
        "x/a.md 2020-01-03 2020-01-02; x/b.md 2020-01-02 2020-01-02; y/c.md 2020-01-02 2020-01-02");
  CHECK(history.find("x/a.md")->former_paths == std::vector<std::string>{"/docs/x/a.md"});
  const auto before = open(git.path() / "content")
                          .content_at(history.find("x/a.md")->first->commit, "/docs/x/a.md");
  REQUIRE(before);
  CHECK(*before == "a");
}

TEST_CASE("links and submodules are no files, and a file that becomes one is gone") {
  TestRepository git;
  using Kind = TestFile::Kind;
  const std::string id(40, '1');
  git.commit({{"a", "1"}, {"b", "1"}, {"l", {Kind::Link, "a"}}, {"m", {Kind::Submodule, id}}});
  git.commit({{"a", {Kind::Link, "b"}}, {"b", {Kind::Executable, "1"}}, {"l", "2"}, {"m/x", "3"}});
  // The executable bit is no change of the text.
  CHECK(dates(read(git.path())) ==
        "b 2020-01-02 2020-01-02; l 2020-01-03 2020-01-03; m/x 2020-01-03 2020-01-03");
}

TEST_CASE("authors are counted, most changes first, and only when they are asked for") {
  TestRepository git;
  git.author = "Zoé";
  git.commit({{"a", "1"}, {"b", "1"}});
  git.author = "Ada";
  git.commit({{"a", "2"}, {"b", "2"}});
  git.author = "Zoé";
  git.commit({{"a", "3"}, {"b", "2"}});
  CHECK(read(git.path()).find("a")->authors.empty());
  const History history = read(git.path(), {{}, true});
  CHECK(history.find("a")->authors == std::vector<std::string>{"Zoé", "Ada"});
  CHECK(history.find("b")->authors == std::vector<std::string>{"Ada", "Zoé"});
}

TEST_CASE("the list of changes is as long as asked for, the newest first") {
  TestRepository git;
  for (int i = 1; i <= 5; ++i) git.commit({{"a", std::to_string(i)}}, fmt::format("change {}", i));
  CHECK(read(git.path()).find("a")->changes.empty());
  const History history = read(git.path(), {{}, false, 2});
  const auto& changes = history.find("a")->changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].subject == "change 5");
  CHECK(changes[1].subject == "change 4");
  CHECK(utc_date(history.find("a")->first->when) == "2020-01-02");
}

TEST_CASE("what a commit says of itself is shown without harm") {
  TestRepository git;
  git.author = "A\x1b[31m\xFFn";
  git.offset = 330;
  git.commit({{"a", "1"}}, std::string("s\x1b]0;x\x07 \xC3\xA9 \xC3 ") + std::string(300, 'x'));
  const History history = read(git.path(), {{}, true});
  const FileHistory& file = *history.find("a");
  CHECK(file.authors == std::vector<std::string>{"A [31m?n"});
  CHECK(file.last->subject.size() == 200);
  CHECK(file.last->subject.starts_with("s ]0;x  é ? xxx"));
  CHECK(file.last->when.offset_minutes == 330);
}

TEST_CASE("a name beyond ASCII is its bytes") {
  TestRepository git;
  git.commit({{"été/ключ.md", "1"}});
  CHECK(dates(read(git.path())) == "été/ключ.md 2020-01-02 2020-01-02");
}

TEST_CASE("without a repository, and in a bare one, there is no history, and that is no failure") {
  const support::TemporaryFolder nowhere;
  auto opened = Repository::open(nowhere.path());
  REQUIRE(opened);
  CHECK_FALSE(*opened);
  opened = Repository::open(nowhere.path() / "absent");
  REQUIRE(opened);
  CHECK_FALSE(*opened);
  CHECK(notices(nullptr).at(0).en ==
        "no git repository holds this course: its pages carry no dates");
}

TEST_CASE("before the first commit, and in a folder nobody committed, no file has a date") {
  TestRepository git;
  git.write("content/a.md", "1");
  const Repository repository = open(git.path() / "content");
  auto head = repository.head();
  REQUIRE(head);
  CHECK(*head == "");
  auto history = repository.read();
  REQUIRE(history);
  CHECK(history->files.empty());
  CHECK(notices(&*history).size() == 1);
  git.commit({{"elsewhere.md", "1"}});
  CHECK(read(git.path() / "content").files.empty());
  CHECK(*open(git.path()).head() != "");
}

TEST_CASE("a text on the disk is told from what is committed") {
  TestRepository git;
  git.commit({{"a", "committed"}});
  CHECK(read(git.path()).find("a")->blob == blob_id("committed"));
  CHECK(read(git.path()).find("a")->blob != blob_id("edited"));
  CHECK(blob_id("") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");  // as every git has it
}

TEST_CASE("a shallow clone knows what it has and says that it is one") {
  TestRepository git;
  git.commit({{"a", "1"}, {"b", "1"}});
  const std::string edge = git.commit({{"a", "2"}, {"b", "1"}});
  const std::string root = git.tree_of(edge);
  git.commit({{"a", "3"}, {"b", "1"}});
  git.write(".git/shallow", edge + "\n");
  const History history = read(git.path());
  CHECK(history.shallow);
  CHECK(dates(history) == "a 2020-01-04 ?; b ? ?");
  CHECK(notices(&history).at(0).en.starts_with("this is a shallow clone"));
}

TEST_CASE("a walk that would take too long stops, and says so") {
  TestRepository git;
  for (int i = 0; i < 10; ++i) git.commit({{"a", "1"}, {"b", std::to_string(i)}});
  const History history = read(git.path(), {{}, false, 0, 3});
  CHECK(history.cut);
  CHECK(dates(history) == "a ? ?; b 2020-01-11 ?");
  CHECK(notices(&history).size() == 1);
  CHECK(notices(&history).at(0).fr != notices(&history).at(0).en);
}

TEST_CASE("an older text is found by its commit or by its own id") {
  TestRepository git;
  const std::string first = git.commit({{"content/a", "one"}, {"b", "top"}});
  git.commit({{"content/a", "two"}, {"b", "top"}});
  git.write("content/x", "");
  const Repository repository = open(git.path() / "content");
  struct Case {
    std::string revision, path, text;
  };
  for (const Case& c : std::vector<Case>{{first, "a", "one"},
                                         {first.substr(0, 7), "a", "one"},
                                         {blob_id("one"), "whatever", "one"},
                                         {first, "/b", "top"}}) {
    CAPTURE(c.revision, c.path);
    const auto text = repository.content_at(c.revision, c.path);
    REQUIRE(text);
    REQUIRE(*text);
    CHECK(**text == c.text);
  }
  for (const Case& c : std::vector<Case>{{first, "absent", ""},
                                         {first, "", ""},
                                         {first.substr(0, 6), "a", ""},  // too short to be sure
                                         {std::string(40, 'f'), "a", ""},
                                         {"HEAD~1", "a", ""},
                                         {git.tree_of(first), "a", ""},
                                         {first, "../b", ""}}) {
    CAPTURE(c.revision, c.path);
    const auto text = repository.content_at(c.revision, c.path);
    REQUIRE(text);
    CHECK_FALSE(*text);
  }
}

TEST_CASE("a worktree, whose .git is a file, has the history of its repository") {
  TestRepository git;
  const std::string id = git.commit({{"a", "1"}});
  const support::TemporaryFolder other;
  // What `git worktree add` writes.
  const fs::path admin = git.path() / ".git/worktrees/w";
  fs::create_directories(admin);
  std::ofstream(admin / "HEAD") << id << "\n";
  std::ofstream(admin / "commondir") << "../..\n";
  std::ofstream(admin / "gitdir") << (other.path() / ".git").string() << "\n";
  std::ofstream(other.path() / ".git") << "gitdir: " << admin.string() << "\n";
  CHECK(dates(read(other.path())) == "a 2020-01-02 2020-01-02");
}

TEST_CASE("a moment is a day in UTC") {
  CHECK(utc_date({0, 0}) == "1970-01-01");
  CHECK(utc_date({-1, 0}) == "1969-12-31");
  CHECK(utc_date({951'782'399, 0}) == "2000-02-28");
  CHECK(utc_date({951'782'400, 600}) == "2000-02-29");
  CHECK(utc_date({4'107'542'399, 0}) == "2100-02-28");
  CHECK(utc_date({4'107'542'400, 0}) == "2100-03-01");
}
