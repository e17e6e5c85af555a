// The tables of one language of a search database, changed page by page. Private to search.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "generator/base/result.h"
#include "generator/database/database.h"
#include "generator/search/index_changes.h"
#include "generator/search/index_patch.h"
#include "generator/search/section_terms.h"
#include "generator/search/sql_lexicon.h"

namespace search {

class PagePatch {
 public:
  static base::Result<PagePatch> open(database::Database& database, SqlLexicon::Language language);

  // False: it takes another number of places than before, and nothing was done.
  base::Result<bool> change(const PageChange& page);
  // After all pages: the words and what they mean.
  base::Result<IndexChanges> finish();

 private:
  struct Statements {
    database::Statement page_of, delete_page, insert_page, delete_section, insert_section,
        delete_errors, insert_error, delete_terms, insert_terms, term, insert_form, delete_form;
  };
  PagePatch(database::Database& database, SqlLexicon::Language language, Statements statements);

  base::Done change_section(std::int64_t document, const Section* before, const Section* after);
  void compare(const IndexRow* before, const IndexRow* after);
  base::Done count_terms();
  base::Done rename_families();
  base::Done put_form(const std::string& form, std::string_view family, std::int64_t sections,
                      bool is_new);
  base::Done drop_form(const std::string& form);
  void moved(const std::string& folded, const std::string& form);

  database::Database& database_;
  SqlLexicon::Language language_;
  Statements statements_;
  SectionTerms terms_;
  SectionTerms old_terms_;
  IndexChanges changes_;
  std::map<std::string, std::int64_t> counts_;  // by term: sections that came less those that went
  std::set<std::string> touched_;               // terms whose postings changed
  std::int64_t sections_ = 0;                   // as counts_
  bool other_words_ = false;                    // a word came or went
};

}  // namespace search
