#include "generator/search/index_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "generator/database/database.h"
#include "generator/search/index_rows.h"
#include "generator/search/posting.h"
#include "generator/search/section_terms.h"
#include "generator/search/vocabulary.h"

namespace search {
namespace {

namespace fs = std::filesystem;
using database::Database;
using database::Statement;

constexpr std::string_view kTables =
    "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;"
    "BEGIN;"
    "CREATE TABLE language(number INTEGER PRIMARY KEY, tag TEXT, sections INTEGER, suffixes TEXT,"
    " pairs TEXT);"
    "CREATE TABLE page(id INTEGER PRIMARY KEY, address TEXT, title TEXT, title_words INTEGER,"
    " level TEXT, topic TEXT, kind TEXT);"
    "CREATE TABLE section(id INTEGER PRIMARY KEY, anchor TEXT, heading TEXT, heading_words INTEGER,"
    " aside_words INTEGER, body TEXT, code TEXT);"
    "CREATE TABLE error(section INTEGER, text TEXT);"
    "PRAGMA user_version = 2";

// The index keeps 2 MiB in memory, then writes them out; all parts are merged once, at the end.
constexpr std::string_view kTerms =
    "CREATE VIRTUAL TABLE terms_{0} USING fts5({1}, content='', columnsize=0, detail=column, "
    "tokenize=\"ascii tokenchars '_-.:/\\@=+#$%~*'\");"
    "INSERT INTO terms_{0}(terms_{0}, rank) VALUES('automerge', 0);"
    "INSERT INTO terms_{0}(terms_{0}, rank) VALUES('crisismerge', 1000);"
    "INSERT INTO terms_{0}(terms_{0}, rank) VALUES('hashsize', 2097152)";

constexpr std::size_t kMostLanguages = 64;

// What is known of one language while its sections come in.
struct LanguageState {
  LanguageState(std::string_view language_tag, std::int64_t language_number, Statement insert_terms)
      : tag(language_tag), number(language_number), terms(tag), insert(std::move(insert_terms)) {}

  std::string tag;
  std::int64_t number;
  SectionTerms terms;
  Statement insert;
  std::string address;  // of the page that the last section was of
  Document document = 0;
  bool started = false;
  std::uint32_t sections = 0;

  // The number of the next section.
  void start(const Section& section) {
    const bool new_page = !started || address != section.address;
    if (new_page && started)
      document = (page_of(document) + 1) * kSectionsOfPage;
    else if (started)
      ++document;
    started = true;
    address = section.address;
    ++sections;
  }
};

}  // namespace

struct IndexWriter::State {
  State(Database open_database, fs::path final_path, fs::path unfinished_path, Statement page,
        Statement section, Statement error)
      : database(std::move(open_database)),
        path(std::move(final_path)),
        unfinished(std::move(unfinished_path)),
        insert_page(std::move(page)),
        insert_section(std::move(section)),
        insert_error(std::move(error)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    std::error_code ignored;
    if (!finished) fs::remove(unfinished, ignored);
  }

  std::optional<Database> database;
  fs::path path;
  fs::path unfinished;
  std::optional<Statement> insert_page;
  std::optional<Statement> insert_section;
  std::optional<Statement> insert_error;
  std::deque<LanguageState> languages;
  bool finished = false;

  base::Result<LanguageState*> language_of(std::string_view tag) {
    for (LanguageState& language : languages)
      if (language.tag == tag) return &language;
    if (languages.size() >= kMostLanguages)
      return base::fail(base::ErrorKind::Content,
                        base::message("more than {} languages in one search index",
                                      "plus de {} langues dans un même index", kMostLanguages));
    const auto number = static_cast<std::int64_t>(languages.size());
    if (auto done = database->execute(fmt::format(kTerms, number, kTermColumnNames)); !done)
      return base::fail(done.error());
    Statement insert = TRY(database->prepare(insert_terms(number)));
    languages.emplace_back(tag, number, std::move(insert));
    return &languages.back();
  }
};

IndexWriter::IndexWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
IndexWriter::~IndexWriter() = default;
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;

base::Result<IndexWriter> IndexWriter::create(const fs::path& path) {
  fs::path unfinished = path;
  unfinished += ".part";
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  fs::remove(unfinished, ignored);
  Database database = TRY(Database::open(unfinished, database::Mode::Create));
  if (auto done = database.execute(kTables); !done) return base::fail(done.error());
  Statement page = TRY(database.prepare(kInsertPage));
  Statement section = TRY(database.prepare(kInsertSection));
  Statement error = TRY(database.prepare(kInsertError));
  return IndexWriter(std::make_unique<State>(std::move(database), path, std::move(unfinished),
                                             std::move(page), std::move(section),
                                             std::move(error)));
}

base::Done IndexWriter::add_language(std::string_view tag) {
  if (auto language = state_->language_of(tag); !language) return base::fail(language.error());
  return {};
}

base::Done IndexWriter::add(const Section& section) {
  LanguageState& language = *TRY(state_->language_of(section.language));
  language.start(section);
  const bool leads = language.document % kSectionsOfPage == 0;
  const IndexRow& row = language.terms.row_of(section, leads);
  if (leads) {
    const std::int64_t page = (language.number << kLanguageShift) | page_of(language.document);
    auto done = bind_page(*state_->insert_page, page, section, row).run();
    if (!done) return done;
  }
  const std::int64_t id = (language.number << kLanguageShift) | language.document;
  if (auto done = bind_section(*state_->insert_section, id, section, row).run(); !done) return done;
  for (const std::string& error : section.errors)
    if (auto done = state_->insert_error->bind(1, id).bind(2, error).run(); !done) return done;
  return bind_terms(language.insert, std::int64_t{language.document}, row).run();
}

base::Done IndexWriter::finish() {
  Database& database = *state_->database;
  for (const LanguageState& language : state_->languages) {
    Statement insert = TRY(database.prepare("INSERT INTO language VALUES(?, ?, ?, '', '')"));
    insert.bind(1, language.number).bind(2, language.tag).bind(3, std::int64_t{language.sections});
    if (auto done = insert.run(); !done) return done;
    auto merged = database.execute(
        fmt::format("INSERT INTO terms_{0}(terms_{0}) VALUES('optimize');"
                    // Changes of a page or two come after (index_patch.h); theirs are merged.
                    "INSERT INTO terms_{0}(terms_{0}, rank) VALUES('automerge', 4)",
                    language.number));
    if (!merged) return merged;
    if (auto done = write_vocabulary(database, language.number, language.tag); !done) return done;
  }
  if (auto done = database.execute("CREATE INDEX error_section ON error(section);"
                                   "CREATE INDEX page_address ON page(address); COMMIT");
      !done)
    return done;
  // Statements first, then the database: only then is the file complete.
  state_->languages.clear();
  state_->insert_page.reset();
  state_->insert_section.reset();
  state_->insert_error.reset();
  state_->database.reset();
  std::error_code failed;
  fs::rename(state_->unfinished, state_->path, failed);
  if (failed)
    return base::fail(base::ErrorKind::System,
                      base::message("cannot write '{}': {}", "impossible d'écrire « {} » : {}",
                                    state_->path.generic_string(), failed.message()));
  state_->finished = true;
  return {};
}

}  // namespace search
