// Repositories from which something is missing: a clear message, and never a crash.
#include <catch2/catch.hpp>
#include <fstream>

#include "generator/history/history.h"
#include "generator/history/test_repository.h"

using namespace history;

namespace {

std::string failure(const std::filesystem::path& folder) {
  const auto opened = Repository::open(folder);
  if (!opened) return opened.error().message.en;
  if (!*opened) return "nothing";
  const auto history = (*opened)->read();
  return history ? "read" : history.error().message.en;
}

}  // namespace

TEST_CASE("a repository that lacks an object says which") {
  TestRepository git;
  const std::string first = git.commit({{"d/a", "1"}, {"d/b", "1"}, {"e/c", "1"}});
  const std::string second = git.commit({{"d/a", "2"}, {"d/b", "1"}, {"e/c", "1"}});
  SECTION("a commit") {
    git.lose(first);
    CHECK(failure(git.path()) ==
          "the git repository is damaged: it has no commit " + first.substr(0, 12));
  }
  SECTION("the tree of a commit") {
    const std::string tree = git.tree_of(first);
    git.lose(tree);
    CHECK(failure(git.path()) ==
          "the git repository is damaged: it has no tree " + tree.substr(0, 12));
  }
  SECTION("the tree of a folder") {
    const std::string tree = git.tree_of(first, "d");
    git.lose(tree);
    CHECK(failure(git.path()) ==
          "the git repository is damaged: it has no tree " + tree.substr(0, 12));
    git.write("d/a", "2");
    CHECK(failure(git.path() / "d") ==
          "the git repository is damaged: it has no tree " + tree.substr(0, 12));
  }
  SECTION("a folder that no commit changed is never entered") {
    git.write("d/a", "2");
    git.lose(git.tree_of(second, "e"));
    CHECK(failure(git.path() / "d") == "read");
  }
  SECTION("a file's text is not needed for its dates, but for itself") {
    git.lose(blob_id("2"));
    CHECK(failure(git.path()) == "read");
    const auto opened = Repository::open(git.path());
    const auto text = (*opened)->content_at(second, "d/a");
    REQUIRE_FALSE(text);
    CHECK(text.error().message.fr ==
          "le dépôt git est abîmé : il n'a pas de fichier " + blob_id("2").substr(0, 12));
    CHECK_FALSE(text.error().hint.empty());
  }
}

TEST_CASE("a repository whose HEAD is nonsense is an error or none") {
  TestRepository git;
  git.commit({{"a", "1"}});
  std::ofstream(git.path() / ".git/HEAD") << "nonsense\n";
  CHECK(failure(git.path()) == "the git repository cannot be read");
  std::ofstream(git.path() / ".git/HEAD") << std::string(40, '7') << "\n";
  CHECK(failure(git.path()) ==
        "the git repository is damaged: it has no commit " + std::string(12, '7'));
}
