// A change of a few pages in a search database and in the browser's files, without making either
// anew: what the pages no longer say is taken out, what they say now is put in, and the files that
// hold a word of the difference are written again. The browser's files are those that a new index
// would give, byte for byte; the database says the same as a new one would.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/search/section.h"
#include "generator/search/shard_plan.h"
#include "generator/search/shards.h"

namespace search {

// The sections of one page, in one language. A page that comes or goes is not of this kind.
struct PageChange {
  std::vector<Section> before;
  std::vector<Section> after;
};

// `plan`: of the files as they are. Calls `take` for each file that is new, in a fixed order; gives
// the plan of the files as they are to be. Nothing, when the change needs a new index: it is too
// large, the page takes another number of places. Then, and after an error, the database is as it
// was. One transaction: a process that is killed leaves the old state or the new one.
base::Result<std::optional<ShardPlan>> patch_index(const std::filesystem::path& database,
                                                   std::string_view folder, const ShardPlan& plan,
                                                   std::span<const PageChange> changes,
                                                   const TakeShard& take);

}  // namespace search
