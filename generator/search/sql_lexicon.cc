#include "generator/search/sql_lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "generator/search/families.h"
#include "generator/search/vocabulary.h"

namespace search {
namespace {

constexpr std::int64_t kMostBeginnings = 5000;  // of one or two letters in a large course

std::uint8_t at_least_one(std::int64_t words) {
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(words, 1, 7));
}

}  // namespace

SqlLexicon::SqlLexicon(Language language, Statements statements)
    : language_(std::move(language)), statements_(std::move(statements)) {}

base::Result<SqlLexicon> SqlLexicon::open(database::Database& database, Language language) {
  const std::int64_t number = language.number;
  const auto prepare = [&](fmt::string_view sql) {
    return database.prepare(fmt::format(fmt::runtime(sql), number));
  };
  auto made =
      database.execute(fmt::format("CREATE VIRTUAL TABLE IF NOT EXISTS temp.where_{0} USING "
                                   "fts5vocab(main, terms_{0}, instance)",
                                   number));
  if (!made) return base::fail(made.error());
  constexpr std::string_view kForm = "SELECT folded, form, family, frequency FROM form_{0} ";
  Statements statements{
      TRY(prepare(std::string(kForm) + "WHERE folded = ? ORDER BY form")),
      TRY(prepare(std::string(kForm) +
                  "WHERE folded >= ? AND folded < ? ORDER BY folded, form LIMIT ?")),
      TRY(prepare(std::string(kForm) +
                  "WHERE length(folded) BETWEEN ? AND ? ORDER BY folded, form")),
      TRY(prepare("SELECT form FROM form_{0} WHERE family = ? ORDER BY form")),
      TRY(prepare("SELECT doc, col FROM temp.where_{0} WHERE term = ?")),
      TRY(prepare("SELECT title_words FROM page WHERE id = ?")),
      TRY(prepare("SELECT heading_words, aside_words FROM section WHERE id = ?")),
      TRY(prepare("SELECT id, title_words FROM page WHERE id >= ? AND id < ?")),
      TRY(prepare("SELECT id, heading_words, aside_words FROM section WHERE id >= ? AND id < ?")),
  };
  return SqlLexicon(std::move(language), std::move(statements));
}

bool SqlLexicon::step(database::Statement& statement) {
  auto row = statement.step();
  if (row && *row) return true;
  if (!row && !failure_) failure_ = std::move(row).error();
  statement.reset();
  return false;
}

std::optional<base::Error> SqlLexicon::failure() {
  auto out = std::move(failure_);
  failure_.reset();
  return out;
}

std::vector<Form> SqlLexicon::forms(database::Statement& statement) {
  std::vector<Form> out;
  while (step(statement))
    out.push_back({std::string(statement.text(1)), std::string(statement.text(0)),
                   std::string(statement.text(2)), static_cast<int>(statement.integer(3))});
  return out;
}

std::vector<Form> SqlLexicon::spelled(std::string_view folded) {
  statements_.spelled.bind(1, folded);
  return forms(statements_.spelled);
}

std::vector<Form> SqlLexicon::beginning(std::string_view prefix) {
  const std::string behind =
      std::string(prefix) + "\xF4\x8F\xBF\xBF";  // U+10FFFF: after every character
  statements_.beginning.bind(1, prefix).bind(2, behind).bind(3, kMostBeginnings);
  return forms(statements_.beginning);
}

std::vector<Form> SqlLexicon::mistyped(std::string_view folded) {
  const auto length =
      static_cast<std::int64_t>(std::count_if(folded.begin(), folded.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      }));
  statements_.by_length.bind(1, length - 1).bind(2, length + 1);
  std::vector<Form> out;
  while (step(statements_.by_length)) {
    const std::string_view other = statements_.by_length.text(0);
    if (!one_edit_apart(folded, other) || !is_word(other)) continue;
    out.push_back({std::string(statements_.by_length.text(1)), std::string(other),
                   std::string(statements_.by_length.text(2)),
                   static_cast<int>(statements_.by_length.integer(3))});
  }
  return out;
}

std::vector<std::string> SqlLexicon::forms_of(std::string_view family) {
  std::vector<std::string> out;
  statements_.family.bind(1, family);
  while (step(statements_.family)) out.emplace_back(statements_.family.text(0));
  return out;
}

bool SqlLexicon::has_family(std::string_view family) {
  statements_.family.bind(1, family);
  const bool found = step(statements_.family);
  statements_.family.reset();
  return found;
}

Postings SqlLexicon::postings(std::string_view family) {
  std::vector<Postings> lists;
  for (const std::string& form : forms_of(family)) lists.push_back(postings_of(form));
  return merged(lists);
}

std::vector<Document> SqlLexicon::holding(std::string_view form) {
  std::vector<Document> out;
  for (const Posting& posting : postings_of(form)) out.push_back(posting.document);
  return out;
}

// fts5vocab gives a row for each column that holds the term, sorted by document.
Postings SqlLexicon::postings_of(std::string_view form) {
  Postings out;
  bool heading = false, aside = false;
  const auto complete = [&] {
    if (!out.empty()) add_lengths(out.back(), heading, aside);
    heading = aside = false;
  };
  statements_.instances.bind(1, form);
  while (step(statements_.instances)) {
    const auto document = static_cast<Document>(statements_.instances.integer(0));
    const std::string_view column = statements_.instances.text(1);
    if (out.empty() || out.back().document != document) {
      complete();
      out.push_back({document, 0, 0, 0});
    }
    unsigned bits = 0;
    if (column == "title") bits = kTitle;
    if (column == "heading" || column == "aside") bits = kHeading;
    if (column == "code") bits = kCode;
    if (column == "errors") bits = kErrors;
    if (column.starts_with("body")) bits = static_cast<unsigned>(column.back() - '0') << kBodyShift;
    heading = heading || column == "heading";
    aside = aside || column == "aside";
    out.back().fields = static_cast<std::uint8_t>(out.back().fields | bits);
  }
  complete();
  return out;
}

void SqlLexicon::preload_lengths() {
  const std::int64_t from = language_.number << kLanguageShift;
  const std::int64_t to = (language_.number + 1) << kLanguageShift;
  statements_.pages.bind(1, from).bind(2, to);
  while (step(statements_.pages)) {
    title_words_.resize(static_cast<std::size_t>(statements_.pages.integer(0) - from) + 1);
    title_words_.back() = at_least_one(statements_.pages.integer(1));
  }
  statements_.sections.bind(1, from).bind(2, to);
  while (step(statements_.sections)) {
    heading_words_.resize(static_cast<std::size_t>(statements_.sections.integer(0) - from) + 1);
    heading_words_.back() = {at_least_one(statements_.sections.integer(1)),
                             at_least_one(statements_.sections.integer(2))};
  }
}

void SqlLexicon::add_lengths(Posting& posting, bool heading, bool aside) {
  const std::int64_t language = language_.number << kLanguageShift;
  const std::uint32_t page = page_of(posting.document);
  if (page < title_words_.size() && posting.document < heading_words_.size()) {
    if (posting.fields & kTitle) posting.title_words = title_words_[page];
    const HeadingWords& words = heading_words_[posting.document];
    if (heading || aside) posting.heading_words = heading ? words.name : words.aside;
    return;
  }
  if (posting.fields & kTitle) {
    statements_.page.bind(1, language | page);
    posting.title_words = step(statements_.page) ? at_least_one(statements_.page.integer(0)) : 7;
    statements_.page.reset();
  }
  if (!heading && !aside) return;
  statements_.section.bind(1, language | posting.document);
  posting.heading_words = 7;
  if (step(statements_.section))
    posting.heading_words = at_least_one(statements_.section.integer(heading ? 0 : 1));
  statements_.section.reset();
}

base::Result<std::vector<SqlLexicon::Language>> languages_of(database::Database& database,
                                                             const std::filesystem::path& path) {
  constexpr std::int64_t kVersion = 2;
  auto version = TRY(database.prepare("PRAGMA user_version"));
  if (!TRY(version.step()) || version.integer(0) != kVersion)
    return base::fail(base::ErrorKind::System,
                      base::message("'{}' is not a search database of this version",
                                    "« {} » n'est pas une base de recherche de cette version",
                                    path.generic_string()),
                      {}, base::message("build the site again", "reconstruisez le site"));
  version.reset();
  std::vector<SqlLexicon::Language> out;
  auto rows = TRY(database.prepare(
      "SELECT number, tag, sections, suffixes, pairs FROM language ORDER BY number"));
  while (TRY(rows.step()))
    out.push_back({rows.integer(0), std::string(rows.text(1)),
                   static_cast<std::size_t>(rows.integer(2)), std::string(rows.text(3)),
                   std::string(rows.text(4))});
  return out;
}

}  // namespace search
