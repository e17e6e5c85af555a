// The files of one language, in the order in which they can be named. Private to search.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/database/database.h"
#include "generator/search/cutter.h"
#include "generator/search/index_changes.h"
#include "generator/search/shard_plan.h"
#include "generator/search/shards.h"
#include "generator/search/sql_lexicon.h"
#include "generator/search/term_entries.h"

namespace search {

class LanguageShards {
 public:
  // All must outlive the object; `folder` ends in '/'.
  LanguageShards(database::Database& database, SqlLexicon& lexicon, std::string_view folder,
                 const TakeShard& take, ShardSummary& summary);

  // `others`: the other languages of the course.
  base::Result<LanguageFiles> write(const std::vector<std::string>& others);
  // Only what is not as `before` has it.
  base::Result<LanguageFiles> write_changes(const std::vector<std::string>& others,
                                            LanguageFiles before, IndexChanges changes);

 private:
  base::Done write_overflow();
  base::Done write_terms();
  base::Done write_words();
  base::Done write_blocks();
  base::Result<ShardFile> write_group(std::uint32_t group);
  base::Done write_errors();
  base::Done write_filters();
  base::Done write_root(const std::vector<std::string>& others);
  base::Done change_overflow(IndexChanges& changes);
  base::Done change_terms(const IndexChanges& changes);

  PutShard putter(std::string kind);
  // A file of a kind; returns its name.
  base::Result<std::string> put(std::string_view kind, std::string_view text);
  base::Done put_at(std::string_view path, std::string_view id, std::string_view text);
  TermSource source() { return {database_, lexicon_}; }

  database::Database& database_;
  SqlLexicon& lexicon_;
  std::int64_t number_;
  std::string folder_;
  const TakeShard& take_;
  ShardSummary& summary_;
  LanguageFiles files_;
};

}  // namespace search
