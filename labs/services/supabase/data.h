// The stack's database, as both the data API and the PostgreSQL port show it: the tables of the
// schema `public`, what is known of their columns and keys, and their row-level policies.
//
// A table `t` of `public` is the SQLite table `public.t` of an attached database, so that SQL which
// names it either way means the same. What PostgreSQL keeps in its catalogue stands in the main
// database:
//
//   data_tables(name, rls)                    rls: 1 when row-level security is on
//   data_columns(table_name, position, name, type, not_null, default_sql, is_key)
//   data_references(table_name, column_name, other_table, other_column)
//   data_policies(table_name, name, command, role, using_sql, check_sql)
//
// A policy is SQL that SQLite understands once auth.uid() and auth.role() are filled in. Booleans
// are 0 and 1, times and UUIDs text. Switch: supabase-rls-missing (no policy is in force).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/services/service.h"
#include "labs/services/supabase/identity.h"

namespace services::data {

struct Column {
  std::string name;
  std::string type;  // bigint, text, boolean, uuid, timestamptz, jsonb, double precision
  bool not_null = false;
  std::string default_sql;
  bool is_key = false;
};

struct Reference {
  std::string column;
  std::string other_table;
  std::string other_column;
};

struct Table {
  std::string name;
  bool has_rls = false;
  std::vector<Column> columns;
  std::vector<Reference> references;

  const Column* find(std::string_view column) const;
};

// Makes what is missing, with a few rows; harmless when all is there.
base::Done make(Context& context);

base::Result<std::vector<std::string>> table_names(Context& context);
// Nothing when there is no such table.
base::Result<std::optional<Table>> find_table(Context& context, std::string_view name);

enum class Command { Select, Insert, Update, Delete };
enum class Part { Using, Check };
// The condition that a row must meet for this role, as SQL over the table's columns: "1" for who is
// past every policy, "0" when no policy lets anything through.
base::Result<std::string> policy(Context& context, const Table& table, Command command, Part part,
                                 const Identity& identity);

// For Realtime: whether this reader may see the row of a change.
bool may_see(Context& context, const Identity& identity, const text::Node& change);

// "it's" -> 'it''s'; for values that we put into SQL ourselves.
std::string sql_text(std::string_view value);
// A name between double quotes.
std::string sql_name(std::string_view name);

}  // namespace services::data
