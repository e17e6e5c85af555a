#include "generator/publish/git_branch.h"

#include <git2.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>

#include "generator/base/files.h"
#include "generator/publish/course_revision.h"
#include "tests/support/temporary_folder.h"

using publish::Access;
using publish::GitBranch;
namespace fs = std::filesystem;

// Leaks of libgit2 1.5 itself: a match that found nothing, a pack that could not be written.
// (Frames of the library are only seen by the slow way of looking at the stack.)
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "fast_unwind_on_malloc=0"; }
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libpcre2-8.so\nleak:git_indexer_new\n";
}

namespace {

using Files = std::map<std::string, std::string>;
const std::string kRevision = "0123456789abcdef0123456789abcdef01234567";

// A bare repository on the disk, and this machine with its memory of it.
struct Machine {
  support::TemporaryFolder folder;
  fs::path remote = folder.path() / "remote.git";
  std::string memory = "memory.git";
  std::string url = remote.string();

  Machine() {
    publish::git::start_library();
    git_repository* raw = nullptr;
    REQUIRE(git_repository_init(&raw, remote.c_str(), 1) == 0);
    git_repository_free(raw);
  }

  publish::Source source(const Files& files) const {
    const fs::path site = folder.path() / "site";
    fs::remove_all(site);
    for (const auto& [path, bytes] : files) REQUIRE(base::write_file(site / path, bytes));
    publish::Source out;
    out.site = site;
    out.files = publish::read_outgoing(site, {}).value();
    out.revision = kRevision;
    out.time = 1'700'000'000;
    return out;
  }
  GitBranch branch(bool replace = false) const {
    return GitBranch(
        {"live", url, "gh-pages", folder.path() / memory, "Ada", "ada@example.org", replace});
  }
  base::Result<base::Message> publish(const Files& files, bool replace = false) const {
    const publish::Source from = source(files);
    GitBranch target = branch(replace);
    TRY(target.prepare(from, Access::Change));
    return target.publish(from, {});
  }

  // What the other side has.
  struct Opened {
    publish::git::Owned<git_repository> repository;
    publish::git::Owned<git_commit> tip;
  };
  Opened look() const {
    Opened out;
    git_repository* raw = nullptr;
    REQUIRE(git_repository_open_bare(&raw, remote.c_str()) == 0);
    out.repository.reset(raw);
    git_oid id;
    REQUIRE(git_reference_name_to_id(&id, raw, "refs/heads/gh-pages") == 0);
    git_commit* commit = nullptr;
    REQUIRE(git_commit_lookup(&commit, raw, &id) == 0);
    out.tip.reset(commit);
    return out;
  }
  Files shown() const {
    const Opened at = look();
    git_tree* raw = nullptr;
    REQUIRE(git_commit_tree(&raw, at.tip.get()) == 0);
    const publish::git::Owned<git_tree> tree(raw);
    struct Walk {
      git_repository* repository;
      Files files;
    } walk{at.repository.get(), {}};
    git_tree_walk(
        raw, GIT_TREEWALK_PRE,
        [](const char* root, const git_tree_entry* entry, void* payload) {
          auto& to = *static_cast<Walk*>(payload);
          git_blob* blob = nullptr;
          if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB ||
              git_blob_lookup(&blob, to.repository, git_tree_entry_id(entry)) != 0)
            return 0;
          to.files[std::string(root) + git_tree_entry_name(entry)] =
              std::string(static_cast<const char*>(git_blob_rawcontent(blob)),
                          static_cast<std::size_t>(git_blob_rawsize(blob)));
          git_blob_free(blob);
          return 0;
        },
        &walk);
    CHECK(walk.files.erase(".nojekyll") == 1);
    return walk.files;
  }
  std::string tip() const {
    std::array<char, GIT_OID_HEXSZ + 1> hex{};
    const Opened at = look();
    git_oid_tostr(hex.data(), hex.size(), git_commit_id(at.tip.get()));
    return hex.data();
  }
  // Somebody commits to the branch by hand, after what is there or, `anew`, instead of it.
  void commit_by_hand(const std::string& words, bool anew = false) const {
    git_repository* raw = nullptr;
    REQUIRE(git_repository_open_bare(&raw, remote.c_str()) == 0);
    const publish::git::Owned<git_repository> repository(raw);
    git_treebuilder* builder = nullptr;
    REQUIRE(git_treebuilder_new(&builder, raw, nullptr) == 0);
    git_oid tree_id, id;
    REQUIRE(git_treebuilder_write(&tree_id, builder) == 0);
    git_treebuilder_free(builder);
    git_tree* tree = nullptr;
    REQUIRE(git_tree_lookup(&tree, raw, &tree_id) == 0);
    const publish::git::Owned<git_tree> tree_owner(tree);
    git_signature* signature = nullptr;
    REQUIRE(git_signature_new(&signature, "Eve", "eve@example.org", 1'700'000'001, 0) == 0);
    const publish::git::Owned<git_signature> signature_owner(signature);
    git_reference* branch = nullptr;
    git_commit* parent = nullptr;
    if (!anew && git_reference_lookup(&branch, raw, "refs/heads/gh-pages") == 0)
      REQUIRE(git_commit_lookup(&parent, raw, git_reference_target(branch)) == 0);
    git_reference_free(branch);
    const publish::git::Owned<git_commit> parent_owner(parent);
    const git_commit* parents[] = {parent};
    REQUIRE(git_commit_create(&id, raw, nullptr, signature, signature, nullptr, words.c_str(), tree,
                              parent != nullptr ? 1 : 0, parents) == 0);
    REQUIRE(git_reference_create(&branch, raw, "refs/heads/gh-pages", &id, 1, nullptr) == 0);
    git_reference_free(branch);
  }
};

const Files kFirst = {{"fr/index.html", "1"}, {"same.css", "blue"}};
const Files kSecond = {{"fr/index.html", "2"}, {"en/index.html", "2"}, {"same.css", "blue"}};

}  // namespace

TEST_CASE("a site becomes a commit that says which commit of the course it comes from") {
  const Machine machine;
  REQUIRE(machine.publish(kFirst));
  CHECK(machine.shown() == kFirst);
  const Machine::Opened at = machine.look();
  CHECK(std::string(git_commit_message(at.tip.get())) ==
        "Publish the course at 0123456789ab\n\nAtelier-Source: " + kRevision + "\n");
  CHECK(git_commit_parentcount(at.tip.get()) == 0);
  CHECK(std::string(git_commit_author(at.tip.get())->name) == "Ada");
  CHECK(git_commit_time(at.tip.get()) == 1'700'000'000);
}

TEST_CASE("a publication is a commit after the one before, also over file://") {
  Machine machine;
  machine.url = "file://" + machine.remote.string();
  REQUIRE(machine.publish(kFirst));
  const std::string first = machine.tip();
  const publish::Source source = machine.source(kSecond);
  GitBranch target = machine.branch();
  const auto preview = target.prepare(source, Access::Change);
  REQUIRE(preview);
  CHECK(preview->added == std::vector<std::string>{"en/index.html"});
  CHECK(preview->changed == std::vector<std::string>{"fr/index.html"});
  CHECK(preview->unchanged == 2);  // with .nojekyll
  CHECK(machine.tip() == first);   // nothing is there before publish()
  REQUIRE(target.publish(source, {}));
  CHECK(machine.shown() == kSecond);
  CHECK(git_commit_parentcount(machine.look().tip.get()) == 1);

  const std::string second = machine.tip();
  const auto again = machine.publish(kSecond);
  REQUIRE(again);
  CHECK(again->en.starts_with("nothing has changed; gh-pages of "));
  CHECK(machine.tip() == second);
}

TEST_CASE("another machine goes on from what is there") {
  Machine machine;
  REQUIRE(machine.publish(kFirst));
  machine.memory = "other.git";
  REQUIRE(machine.publish(kSecond));
  machine.memory = "memory.git";
  REQUIRE(machine.publish(kFirst));
  CHECK(machine.shown() == kFirst);
}

TEST_CASE("what others committed to the branch is not undone unasked") {
  const Machine machine;
  SECTION("after a publication") {
    REQUIRE(machine.publish(kFirst));
    machine.commit_by_hand("Repair a typo\n\nby hand");
    machine.commit_by_hand("And another");
    const std::string tip = machine.tip();
    auto done = machine.publish(kSecond);
    REQUIRE_FALSE(done);
    CHECK(done.error().message.en ==
          "the branch 'gh-pages' has diverged: since it was published last, others committed to it "
          "(2, the newest: 'And another')");
    CHECK(done.error().hint.en ==
          "take what they changed into the course, then publish with --replace: their commits stay "
          "in the branch's history, their files do not");
    CHECK(machine.tip() == tip);
    done = machine.publish(kSecond, true);
    REQUIRE(done);
    CHECK(machine.shown() == kSecond);
    CHECK(git_commit_parentcount(machine.look().tip.get()) == 1);  // nothing was forced
  }
  SECTION("in a branch of somebody else") {
    machine.commit_by_hand("My own site");
    const auto done = machine.publish(kSecond);
    REQUIRE_FALSE(done);
    CHECK(done.error().message.en ==
          "the branch 'gh-pages' holds something else than this course: its last commit is 'My own "
          "site'");
  }
  SECTION("when the branch was rewritten") {
    REQUIRE(machine.publish(kFirst));
    const std::string mine = machine.tip().substr(0, 12);
    machine.commit_by_hand("Publish\n\nAtelier-Source: unknown\n", true);
    const auto done = machine.publish(kSecond);
    REQUIRE_FALSE(done);
    CHECK(done.error().message.en ==
          "the branch 'gh-pages' has diverged: what this machine published last (" + mine +
              ") is no longer in it; somebody has set it back, or rewritten it");
    REQUIRE(machine.publish(kSecond, true));
    CHECK(machine.shown() == kSecond);
  }
}

TEST_CASE("somebody who pushes between the question and the answer is not overrun") {
  const Machine machine;
  REQUIRE(machine.publish(kFirst));
  const publish::Source source = machine.source(kSecond);
  GitBranch target = machine.branch();
  REQUIRE(target.prepare(source, Access::Change));
  machine.commit_by_hand("Meanwhile");
  const std::string tip = machine.tip();
  const auto done = target.publish(source, {});
  REQUIRE_FALSE(done);
  CHECK(machine.tip() == tip);
}

TEST_CASE("going back is a commit too, and goes on going back") {
  const Machine machine;
  REQUIRE(machine.publish(kFirst));
  REQUIRE(machine.publish(kSecond));
  REQUIRE(machine.publish({{"fr/index.html", "3"}}));
  GitBranch target = machine.branch();
  REQUIRE(target.roll_back());
  CHECK(machine.shown() == kSecond);
  REQUIRE(target.roll_back());
  CHECK(machine.shown() == kFirst);
  const auto done = target.roll_back();
  REQUIRE_FALSE(done);
  CHECK(done.error().message.en == "the branch 'gh-pages' holds no earlier site to go back to");
  REQUIRE(machine.publish(kSecond));
  CHECK(machine.shown() == kSecond);
}

TEST_CASE("a repository that is not there, and one that may not be written, are told") {
  Machine machine;
  SECTION("not there") {
    machine.url = (machine.folder.path() / "nowhere.git").string();
    const auto done = machine.publish(kFirst);
    REQUIRE_FALSE(done);
    CHECK(
        done.error().message.en.starts_with("cannot read the repository '" + machine.url + "': "));
  }
  SECTION("read-only") {
    REQUIRE(machine.publish(kFirst));
    const std::string tip = machine.tip();
    // Root may write everywhere: be somebody else for a while. The memory is theirs.
    const bool root = ::geteuid() == 0;
    constexpr uid_t kNobody = 65534;
    if (root) {
      REQUIRE(::chown(machine.folder.path().c_str(), kNobody, kNobody) == 0);
      machine.memory = "theirs.git";
    } else {
      for (const auto& entry : fs::recursive_directory_iterator(machine.remote))
        if (entry.is_directory())
          fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::remove);
    }
    const publish::Source source = machine.source(kSecond);
    GitBranch target = machine.branch();
    // Root's repository and root's configuration are no matter here.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    for (const int level : {GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_XDG})
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    if (root) REQUIRE(::seteuid(kNobody) == 0);
    const auto prepared = target.prepare(source, Access::Change);
    const auto done = prepared ? target.publish(source, {}) : base::Result<base::Message>();
    if (root) REQUIRE(::seteuid(0) == 0);
    for (const auto& entry : fs::recursive_directory_iterator(machine.remote))
      if (entry.is_directory())
        fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
    if (!prepared) FAIL(prepared.error().message.en);
    REQUIRE_FALSE(done);
    CHECK(done.error().message.en.starts_with("cannot push to '" + machine.url + "': "));
    CHECK(machine.tip() == tip);
    CHECK(machine.shown() == kFirst);
  }
}

TEST_CASE("a course without a repository has no revision") {
  const support::TemporaryFolder temporary;
  CHECK(publish::course_revision(temporary.path()).id.empty());
}
