#include "generator/search/shards.h"

#include <utility>

#include "generator/database/database.h"
#include "generator/search/language_shards.h"
#include "generator/search/sql_lexicon.h"

namespace search {

base::Result<ShardSummary> write_shards(const std::filesystem::path& path, std::string_view folder,
                                        const TakeShard& take) {
  database::Database database = TRY(database::Database::open(path, database::Mode::Read));
  const std::vector<SqlLexicon::Language> languages = TRY(languages_of(database, path));
  ShardSummary summary;
  const std::string with_slash = std::string(folder) + "/";
  for (const SqlLexicon::Language& language : languages) {
    std::vector<std::string> others;
    for (const SqlLexicon::Language& other : languages)
      if (other.number != language.number) others.push_back(other.tag);
    SqlLexicon lexicon = TRY(SqlLexicon::open(database, language));
    LanguageShards shards(database, lexicon, with_slash, take, summary);
    summary.plan.push_back(TRY(shards.write(others)));
  }
  return summary;
}

}  // namespace search
