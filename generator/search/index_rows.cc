#include "generator/search/index_rows.h"

#include <fmt/format.h>

namespace search {

using database::Statement;

std::string insert_terms(std::int64_t number) {
  return fmt::format("INSERT INTO terms_{}(rowid, {}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", number,
                     kTermColumnNames);
}

std::string delete_terms(std::int64_t number) {
  return fmt::format(
      "INSERT INTO terms_{0}(terms_{0}, rowid, {1}) VALUES('delete', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      number, kTermColumnNames);
}

Statement& bind_page(Statement& insert, std::int64_t id, const Section& section,
                     const IndexRow& row) {
  return insert.bind(1, id)
      .bind(2, section.address)
      .bind(3, section.title)
      .bind(4, row.title_words)
      .bind(5, section.level)
      .bind(6, section.topic)
      .bind(7, section.kind);
}

Statement& bind_section(Statement& insert, std::int64_t id, const Section& section,
                        const IndexRow& row) {
  return insert.bind(1, id)
      .bind(2, section.anchor)
      .bind(3, section.heading)
      .bind(4, row.heading_words)
      .bind(5, row.aside_words)
      .bind(6, section.body)
      .bind(7, section.code);
}

Statement& bind_terms(Statement& statement, std::int64_t document, const IndexRow& row) {
  statement.bind(1, document);
  for (std::size_t i = 0; i < kTermColumns; ++i)
    statement.bind(static_cast<int>(i) + 2, row.columns[i]);
  return statement;
}

}  // namespace search
