// The rows of a search database (index_writer.h), bound to their statements: whoever writes them
// writes them alike. Private to search.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generator/database/database.h"
#include "generator/search/section.h"
#include "generator/search/section_terms.h"

namespace search {

inline constexpr std::string_view kInsertPage = "INSERT INTO page VALUES(?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kInsertSection =
    "INSERT INTO section VALUES(?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kInsertError = "INSERT INTO error VALUES(?, ?)";
// Of the language of that number.
std::string insert_terms(std::int64_t number);
// Takes a row out of the full-text index again: it must be the one that was put in.
std::string delete_terms(std::int64_t number);

// `section` and `row` must outlive the step. `id`: with the number of the language.
database::Statement& bind_page(database::Statement& insert, std::int64_t id, const Section& section,
                               const IndexRow& row);
database::Statement& bind_section(database::Statement& insert, std::int64_t id,
                                  const Section& section, const IndexRow& row);
// For both statements above.
database::Statement& bind_terms(database::Statement& statement, std::int64_t document,
                                const IndexRow& row);

}  // namespace search
