// PostgreSQL's SQL as SQLite reads it: casts, operators, names of the catalogue, and the tables of
// `public` as a role may see them. What cannot be said in SQLite is a problem in PostgreSQL's
// words.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "labs/services/postgres/protocol.h"
#include "labs/services/postgres/tokens.h"

namespace services::postgres {

struct Surroundings {
  std::string user;
  std::string database;
  // The condition that a row of this table must meet for the role; nothing: any row, or no table.
  std::function<std::optional<std::string>(std::string_view table)> row_condition;
};

// Changes the statement in place.
std::optional<Problem> translate(Statement& statement, const Surroundings& around);

}  // namespace services::postgres
