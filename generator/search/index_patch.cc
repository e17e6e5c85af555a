#include "generator/search/index_patch.h"

#include <utility>

#include "generator/database/database.h"
#include "generator/search/language_shards.h"
#include "generator/search/page_patch.h"
#include "generator/search/sql_lexicon.h"

namespace search {
namespace {

// Beyond that many sections a new index is as fast; and a family that was too long for its entry
// (term_entries.cc) still is after fewer of them.
constexpr std::size_t kMostSections = 400;

std::size_t sections_of(std::span<const PageChange> changes) {
  std::size_t out = 0;
  for (const PageChange& change : changes) out += change.before.size() + change.after.size();
  return out;
}

const std::string& language_of(const PageChange& change) {
  static const std::string kNone;
  return change.before.empty() ? kNone : change.before.front().language;
}

// The changes of one language, all of them or none.
base::Result<std::optional<IndexChanges>> patch_language(database::Database& database,
                                                         const SqlLexicon::Language& language,
                                                         std::span<const PageChange> changes) {
  PagePatch patch = TRY(PagePatch::open(database, language));
  for (const PageChange& change : changes) {
    if (language_of(change) != language.tag) continue;
    if (change.after.empty() || change.after.front().language != language.tag)
      return std::optional<IndexChanges>();
    if (!TRY(patch.change(change))) return std::optional<IndexChanges>();
  }
  return std::optional<IndexChanges>(TRY(patch.finish()));
}

base::Result<std::optional<ShardPlan>> patch(database::Database& database,
                                             const std::filesystem::path& path,
                                             const std::string& folder, const ShardPlan& plan,
                                             std::span<const PageChange> changes,
                                             const TakeShard& take) {
  std::vector<SqlLexicon::Language> languages = TRY(languages_of(database, path));
  if (languages.size() != plan.size()) return std::optional<ShardPlan>();
  std::vector<IndexChanges> found;
  for (const SqlLexicon::Language& language : languages) {
    auto of_language = TRY(patch_language(database, language, changes));
    if (!of_language) return std::optional<ShardPlan>();
    found.push_back(std::move(*of_language));
  }
  languages = TRY(languages_of(database, path));  // with their new figures
  ShardSummary summary;
  ShardPlan out;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    std::vector<std::string> others;
    for (const SqlLexicon::Language& other : languages)
      if (other.number != languages[i].number) others.push_back(other.tag);
    SqlLexicon lexicon = TRY(SqlLexicon::open(database, languages[i]));
    LanguageShards shards(database, lexicon, folder, take, summary);
    out.push_back(TRY(shards.write_changes(others, plan[i], std::move(found[i]))));
  }
  return std::optional<ShardPlan>(std::move(out));
}

}  // namespace

base::Result<std::optional<ShardPlan>> patch_index(const std::filesystem::path& path,
                                                   std::string_view folder, const ShardPlan& plan,
                                                   std::span<const PageChange> changes,
                                                   const TakeShard& take) {
  if (sections_of(changes) > kMostSections) return std::optional<ShardPlan>();
  database::Database database = TRY(database::Database::open(path, database::Mode::Create));
  // A journal on the disk, for a process that is killed; the next build looks whether the file is
  // the one that it knows, so that nothing waits for the disk.
  if (auto done = database.execute("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF;"
                                   "PRAGMA cache_size = -16384; BEGIN IMMEDIATE");
      !done)
    return base::fail(done.error());
  auto out = patch(database, path, std::string(folder) + "/", plan, changes, take);
  auto ended = database.execute(out && *out ? "COMMIT" : "ROLLBACK");
  if (out && !ended) return base::fail(ended.error());
  return out;
}

}  // namespace search
