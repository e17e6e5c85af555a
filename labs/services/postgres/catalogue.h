// PostgreSQL's catalogue over what is known of the tables of `public` (data_tables, data_columns,
// data_policies): pg_class and its like, information_schema, pg_policies, as views and functions of
// the SQLite connection.
#pragma once

#include "generator/base/result.h"
#include "labs/services/service.h"

namespace services::postgres {

// Makes views and functions, and the tables of the fleet's migrations beside those that are there
// (sites, groups, analytics, users with the columns of the second factor). May be called again.
base::Done make_catalogue(Context& context);

// Tables and columns that a fault hides: "analytics", "users.mfa_secret".
bool is_hidden(const Context& context, std::string_view table, std::string_view column = {});
// Writes the same into the catalogue; to be called before each query.
base::Done hide_faulty(Context& context);

bool row_security(const Context& context, std::string_view table);
// The condition of all policies that let this role read; "0" when there is none.
base::Result<std::string> read_condition(Context& context, std::string_view table,
                                         std::string_view role);

}  // namespace services::postgres
