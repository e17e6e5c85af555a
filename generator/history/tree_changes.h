// Which files differ between two trees. Inside this folder only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/history/git.h"

namespace history {

// A regular file; links and submodules count as absent, and so does the executable bit.
struct FileChange {
  std::string path;          // from the top of the repository
  std::optional<Id> before;  // its content; empty: it was not there
  std::optional<Id> after;   // empty: it is no more
};

// Compares from the top and enters only what differs. `before` may be null: then all of `after` is
// new. `folder`: only below it; empty, or with a final '/'. In the order of the trees.
base::Result<std::vector<FileChange>> changes_between(git_repository* repository,
                                                      const git_tree* before, const git_tree* after,
                                                      std::string_view folder);

}  // namespace history
