// The walk from HEAD backwards. Inside this folder only.
#pragma once

#include <set>
#include <string>

#include "generator/history/git.h"
#include "generator/history/history.h"

namespace history {

struct Start {
  git_repository* repository = nullptr;
  Id head;
  std::string prefix;    // of the folder: "content/", or empty
  std::set<Id> cut_off;  // commits of a shallow clone whose parents are not here
};

base::Result<History> walk(const Start& start, const Options& options);

}  // namespace history
