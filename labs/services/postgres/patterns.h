// Small texts of PostgreSQL: names with their quotes, and the simple regular expressions that psql
// and people use in catalogue queries. Values; any thread.
#pragma once

#include <string>
#include <string_view>

namespace services::postgres {

// users -> users, "My Table" in quotes.
std::string quote_name(std::string_view name);

// '^', '$', '.', '.*', '.+', alternatives with '|' and one pair of brackets around all of it;
// everything else is taken for what it is. In time of pattern by text.
bool matches_pattern(std::string_view pattern, std::string_view text);

}  // namespace services::postgres
