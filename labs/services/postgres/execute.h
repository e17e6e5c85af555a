// One statement of a client, from its tokens to rows: the role's rights, SQLite underneath, and
// errors in PostgreSQL's words and codes.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "labs/services/postgres/protocol.h"
#include "labs/services/postgres/tokens.h"
#include "labs/services/service.h"

namespace services::postgres {

// What a session is, between statements.
struct Login {
  std::string user;      // the role: without the pooler's suffix
  std::string database;  // "postgres"
  bool past_policies = false;
  char status = 'I';  // I idle, T in a transaction, E in one that failed
  bool read_only = false;
  bool wrote = false;  // in this transaction
  std::map<std::string, std::string, std::less<>> settings;
};

struct Outcome {
  std::vector<ColumnInfo> columns;
  std::vector<Row> rows;
  bool gives_rows = false;  // even when there are none
  std::string tag;          // "SELECT 1"
  std::optional<Problem> notice;
};
using Result = tl::expected<Outcome, Problem>;

Result execute(Login& login, Statement statement, const Row& parameters, Context& context);

// CREATE TABLE, ALTER TABLE, CREATE POLICY and their like (definitions.cc); nothing: it is none.
std::optional<Result> define(Login& login, const Statement& statement, Context& context);

// The error of SQLite as PostgreSQL would have said it.
Problem problem_of(const base::Error& error, std::string_view query);

}  // namespace services::postgres
