// The entries of the files of terms and of what goes beyond them, in the order of their keys;
// shards.h says what they look like. Private to search.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/database/database.h"
#include "generator/search/cutter.h"
#include "generator/search/shard_plan.h"
#include "generator/search/sql_lexicon.h"

namespace search {

// What all of them read; must outlive them.
struct TermSource {
  database::Database& database;
  SqlLexicon& lexicon;
};

// Words and families. `overflow`: where the rest of long lists is.
base::Result<std::unique_ptr<Entries>> term_entries(TermSource source,
                                                    const std::vector<ShardFile>& overflow,
                                                    std::string_view fence);
// The key of the last of them before `fence`; "" when there is none.
base::Result<std::string> last_term_before(TermSource source, std::string_view fence);

// What does not fit into the entry of a family. `seen` takes the keys that were asked for.
base::Result<std::unique_ptr<Entries>> overflow_entries(TermSource source, std::string_view fence,
                                                        std::set<std::string>* seen);
// Those of `families` that may be too long for an entry, or may have been.
base::Result<std::set<std::string>> long_families(TermSource source,
                                                  const std::set<std::string>& families);
base::Result<std::string> last_overflow_before(TermSource source, std::string_view fence);

}  // namespace search
