// From an understood request to SQL for SQLite, with PostgreSQL's types and complaints. Values are
// written into the SQL as literals by one function, and names are checked against the catalogue
// first, so nothing of a request is ever read as SQL.
#pragma once

#include <string>

#include "labs/services/supabase/data.h"
#include "labs/services/supabase/rest_query.h"

namespace services::rest {

// An error's rule is PostgREST's or PostgreSQL's code; its message is English in both languages.
base::Error complaint(std::string_view code, std::string message);

// "(…) AND (…)", or "1". Columns are those of `table`.
base::Result<std::string> where_sql(const data::Table& table, const std::vector<Condition>& where);
base::Result<std::string> order_sql(const data::Table& table, const std::vector<Sorting>& order);
// An expression that gives one row of `table` as JSON; `asker` is for the policies of embedded
// tables.
base::Result<std::string> row_sql(Context& context, const data::Table& table,
                                  const std::vector<Selected>& select, const Identity& asker);
// What select's inner embeddings ask of a row: "1", or an EXISTS.
base::Result<std::string> inner_sql(Context& context, const data::Table& table,
                                    const std::vector<Selected>& select, const Identity& asker);

// A value of a document as a literal of the column's type.
base::Result<std::string> literal(const data::Column& column, const text::Node& value);

}  // namespace services::rest
