#include "labs/services/supabase/rest_sql.h"

#include <fmt/format.h>

#include <charconv>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"

namespace services::rest {
using data::Column;
using data::sql_name;
using data::sql_text;
using data::Table;
namespace {

base::Error unknown_column(const Table& table, std::string_view column) {
  return complaint("42703", fmt::format("column {}.{} does not exist", table.name, column));
}

base::Error bad_value(const Column& column, std::string_view written) {
  return complaint("22P02",
                   fmt::format("invalid input syntax for type {}: \"{}\"", column.type, written));
}

// A value as it is written in a filter, as a literal of the column's type.
base::Result<std::string> written_literal(const Column& column, std::string_view written) {
  if (column.type == "bigint") {
    std::int64_t value = 0;
    const auto parsed = std::from_chars(written.data(), written.data() + written.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != written.data() + written.size())
      return base::fail(bad_value(column, written));
    return std::to_string(value);
  }
  if (column.type == "double precision") {
    double value = 0;
    const auto parsed = std::from_chars(written.data(), written.data() + written.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != written.data() + written.size())
      return base::fail(bad_value(column, written));
    return fmt::format("{}", value);
  }
  if (column.type == "boolean") {
    if (written == "true" || written == "t" || written == "1") return std::string("1");
    if (written == "false" || written == "f" || written == "0") return std::string("0");
    return base::fail(bad_value(column, written));
  }
  if (column.type == "uuid" && !is_uuid(written)) return base::fail(bad_value(column, written));
  return sql_text(written);
}

// LIKE of PostgreSQL and PostgREST ('*' for '%') as SQLite's GLOB, which minds the case as theirs.
std::string glob_of(std::string_view pattern) {
  std::string out;
  for (const char c : pattern) {
    if (c == '%' || c == '*')
      out += '*';
    else if (c == '_')
      out += '?';
    else if (c == '[' || c == '?')
      out += fmt::format("[{}]", c);
    else
      out += c;
  }
  return out;
}

std::string like_of(std::string_view pattern) {
  std::string out(pattern);
  for (char& c : out)
    if (c == '*') c = '%';
  return out;
}

// "(1,2,\"a,b\")" or "{1,2}" -> its values.
std::vector<std::string> values_of(std::string_view list) {
  if (list.size() >= 2) list = list.substr(1, list.size() - 2);
  std::vector<std::string> out;
  for (std::string_view item : split_list(list)) {
    std::string value;
    if (item.size() >= 2 && item.front() == '"' && item.back() == '"') {
      item = item.substr(1, item.size() - 2);
      for (std::size_t i = 0; i < item.size(); ++i)
        value += item[i] == '\\' && i + 1 < item.size() ? item[++i] : item[i];
    } else {
      value = item;
    }
    out.push_back(std::move(value));
  }
  return out;
}

// Every word is somewhere in the text.
std::string words_sql(const std::string& column, std::string_view words) {
  std::string out;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find_first_of(" &|"), words.size());
    if (end > 0)
      out += fmt::format("{}{} LIKE {}", out.empty() ? "" : " AND ", column,
                         sql_text("%" + std::string(words.substr(0, end)) + "%"));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out.empty() ? "0" : out;
}

base::Result<std::string> list_sql(const Column& column, std::string_view written) {
  if (!written.starts_with('(') || !written.ends_with(')'))
    return base::fail(
        complaint("PGRST100", fmt::format("\"failed to parse filter (in.{})\"", written)));
  std::string out;
  for (const std::string& value : values_of(written))
    out += (out.empty() ? "" : ", ") + TRY(written_literal(column, value));
  return out;
}

base::Result<std::string> is_sql(const std::string& name, std::string_view value) {
  if (value == "null") return name + " IS NULL";
  if (value == "not_null") return name + " IS NOT NULL";
  if (value == "true") return name + " IS 1";
  if (value == "false") return name + " IS 0";
  if (value == "unknown") return name + " IS NULL";
  return base::fail(
      complaint("PGRST100", fmt::format("\"failed to parse filter (is.{})\"", value)));
}

// Arrays and documents are JSON text: each wanted value is among those that are there.
std::string contains_sql(const std::string& name, std::string_view list, std::string_view join) {
  std::string out;
  for (const std::string& value : values_of(list))
    out += fmt::format("{}EXISTS(SELECT 1 FROM json_each({}) AS each WHERE each.value = {})",
                       out.empty() ? "" : fmt::format(" {} ", join), name, sql_text(value));
  return out.empty() ? "1" : "(" + out + ")";
}

base::Result<std::string> test_sql(const Table& table, const Condition& test) {
  const Column* column = table.find(test.column);
  if (column == nullptr) return base::fail(unknown_column(table, test.column));
  const std::string name = sql_name(table.name) + "." + sql_name(column->name);
  const std::string& how = test.how;
  if (how == "in") return fmt::format("{} IN ({})", name, TRY(list_sql(*column, test.value)));
  if (how == "is") return is_sql(name, test.value);
  if (how == "like") return fmt::format("{} GLOB {}", name, sql_text(glob_of(test.value)));
  if (how == "ilike") return fmt::format("{} LIKE {}", name, sql_text(like_of(test.value)));
  if (how == "fts" || how == "plfts" || how == "wfts") return words_sql(name, test.value);
  if (how == "cs") return contains_sql(name, test.value, "AND");
  if (how == "ov") return contains_sql(name, test.value, "OR");
  if (how == "match" || how == "imatch" || how == "cd")
    return base::fail(complaint(
        "PGRST100", fmt::format("\"this reference does not know the filter '{}'\"", how)));
  const std::string_view sign = how == "eq"    ? "="
                                : how == "neq" ? "<>"
                                : how == "gt"  ? ">"
                                : how == "gte" ? ">="
                                : how == "lt"  ? "<"
                                               : "<=";
  return fmt::format("{} {} {}", name, sign, TRY(written_literal(*column, test.value)));
}

base::Result<std::string> condition_sql(const Table& table, const Condition& condition) {
  std::string out;
  if (condition.kind == Condition::Kind::Test) {
    out = TRY(test_sql(table, condition));
  } else {
    for (const Condition& part : condition.parts) {
      if (!out.empty()) out += condition.kind == Condition::Kind::All ? " AND " : " OR ";
      out += TRY(condition_sql(table, part));
    }
  }
  return fmt::format("{}({})", condition.negated ? "NOT " : "", out);
}

// A column's value, as json_object() takes it.
std::string value_sql(const Table& table, const Column& column, std::string_view cast) {
  const std::string name = sql_name(table.name) + "." + sql_name(column.name);
  if (cast == "text") return fmt::format("CAST({} AS TEXT)", name);
  if (column.type == "boolean")
    return fmt::format("json(CASE {} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)",
                       name);
  if (column.type == "jsonb") return fmt::format("json(coalesce({}, 'null'))", name);
  return name;
}

// How two tables hang together: to many of the other's rows, or to one.
struct Bond {
  std::string sql;
  bool many = false;
};
std::optional<Bond> bond_of(const Table& table, const Table& other) {
  for (const data::Reference& one : other.references)
    if (one.other_table == table.name)
      return Bond{fmt::format("{}.{} = {}.{}", sql_name(other.name), sql_name(one.column),
                              sql_name(table.name), sql_name(one.other_column)),
                  true};
  for (const data::Reference& one : table.references)
    if (one.other_table == other.name)
      return Bond{fmt::format("{}.{} = {}.{}", sql_name(other.name), sql_name(one.other_column),
                              sql_name(table.name), sql_name(one.column)),
                  false};
  return std::nullopt;
}

struct Embedded {
  Table table;
  Bond bond;
  std::string policy;
};
base::Result<Embedded> embedded(Context& context, const Table& table, const Selected& one,
                                const Identity& asker) {
  const auto other = TRY(data::find_table(context, one.column));
  const auto bond = other ? bond_of(table, *other) : std::nullopt;
  if (!bond)
    return base::fail(complaint(
        "PGRST200", fmt::format("Could not find a relationship between '{}' and '{}' in the schema "
                                "cache",
                                table.name, one.column)));
  std::string policy =
      TRY(data::policy(context, *other, data::Command::Select, data::Part::Using, asker));
  return Embedded{*other, *bond, std::move(policy)};
}

base::Result<std::string> embedded_sql(Context& context, const Table& table, const Selected& one,
                                       const Identity& asker) {
  const Embedded other = TRY(embedded(context, table, one, asker));
  const std::string row = TRY(row_sql(context, other.table, one.inside, asker));
  const std::string from = fmt::format("FROM public.{} WHERE {} AND {}", sql_name(other.table.name),
                                       other.bond.sql, other.policy);
  if (!other.bond.many) return fmt::format("json((SELECT {} {} LIMIT 1))", row, from);
  return fmt::format(
      "json((SELECT coalesce(json_group_array(json(one)), '[]') FROM (SELECT {} AS "
      "one {} LIMIT 1000)))",
      row, from);
}

}  // namespace

base::Error complaint(std::string_view code, std::string message) {
  base::Error out{base::ErrorKind::Usage, {message, message}};
  out.rule = code;
  return out;
}

base::Result<std::string> where_sql(const Table& table, const std::vector<Condition>& where) {
  std::string out;
  for (const Condition& condition : where)
    out += (out.empty() ? "" : " AND ") + TRY(condition_sql(table, condition));
  return out.empty() ? std::string("1") : out;
}

base::Result<std::string> order_sql(const Table& table, const std::vector<Sorting>& order) {
  std::string out;
  for (const Sorting& one : order) {
    if (table.find(one.column) == nullptr) return base::fail(unknown_column(table, one.column));
    // PostgreSQL puts nulls last when it counts up, and first when it counts down.
    out += fmt::format("{}{}.{} {} NULLS {}", out.empty() ? "" : ", ", sql_name(table.name),
                       sql_name(one.column), one.descending ? "DESC" : "ASC",
                       one.nulls_first.value_or(one.descending) ? "FIRST" : "LAST");
  }
  return out.empty() ? std::string("rowid") : out + ", rowid";
}

base::Result<std::string> row_sql(Context& context, const Table& table,
                                  const std::vector<Selected>& select, const Identity& asker) {
  std::string out;
  const auto add = [&](std::string_view name, const std::string& sql) {
    out += fmt::format("{}{}, {}", out.empty() ? "" : ", ", sql_text(name), sql);
  };
  for (const Selected& one : select) {
    if (one.embedded) {
      add(one.alias.empty() ? one.column : one.alias,
          TRY(embedded_sql(context, table, one, asker)));
    } else if (one.column == "*") {
      for (const Column& column : table.columns) add(column.name, value_sql(table, column, {}));
    } else {
      const Column* column = table.find(one.column);
      if (column == nullptr) return base::fail(unknown_column(table, one.column));
      add(one.alias.empty() ? one.column : one.alias, value_sql(table, *column, one.cast));
    }
  }
  return fmt::format("json_object({})", out);
}

base::Result<std::string> inner_sql(Context& context, const Table& table,
                                    const std::vector<Selected>& select, const Identity& asker) {
  std::string out = "1";
  for (const Selected& one : select) {
    if (!one.embedded || !one.inner) continue;
    const Embedded other = TRY(embedded(context, table, one, asker));
    out += fmt::format(" AND EXISTS(SELECT 1 FROM public.{} WHERE {} AND {})",
                       sql_name(other.table.name), other.bond.sql, other.policy);
  }
  return out;
}

base::Result<std::string> literal(const Column& column, const text::Node& value) {
  if (std::holds_alternative<std::monostate>(value.value)) return std::string("NULL");
  if (column.type == "jsonb") return sql_text(formats::to_json(value));
  if (value.is_array() || value.is_table()) {
    if (column.type == "text") return sql_text(formats::to_json(value));
    return base::fail(bad_value(column, formats::to_json(value)));
  }
  return written_literal(column, formats::plain(value));
}

}  // namespace services::rest
