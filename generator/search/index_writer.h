// Writes the search database of a course: one SQLite file with a full-text index (FTS5) for each
// language.
//
//   language(number, tag, sections, suffixes, pairs)
//       suffixes: the endings that set words of a family apart, most usual first; pairs: what one
//       form has in place of another's ending
//   page(id, address, title, title_words, level, topic, kind)
//       id: language number << 40 | page number
//   section(id, anchor, heading, heading_words, aside_words, body, code)
//       id: language number << 40 | document
//   error(section, text)
//   terms_<number>
//       FTS5 without content; rowid: document; columns: title heading aside code errors body1 body2
//       body3. The aside is what stands in brackets behind a heading; the last three are by
//       strength (posting.h), so that a term's row in fts5vocab says all that ranking needs
//   form_<number>(folded, form, family, frequency, sections)
//       every term, and irregular forms of words that are among them, which stand in no section;
//       folded: without accents; frequency: log2 of its sections
//
// Terms are exact (tokenizer.h); families (families.h) lie over them as a table, made when the
// vocabulary is known. The same sections in the same order give the same bytes, with the same
// SQLite. Memory does not depend on the number of sections.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "generator/base/result.h"
#include "generator/search/section.h"

namespace search {

class IndexWriter {
 public:
  // Nothing at `path` changes before finish(): the database is written beside it and renamed. An
  // unfinished one is removed.
  static base::Result<IndexWriter> create(const std::filesystem::path& path);
  ~IndexWriter();
  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;

  // Languages are numbered in the order in which they come: the course's, when it says them all
  // first. A language without a section is one that can be asked and has nothing.
  base::Done add_language(std::string_view tag);
  // In reading order: the sections of a page follow each other, as far as their language goes.
  base::Done add(const Section& section);
  base::Done finish();

 private:
  struct State;
  explicit IndexWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace search
