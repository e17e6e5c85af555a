#include "labs/services/postgres/execute.h"

#include <algorithm>
#include <array>
#include <set>

#include "generator/base/ascii.h"
#include "labs/services/postgres/catalogue.h"
#include "labs/services/postgres/translate.h"

namespace services::postgres {
namespace {

constexpr std::size_t kMostRows = 10'000;
constexpr std::size_t kMostBytes = 8u << 20;
constexpr std::int64_t kMostSteps = 20'000'000;

using database::Access;

tl::unexpected<Problem> refuse(std::string state, std::string message, std::string hint = {}) {
  return tl::unexpected<Problem>(
      Problem{std::move(state), std::move(message), "", std::move(hint)});
}

Outcome done(std::string tag) {
  Outcome out;
  out.tag = std::move(tag);
  return out;
}

bool starts(const Statement& statement, std::initializer_list<std::string_view> words) {
  std::size_t at = 0;
  for (const std::string_view one : words)
    if (at >= statement.size() || !is(statement[at++], one)) return false;
  return true;
}

Outcome one_value(std::string name, std::string value, std::string tag) {
  Outcome out = done(std::move(tag));
  out.gives_rows = true;
  out.columns = {{std::move(name), Type::Text}};
  out.rows = {{std::move(value)}};
  return out;
}

// BEGIN, COMMIT and their like. All sessions share one connection of SQLite, so what a transaction
// wrote stands at once, and ROLLBACK says that it cannot take it back.
std::optional<Result> transaction(Login& login, const Statement& s) {
  const bool begin = is(s[0], "begin") || starts(s, {"start", "transaction"});
  const bool commit = is(s[0], "commit") || is(s[0], "end");
  const bool back = is(s[0], "rollback") || is(s[0], "abort");
  if (begin) {
    Outcome out = done("BEGIN");
    if (login.status != 'I')
      out.notice = Problem{"25001", "there is already a transaction in progress"};
    login.status = login.status == 'I' ? 'T' : login.status;
    login.wrote = false;
    for (std::size_t i = 0; i + 1 < s.size(); ++i)
      if (is(s[i], "read") && is(s[i + 1], "only")) login.read_only = true;
    return out;
  }
  if (is(s[0], "savepoint") || is(s[0], "release")) {
    if (login.status == 'I')
      return refuse("25P01",
                    std::string(is(s[0], "savepoint") ? "SAVEPOINT" : "RELEASE SAVEPOINT") +
                        " can only be used in transaction blocks");
    return done(is(s[0], "savepoint") ? "SAVEPOINT" : "RELEASE");
  }
  if (!commit && !back) return std::nullopt;
  if (back && s.size() > 1 && is(s[1], "to")) {
    login.status = 'T';
    return done("ROLLBACK");
  }
  Outcome out = done(commit && login.status != 'E' ? "COMMIT" : "ROLLBACK");
  if (login.status == 'I') out.notice = Problem{"25P01", "there is no transaction in progress"};
  if (out.tag == "ROLLBACK" && login.wrote)
    out.notice = Problem{"01000", "this reference cannot take back what the transaction wrote"};
  login.status = 'I';
  login.read_only = login.wrote = false;
  return out;
}

std::string text_from(const Statement& s, std::size_t begin) {
  std::string out;
  for (std::size_t i = begin; i < s.size(); ++i) out += (out.empty() ? "" : " ") + s[i].text;
  return out;
}

// SET, SHOW, RESET, DISCARD and what changes nothing here.
std::optional<Result> setting(Login& login, const Statement& s) {
  if (is(s[0], "set") && s.size() >= 2) {
    std::size_t at = is(s[1], "session") || is(s[1], "local") ? 2 : 1;
    if (at + 1 < s.size() && is(s[at], "role")) {
      const std::string role = s[at + 1].text;
      if (role != "none" && role != "postgres" && role != "anon" && role != "authenticated" &&
          role != "service_role")
        return refuse("22023", "role \"" + role + "\" does not exist");
      if (!login.past_policies && role != login.user && role != "none")
        return refuse("42501", "permission denied to set role \"" + role + "\"");
      login.user = role == "none" ? "postgres" : role;
      login.past_policies = login.user == "postgres" || login.user == "service_role";
      return done("SET");
    }
    if (at + 2 < s.size() && (is(s[at + 1], "=") || is(s[at + 1], "to"))) {
      constexpr std::size_t kMost = 100;
      if (login.settings.size() < kMost)
        login.settings.insert_or_assign(s[at].text, text_from(s, at + 2));
    }
    return done("SET");
  }
  if (is(s[0], "show") && s.size() >= 2) {
    const std::string name = s[1].text;
    const std::map<std::string_view, std::string_view> known = {
        {"server_version", "15.8"},
        {"server_encoding", "UTF8"},
        {"client_encoding", "UTF8"},
        {"timezone", "UTC"},
        {"transaction_isolation", "read committed"},
        {"search_path", "\"$user\", public"},
        {"standard_conforming_strings", "on"},
        {"transaction_read_only", login.read_only ? "on" : "off"},
        {"max_connections", "60"}};
    const auto mine = login.settings.find(name);
    if (mine != login.settings.end()) return one_value(name, mine->second, "SHOW");
    const auto found = known.find(name);
    if (found == known.end())
      return refuse("42704", "unrecognized configuration parameter \"" + name + "\"");
    return one_value(name, std::string(found->second), "SHOW");
  }
  if (is(s[0], "reset")) return done("RESET");
  if (is(s[0], "discard")) return done("DISCARD ALL");
  if (is(s[0], "listen") || is(s[0], "unlisten")) return done("LISTEN");
  if (is(s[0], "vacuum") || is(s[0], "analyze"))
    return done(is(s[0], "vacuum") ? "VACUUM" : "ANALYZE");
  if (is(s[0], "copy") || is(s[0], "do") || is(s[0], "declare") || is(s[0], "explain") ||
      is(s[0], "call") || is(s[0], "merge") || is(s[0], "prepare") || is(s[0], "execute"))
    return refuse("0A000", "this reference has no " + s[0].text + " statement",
                  "use SELECT, INSERT, UPDATE and DELETE; a real PostgreSQL has the rest");
  return std::nullopt;
}

Type type_of(Context& context, const database::Statement& statement, int column) {
  if (!statement.table(column).empty()) {
    auto known =
        context.store.prepare("SELECT type FROM data_columns WHERE table_name = ? AND name = ?");
    if (known) {
      known->bind(1, statement.table(column)).bind(2, statement.origin(column));
      const auto row = known->step();
      if (row && *row) {
        const std::string_view type = known->text(0);
        if (type == "bigint") return Type::Int8;
        if (type == "boolean") return Type::Bool;
        if (type == "double precision") return Type::Float8;
        if (type == "uuid") return Type::Uuid;
        if (type == "timestamptz") return Type::Timestamptz;
        if (type == "jsonb") return Type::Jsonb;
        return Type::Text;
      }
    }
  }
  switch (statement.kind(column)) {
    case database::Kind::Integer: {
      const std::int64_t value = statement.integer(column);
      const bool counted = statement.name(column).starts_with("count(");
      return counted || value > INT32_MAX || value < INT32_MIN ? Type::Int8 : Type::Int4;
    }
    case database::Kind::Real:
      return Type::Float8;
    default:
      return Type::Text;
  }
}

// As PostgreSQL names what has no name: count, not count(*).
std::string column_name(std::string_view name) {
  if (name.ends_with("\"") && name.starts_with("\""))
    return std::string(name.substr(1, name.size() - 2));
  const std::size_t bracket = name.find('(');
  const std::string_view head = name.substr(0, bracket);
  const bool plain = std::all_of(head.begin(), head.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  });
  if (bracket != std::string_view::npos && plain && !head.empty()) return std::string(head);
  const bool named = plain && !name.empty() && (name.front() < '0' || name.front() > '9');
  return named || bracket == std::string_view::npos
             ? (named ? std::string(name)
                : name.find(' ') == std::string_view::npos &&
                        name.find_first_of("'+-*/|?=<>") == std::string_view::npos &&
                        !(name.front() >= '0' && name.front() <= '9')
                    ? std::string(name)
                    : "?column?")
             : "?column?";
}

std::optional<std::string> value_of(const database::Statement& statement, int column, Type type) {
  if (statement.kind(column) == database::Kind::Null) return std::nullopt;
  std::string text = statement.text_of(column);
  if (type != Type::Bool) return text;
  return text == "1" || text == "t" || text == "true" ? "t" : "f";
}

class Rights {
 public:
  Rights(const Login& login, const Context& context) : login_(login), context_(context) {}

  // What is not everybody's: SQLite does not always say in which database a name was found.
  base::Done learn(database::Database& store) {
    auto names = TRY(store.prepare(
        "SELECT name FROM main.sqlite_master WHERE name NOT IN (SELECT name FROM data_tables)"));
    while (TRY(names.step())) ours_.insert(std::string(names.text(0)));
    return {};
  }

  bool may(const Access& access) {
    // What our views read is theirs to read.
    if (access.inside.starts_with("pg_") || access.inside.starts_with("information_schema_"))
      return access.what == Access::What::Read || access.what == Access::What::Select ||
             access.what == Access::What::Function;
    switch (access.what) {
      case Access::What::Select:
        return true;
      case Access::What::Function:
        return access.table != "load_extension";
      case Access::What::Read:
        if (access.database == "temp")
          return access.table.starts_with("pg_") || access.table.starts_with("information_schema_");
        return allowed_table(access);
      case Access::What::Insert:
      case Access::What::Update:
      case Access::What::Delete:
        if (!allowed_table(access)) return false;
        if (login_.past_policies) return true;
        break;
      case Access::What::Other:
        break;
    }
    denied = access.table;
    return false;
  }

  std::string denied;  // the table that was refused
  bool hidden = false;

 private:
  bool allowed_table(const Access& access) {
    if (access.table.empty()) return true;  // SELECT count(*) of a subquery
    const bool unsaid = access.database.empty() && !ours_.contains(access.table);
    if ((access.database == "public" || unsaid) && !access.table.starts_with("sqlite_")) {
      if (!is_hidden(context_, access.table)) return true;
      hidden = true;
    }
    denied = access.table;
    return false;
  }

  const Login& login_;
  const Context& context_;
  std::set<std::string, std::less<>> ours_;
};

Result run(Login& login, const Statement& statement, const std::string& sql, const Row& parameters,
           Context& context) {
  Rights rights(login, context);
  const auto as_problem = [&](const base::Error& error) -> tl::unexpected<Problem> {
    if (rights.hidden) return refuse("42P01", "relation \"" + rights.denied + "\" does not exist");
    if (!rights.denied.empty())
      return refuse("42501", "permission denied for table " + rights.denied);
    return tl::unexpected<Problem>(problem_of(error, sql));
  };
  auto prepared =
      context.store.prepare_guarded(sql, [&](const Access& access) { return rights.may(access); });
  if (!prepared) return as_problem(prepared.error());
  if (!prepared->read_only() && (login.read_only || context.broken("hosted-db-quota")))
    return refuse("25006",
                  "cannot execute " + base::upper(statement[0].text) + " in a read-only transaction");
  if (static_cast<std::size_t>(prepared->parameters()) > parameters.size())
    return refuse("08P01",
                  fmt::format("bind message supplies {} parameters, but prepared statement "
                              "requires {}",
                              parameters.size(), prepared->parameters()));
  for (int i = 0; i < prepared->parameters(); ++i) {
    const auto& value = parameters[static_cast<std::size_t>(i)];
    if (value)
      prepared->bind(i + 1, std::string_view(*value));
    else
      prepared->bind_null(i + 1);
  }
  Outcome out;
  const int count = prepared->columns();
  out.gives_rows = count > 0;
  std::size_t bytes = 0;
  for (;;) {
    const auto more = prepared->step();
    if (!more) return as_problem(more.error());
    if (out.columns.empty())
      for (int i = 0; i < count; ++i)
        out.columns.push_back({column_name(prepared->name(i)), type_of(context, *prepared, i)});
    if (!*more) break;
    Row row;
    for (int i = 0; i < count; ++i) {
      row.push_back(value_of(*prepared, i, out.columns[static_cast<std::size_t>(i)].type));
      bytes += row.back() ? row.back()->size() + 32 : 32;
    }
    out.rows.push_back(std::move(row));
    if (out.rows.size() > kMostRows || bytes > kMostBytes)
      return refuse(
          "54000",
          fmt::format("the result has more than {} rows or {} bytes", kMostRows, kMostBytes),
          "ask for less with LIMIT");
  }
  const bool writes = !prepared->read_only();
  login.wrote = login.wrote || writes;
  const std::string verb = statement[0].text;
  if (writes && verb == "insert")
    out.tag = fmt::format("INSERT 0 {}", context.store.changes());
  else if (writes && (verb == "update" || verb == "delete"))
    out.tag = fmt::format("{} {}", verb == "update" ? "UPDATE" : "DELETE", context.store.changes());
  else
    out.tag = fmt::format("SELECT {}", out.rows.size());
  return out;
}

}  // namespace

Result execute(Login& login, Statement statement, const Row& parameters, Context& context) {
  if (auto answered = transaction(login, statement)) return *answered;
  if (login.status == 'E')
    return refuse(
        "25P02", "current transaction is aborted, commands ignored until end of transaction block");
  if (auto answered = setting(login, statement)) return *answered;
  if (const auto hidden = hide_faulty(context); !hidden)
    return refuse("57P03", "the database is not ready: the stack's tables are missing");
  if (auto answered = define(login, statement, context)) return *answered;
  const std::string verb = statement[0].kind == Kind::Word ? statement[0].text : "";
  if (!login.past_policies && (verb == "insert" || verb == "update" || verb == "delete")) {
    const std::size_t at = verb == "update" ? 1 : 2;
    const std::string table = at < statement.size() ? statement[at].text : "";
    return refuse("42501", verb == "insert"
                               ? "new row violates row-level security policy for table "
                                 "\"" +
                                     table + "\""
                               : "permission denied for table " + table);
  }
  constexpr std::array<std::string_view, 8> kVerbs = {"select", "with",   "values", "table",
                                                      "insert", "update", "delete", "("};
  if (std::find(kVerbs.begin(), kVerbs.end(), statement[0].text) == kVerbs.end() ||
      statement[0].kind == Kind::Quoted)
    return refuse("42601", "syntax error at or near \"" + statement[0].text + "\"");
  if (verb == "table" && statement.size() > 1) {
    statement[0].text = "from";
    statement.insert(statement.begin(),
                     {{Kind::Word, "select", 0, false}, {Kind::Sign, "*", 0, true}});
  }
  Surroundings around{login.user, login.database, {}};
  std::optional<Problem> failed;
  if (!login.past_policies)
    around.row_condition = [&](std::string_view table) -> std::optional<std::string> {
      if (is_hidden(context, table)) return std::nullopt;
      const auto condition = read_condition(context, table, login.user);
      if (!condition) return "0";
      if (*condition == "1") return std::nullopt;
      return *condition;
    };
  Statement translated = statement;
  if (auto problem = translate(translated, around)) return tl::unexpected<Problem>(*problem);
  context.store.limit_steps(kMostSteps);
  Result result = run(login, statement, write(translated), parameters, context);
  context.store.limit_steps(0);
  return result;
}

}  // namespace services::postgres
