// The lexicon of one language in a search database. Private to search.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "generator/base/result.h"
#include "generator/database/database.h"
#include "generator/search/lexicon.h"

namespace search {

class SqlLexicon : public Lexicon {
 public:
  struct Language {
    std::int64_t number = 0;
    std::string tag;
    std::size_t sections = 0;
    std::string suffixes;
    std::string pairs;
  };

  // `database` must outlive the lexicon.
  static base::Result<SqlLexicon> open(database::Database& database, Language language);

  std::size_t sections() const override { return language_.sections; }
  std::string_view suffixes() const override { return language_.suffixes; }
  std::string_view pairs() const override { return language_.pairs; }
  std::vector<Form> spelled(std::string_view folded) override;
  std::vector<Form> beginning(std::string_view prefix) override;
  std::vector<Form> mistyped(std::string_view folded) override;
  bool has_family(std::string_view family) override;
  Postings postings(std::string_view family) override;
  std::vector<Document> holding(std::string_view form) override;

  std::vector<std::string> forms_of(std::string_view family);
  const Language& language() const { return language_; }

  // Reads at once what postings() otherwise looks up for each: for whoever will ask for all of
  // them.
  void preload_lengths();

  // The first failure since the last call: a damaged file. The functions above then give less than
  // there is.
  std::optional<base::Error> failure();

 private:
  struct Statements {
    database::Statement spelled, beginning, by_length, family, instances, page, section, pages,
        sections;
  };
  SqlLexicon(Language language, Statements statements);
  bool step(database::Statement& statement);
  std::vector<Form> forms(database::Statement& statement);
  Postings postings_of(std::string_view form);
  void add_lengths(Posting& posting, bool heading, bool aside);

  Language language_;
  Statements statements_;
  std::optional<base::Error> failure_;
  std::vector<std::uint8_t> title_words_;  // by page; empty unless preloaded
  struct HeadingWords {
    std::uint8_t name = 0;
    std::uint8_t aside = 0;
  };
  std::vector<HeadingWords> heading_words_;  // by document
};

// The languages of a search database, in the order of the course. Refuses a file that is not one,
// or of another version.
base::Result<std::vector<SqlLexicon::Language>> languages_of(database::Database& database,
                                                             const std::filesystem::path& path);

}  // namespace search
