// What this folder shares of libgit2: ownership and errors. Inside this folder only. (history/
// reads with the same library; here it writes and speaks with other machines.)
#pragma once

#include <memory>
#include <string>

#include "generator/base/result.h"

struct git_commit;
struct git_index;
struct git_object;
struct git_odb;
struct git_reference;
struct git_remote;
struct git_repository;
struct git_revwalk;
struct git_signature;
struct git_tree;

namespace publish::git {

struct Free {
  void operator()(git_commit* object) const;
  void operator()(git_index* object) const;
  void operator()(git_odb* object) const;
  void operator()(git_remote* object) const;
  void operator()(git_repository* object) const;
  void operator()(git_revwalk* object) const;
  void operator()(git_signature* object) const;
  void operator()(git_tree* object) const;
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

void start_library();

// `what`, and the library's own words for its last failure behind it.
base::Error failure(base::Message what);

}  // namespace publish::git
