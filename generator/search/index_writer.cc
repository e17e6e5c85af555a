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
#include "generator/search/posting.h"
#include "generator/search/tokenizer.h"
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
    "PRAGMA user_version = 1";

// The index keeps 2 MiB in memory, then writes them out; all parts are merged once, at the end.
constexpr std::string_view kTerms =
    "CREATE VIRTUAL TABLE terms_{0} USING fts5(title, heading, aside, code, errors, body1, body2, "
    "body3,"
    " content='', columnsize=0, detail=column, tokenize=\"ascii tokenchars '_-.:/\\@=+#$%~*'\");"
    "INSERT INTO terms_{0}(terms_{0}, rank) VALUES('automerge', 0);"
    "INSERT INTO terms_{0}(terms_{0}, rank) VALUES('crisismerge', 1000);"
    "INSERT INTO terms_{0}(terms_{0}, rank) VALUES('hashsize', 2097152)";

constexpr std::size_t kColumns = 8;

// Columns of the index before those of the body, as bits of Counter::columns.
enum Column : std::uint8_t {
  kInTitle = 1,
  kInHeading = 2,
  kInAside = 4,
  kInCode = 8,
  kInErrors = 16
};
constexpr std::size_t kFieldColumns = 5;
constexpr std::size_t kMostLanguages = 64;

struct Counter {
  std::uint32_t section = 0;  // the one it counts for; from 1
  std::uint32_t in_body = 0;
  std::uint8_t columns = 0;
};

// What is known of one language while its sections come in.
struct LanguageState {
  LanguageState(std::string_view language_tag, std::int64_t language_number, Statement insert_terms)
      : tag(language_tag),
        number(language_number),
        tokenizer(tag),
        insert(std::move(insert_terms)) {}

  std::string tag;
  std::int64_t number;
  Tokenizer tokenizer;
  Statement insert;
  std::string address;  // of the page that the last section was of
  Document document = 0;
  bool started = false;
  std::uint32_t sections = 0;
  std::vector<Counter> counters;                                // by term id
  std::vector<std::pair<std::uint32_t, std::string_view>> met;  // terms of this section, in order
  std::array<std::string, kColumns> columns;

  // Returns how many words there are, parts of others and common words left out.
  std::uint32_t count(std::string_view text, std::uint8_t columns_of_text) {
    std::uint32_t words = 0;
    for (const Token& token : tokenizer.tokens(text)) {
      if (token.common) continue;
      if (token.id >= counters.size()) counters.resize(token.id + 1);
      Counter& counter = counters[token.id];
      if (counter.section != sections) {
        counter = {sections, 0, 0};
        met.emplace_back(token.id, token.term);
      }
      counter.columns = static_cast<std::uint8_t>(counter.columns | columns_of_text);
      if (columns_of_text == 0) ++counter.in_body;
      if (!token.part) ++words;
    }
    return words;
  }

  void fill_columns(std::uint32_t words) {
    for (std::string& column : columns) column.clear();
    const auto put = [&](std::size_t column, std::string_view term) {
      columns[column] += term;
      columns[column] += ' ';
    };
    for (const auto& [id, term] : met) {
      const Counter& counter = counters[id];
      for (std::size_t i = 0; i < kFieldColumns; ++i)
        if ((counter.columns >> i) & 1) put(i, term);
      if (const unsigned strength = body_strength(counter.in_body, words); strength > 0)
        put(kFieldColumns - 1 + strength, term);
    }
  }
};

// "RAG (retrieval-augmented generation)" -> "RAG" and what stands in the brackets.
struct Heading {
  std::string_view name;
  std::string_view aside;
};
Heading split(std::string_view heading) {
  const std::size_t open = heading.find(" (");
  if (open == std::string_view::npos || open == 0) return {heading, {}};
  return {heading.substr(0, open), heading.substr(open)};
}

// How many different words, as far as it matters: 0 to 7.
std::int64_t distinct_words(Tokenizer& tokenizer, std::string_view text) {
  std::vector<std::uint32_t> ids;
  for (const Token& token : tokenizer.tokens(text))
    if (!token.common && !token.part) ids.push_back(token.id);
  std::sort(ids.begin(), ids.end());
  const auto count = std::unique(ids.begin(), ids.end()) - ids.begin();
  return std::min<std::int64_t>(count, 7);
}

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
    if (auto done = database->execute(fmt::format(kTerms, number)); !done)
      return base::fail(done.error());
    Statement insert = TRY(database->prepare(fmt::format(
        "INSERT INTO terms_{}(rowid, title, heading, aside, code, errors, body1, body2, "
        "body3) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        number)));
    languages.emplace_back(tag, number, std::move(insert));
    return &languages.back();
  }

  // The number of the next section; makes a page's row when it is the first of its page number.
  base::Done start_section(LanguageState& language, const Section& section) {
    const bool new_page = !language.started || language.address != section.address;
    if (new_page && language.started)
      language.document = (page_of(language.document) + 1) * kSectionsOfPage;
    else if (language.started)
      ++language.document;
    language.started = true;
    language.address = section.address;
    ++language.sections;
    language.met.clear();
    if (language.tokenizer.forget()) language.counters.clear();
    if (language.document % kSectionsOfPage != 0) return {};
    const std::int64_t id = (language.number << kLanguageShift) | page_of(language.document);
    return insert_page->bind(1, id)
        .bind(2, section.address)
        .bind(3, section.title)
        .bind(4, distinct_words(language.tokenizer, section.title))
        .bind(5, section.level)
        .bind(6, section.topic)
        .bind(7, section.kind)
        .run();
  }

  base::Done write_terms(LanguageState& language, const Section& section) {
    if (language.document % kSectionsOfPage == 0) language.count(section.title, kInTitle);
    const Heading heading = split(section.heading);
    language.count(heading.name, kInHeading);
    language.count(heading.aside, kInAside);
    language.count(section.code, kInCode);
    for (const std::string& error : section.errors) language.count(error, kInErrors);
    language.fill_columns(language.count(section.body, 0));
    language.insert.bind(1, std::int64_t{language.document});
    for (std::size_t i = 0; i < kColumns; ++i)
      language.insert.bind(static_cast<int>(i) + 2, language.columns[i]);
    return language.insert.run();
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
  Statement page = TRY(database.prepare("INSERT INTO page VALUES(?, ?, ?, ?, ?, ?, ?)"));
  Statement section = TRY(database.prepare("INSERT INTO section VALUES(?, ?, ?, ?, ?, ?, ?)"));
  Statement error = TRY(database.prepare("INSERT INTO error VALUES(?, ?)"));
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
  if (auto done = state_->start_section(language, section); !done) return done;
  const std::int64_t id = (language.number << kLanguageShift) | language.document;
  const Heading heading = split(section.heading);
  auto done = state_->insert_section->bind(1, id)
                  .bind(2, section.anchor)
                  .bind(3, section.heading)
                  .bind(4, distinct_words(language.tokenizer, heading.name))
                  .bind(5, distinct_words(language.tokenizer, heading.aside))
                  .bind(6, section.body)
                  .bind(7, section.code)
                  .run();
  if (!done) return done;
  for (const std::string& error : section.errors)
    if (done = state_->insert_error->bind(1, id).bind(2, error).run(); !done) return done;
  return state_->write_terms(language, section);
}

base::Done IndexWriter::finish() {
  Database& database = *state_->database;
  for (const LanguageState& language : state_->languages) {
    Statement insert = TRY(database.prepare("INSERT INTO language VALUES(?, ?, ?, '', '')"));
    insert.bind(1, language.number).bind(2, language.tag).bind(3, std::int64_t{language.sections});
    if (auto done = insert.run(); !done) return done;
    auto merged = database.execute(
        fmt::format("INSERT INTO terms_{0}(terms_{0}) VALUES('optimize')", language.number));
    if (!merged) return merged;
    if (auto done = write_vocabulary(database, language.number, language.tag); !done) return done;
  }
  if (auto done = database.execute("CREATE INDEX error_section ON error(section); COMMIT"); !done)
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
