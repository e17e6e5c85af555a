#include "labs/services/supabase/data.h"

#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"

namespace services::data {
namespace {

constexpr std::string_view kCatalogue =
    "CREATE TABLE IF NOT EXISTS data_tables(name TEXT PRIMARY KEY, rls INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS data_columns(table_name TEXT, position INTEGER, name TEXT, type "
    "TEXT, not_null INTEGER, default_sql TEXT, is_key INTEGER, PRIMARY KEY(table_name, position));"
    "CREATE TABLE IF NOT EXISTS data_references(table_name TEXT, column_name TEXT, other_table "
    "TEXT, other_column TEXT);"
    "CREATE TABLE IF NOT EXISTS data_policies(table_name TEXT, name TEXT, command TEXT, role TEXT, "
    "using_sql TEXT, check_sql TEXT);";

// The demonstration: tasks that everybody may read, comments on them, notes and profiles of one's
// own.
struct NewTable {
  std::string_view name;
  std::vector<Column> columns;
  std::vector<Reference> references;
};

std::vector<NewTable> demonstration() {
  const Column id{"id", "bigint", true, "", true};
  const Column owner{"user_id", "uuid", false, "auth.uid()", false};
  const Column created{"created_at", "timestamptz", true, "now()", false};
  return {
      {"todos",
       {id,
        {"title", "text", true, "", false},
        {"done", "boolean", true, "false", false},
        owner,
        created},
       {}},
      {"comments",
       {id, {"todo_id", "bigint", true, "", false}, {"body", "text", true, "", false}, created},
       {{"todo_id", "todos", "id"}}},
      {"notes",
       {{"id", "uuid", true, "gen_random_uuid()", true},
        owner,
        {"body", "text", true, "", false},
        {"tags", "jsonb", false, "", false},
        created},
       {}},
      {"users",
       {{"id", "uuid", true, "gen_random_uuid()", true},
        {"email", "text", true, "", false},
        {"name", "text", false, "", false},
        created},
       {}},
  };
}

constexpr std::string_view kPolicies =
    "INSERT INTO data_policies VALUES"
    "('todos', 'Everybody reads', 'SELECT', 'public', 'true', NULL),"
    "('todos', 'Who is signed in adds', 'INSERT', 'authenticated', NULL, 'true'),"
    "('todos', 'Who is signed in changes', 'UPDATE', 'authenticated', 'true', 'true'),"
    "('todos', 'Who is signed in removes', 'DELETE', 'authenticated', 'true', NULL),"
    "('comments', 'Everybody reads', 'SELECT', 'public', 'true', NULL),"
    "('comments', 'Who is signed in adds', 'INSERT', 'authenticated', NULL, 'true'),"
    "('notes', 'Own notes', 'ALL', 'authenticated', '(auth.uid() = user_id)', '(auth.uid() = "
    "user_id)'),"
    "('users', 'Own profile', 'ALL', 'authenticated', '(auth.uid() = id)', '(auth.uid() = id)');"
    "INSERT INTO public.todos(title, done) VALUES('Rent a server', 1), ('Point the domain at it', "
    "0), ('Start the stack', 0);"
    "INSERT INTO public.comments(todo_id, body) VALUES(1, 'Two cores are enough'), (1, 'Debian "
    "12');"
    "INSERT INTO public.notes(user_id, body) VALUES('00000000-0000-4000-a000-000000000001', "
    "'Nobody else may read this');"
    "INSERT INTO public.users(id, email, name) VALUES('00000000-0000-4000-a000-000000000001', "
    "'ana@lab.test', 'Ana');";

std::string_view affinity(std::string_view type) {
  if (type == "bigint" || type == "boolean") return "INTEGER";
  return type == "double precision" ? "REAL" : "TEXT";
}

// For SQL that does not say a value; the data API fills in its own.
std::string_view sqlite_default(std::string_view postgres) {
  if (postgres == "now()") return "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')";
  if (postgres == "gen_random_uuid()")
    return "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
           "substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || "
           "hex(randomblob(6)))";
  return postgres == "false" ? "0" : "NULL";
}

std::string create_sql(const NewTable& table) {
  std::string columns;
  for (const Column& column : table.columns) {
    columns += fmt::format("{}{} {}", columns.empty() ? "" : ", ", sql_name(column.name),
                           affinity(column.type));
    if (column.is_key) columns += " PRIMARY KEY";
    if (column.not_null && column.type != "bigint") columns += " NOT NULL";
    if (!column.default_sql.empty())
      columns += fmt::format(" DEFAULT ({})", sqlite_default(column.default_sql));
  }
  return fmt::format("CREATE TABLE public.{}({});", sql_name(table.name), columns);
}

std::string catalogue_sql(const NewTable& table) {
  std::string out = fmt::format("INSERT INTO data_tables VALUES({}, 1);", sql_text(table.name));
  int position = 0;
  for (const Column& column : table.columns)
    out +=
        fmt::format("INSERT INTO data_columns VALUES({}, {}, {}, {}, {}, {}, {});",
                    sql_text(table.name), ++position, sql_text(column.name), sql_text(column.type),
                    column.not_null ? 1 : 0, sql_text(column.default_sql), column.is_key ? 1 : 0);
  for (const Reference& one : table.references)
    out += fmt::format("INSERT INTO data_references VALUES({}, {}, {}, {});", sql_text(table.name),
                       sql_text(one.column), sql_text(one.other_table), sql_text(one.other_column));
  return out;
}

std::string_view name_of(Command command) {
  switch (command) {
    case Command::Select:
      return "SELECT";
    case Command::Insert:
      return "INSERT";
    case Command::Update:
      return "UPDATE";
    case Command::Delete:
      return "DELETE";
  }
  return {};
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

}  // namespace

const Column* Table::find(std::string_view column) const {
  for (const Column& one : columns)
    if (one.name == column) return &one;
  return nullptr;
}

std::string sql_text(std::string_view value) {
  std::string out = "'";
  for (const char c : value) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string sql_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

base::Done make(Context& context) {
  database::Database& store = context.store;
  {
    auto attached = TRY(store.prepare("SELECT 1 FROM pragma_database_list WHERE name = 'public'"));
    if (!TRY(attached.step())) {
      attached.reset();
      TRY(store.execute("ATTACH ':memory:' AS public"));
    }
  }
  TRY(store.execute(kCatalogue));
  bool fresh = true;
  {
    auto made = TRY(store.prepare("SELECT 1 FROM data_tables LIMIT 1"));
    fresh = !TRY(made.step());
  }
  if (!fresh) return {};
  for (const NewTable& table : demonstration())
    TRY(store.execute(create_sql(table) + catalogue_sql(table)));
  TRY(store.execute(kPolicies));
  for (const NewTable& table : demonstration())
    TRY(store.execute(fmt::format("UPDATE public.{} SET created_at = {}", sql_name(table.name),
                                  sql_text(offset_time(context.now)))));
  return {};
}

base::Result<std::vector<std::string>> table_names(Context& context) {
  auto statement = TRY(context.store.prepare("SELECT name FROM data_tables ORDER BY name"));
  std::vector<std::string> out;
  while (TRY(statement.step())) out.emplace_back(statement.text(0));
  return out;
}

base::Result<std::optional<Table>> find_table(Context& context, std::string_view name) {
  auto known = TRY(context.store.prepare("SELECT rls FROM data_tables WHERE name = ?"));
  if (!TRY(known.bind(1, name).step())) return std::nullopt;
  Table out;
  out.name = name;
  out.has_rls = known.integer(0) != 0 && !context.broken("supabase-rls-missing");
  auto columns = TRY(context.store.prepare(
      "SELECT name, type, not_null, default_sql, is_key FROM data_columns WHERE table_name = ? "
      "ORDER BY position"));
  columns.bind(1, name);
  while (TRY(columns.step()))
    out.columns.push_back({std::string(columns.text(0)), std::string(columns.text(1)),
                           columns.integer(2) != 0, std::string(columns.text(3)),
                           columns.integer(4) != 0});
  auto references = TRY(context.store.prepare(
      "SELECT column_name, other_table, other_column FROM data_references WHERE table_name = ?"));
  references.bind(1, name);
  while (TRY(references.step()))
    out.references.push_back({std::string(references.text(0)), std::string(references.text(1)),
                              std::string(references.text(2))});
  return out;
}

base::Result<std::string> policy(Context& context, const Table& table, Command command, Part part,
                                 const Identity& identity) {
  if (!table.has_rls || identity.is_service()) return std::string("1");
  // WITH CHECK is USING where it is not said.
  auto statement = TRY(context.store.prepare(
      part == Part::Using
          ? "SELECT using_sql FROM data_policies WHERE table_name = ? AND command IN (?, 'ALL') "
            "AND role IN (?, 'public') AND using_sql IS NOT NULL"
          : "SELECT coalesce(check_sql, using_sql) FROM data_policies WHERE table_name = ? AND "
            "command IN (?, 'ALL') AND role IN (?, 'public')"));
  statement.bind(1, std::string_view(table.name))
      .bind(2, name_of(command))
      .bind(3, std::string_view(identity.role));
  std::string out;
  while (TRY(statement.step()))
    out += fmt::format("{}({})", out.empty() ? "" : " OR ", statement.text(0));
  if (out.empty()) return std::string("0");
  replace_all(out, "auth.uid()", identity.user.empty() ? "NULL" : sql_text(identity.user));
  replace_all(out, "auth.role()", sql_text(identity.role));
  return "(" + out + ")";
}

bool may_see(Context& context, const Identity& identity, const text::Node& change) {
  const auto table = find_table(context, string_in(change, "table"));
  if (!table || !*table) return false;
  const auto condition = policy(context, **table, Command::Select, Part::Using, identity);
  if (!condition) return false;
  if (*condition == "1") return true;
  const text::Node* record = change.find("record");
  // A row that is gone is told by its key alone, which hides the rest.
  if (record == nullptr || string_in(change, "type") == "DELETE") return *condition != "0";
  std::string columns;
  for (const Column& column : (*table)->columns) {
    const text::Node* value = record->find(column.name);
    const bool none = value == nullptr || std::holds_alternative<std::monostate>(value->value);
    const auto* flag = none ? nullptr : std::get_if<bool>(&value->value);
    const std::string sql = none              ? "NULL"
                            : flag != nullptr ? (*flag ? "1" : "0")
                                              : sql_text(formats::plain(*value));
    columns += fmt::format("{}{} AS {}", columns.empty() ? "" : ", ", sql, sql_name(column.name));
  }
  auto statement =
      context.store.prepare(fmt::format("SELECT 1 FROM (SELECT {}) WHERE {}", columns, *condition));
  if (!statement) return false;
  const auto row = statement->step();
  return row && *row;
}

}  // namespace services::data
