// The files of one language, in the order in which they can be named. Private to search.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/database/database.h"
#include "generator/search/shards.h"
#include "generator/search/sql_lexicon.h"

namespace search {

class LanguageShards {
 public:
  // All must outlive the object; `folder` ends in '/'.
  LanguageShards(database::Database& database, SqlLexicon& lexicon, std::string_view folder,
                 const TakeShard& take, ShardSummary& summary);

  // `others`: the other languages of the course.
  base::Done write(const std::vector<std::string>& others);

 private:
  struct Entry {
    std::string key;
    std::string text;  // what follows it
  };

  base::Done write_overflow();
  base::Done write_terms();
  base::Done write_words();
  base::Done write_blocks();
  base::Done write_errors();
  base::Done write_filters();
  base::Done write_root(const std::vector<std::string>& others);

  // A file of a kind; returns its name.
  base::Result<std::string> put(std::string_view kind, std::string_view text);
  base::Done put_at(std::string_view path, std::string_view id, std::string_view text);
  // Entries in order become files; the list of their names and fences goes to the root.
  class Cutter;
  std::string postings_of(const std::string& family);

  database::Database& database_;
  SqlLexicon& lexicon_;
  std::int64_t number_;
  std::string folder_;
  const TakeShard& take_;
  ShardSummary& summary_;
  std::map<std::string, std::string, std::less<>> overflow_;  // family -> file
  std::map<std::string, std::string, std::less<>> lists_;     // kind -> line of the root
};

}  // namespace search
