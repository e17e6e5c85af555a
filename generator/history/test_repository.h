// A repository made by a test: commits from maps of files, with times and names that are given, so
// that nobody's configuration of git matters. For the tests of this folder only.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "generator/history/git.h"
#include "tests/support/temporary_folder.h"

namespace history {

struct TestFile {
  enum class Kind { Regular, Executable, Link, Submodule };
  TestFile(const char* bytes_) : bytes(bytes_) {}             // NOLINT: {"a.md", "text"}
  TestFile(std::string bytes_) : bytes(std::move(bytes_)) {}  // NOLINT
  TestFile(Kind kind_, std::string bytes_) : kind(kind_), bytes(std::move(bytes_)) {}
  Kind kind = Kind::Regular;
  std::string bytes;  // of a link: where to; of a submodule: a commit's id
};
using TestTree = std::map<std::string, TestFile>;

class TestRepository {
 public:
  TestRepository();

  // A commit a day, beginning on 2020-01-02; its id. HEAD moves to it. Without parents given, the
  // one at HEAD is the parent; pass {""} for none.
  std::string commit(const TestTree& files, std::string subject = "change",
                     std::vector<std::string> parents = {});
  // The same with whatever the commit says of itself.
  std::string author = "Ada";
  long long time = 1'577'923'200;  // of the next commit; each adds a day
  int offset = 0;

  void set_head(const std::string& commit);
  // Writes the files to disk, uncommitted.
  void write(const std::string& file, const std::string& bytes) const;
  // Takes an object out of the store: the repository is broken then.
  void lose(const std::string& id) const;
  std::string tree_of(const std::string& commit, const std::string& path = {}) const;

  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  support::TemporaryFolder folder_;
  Owned<git_repository> repository_;
};

}  // namespace history
