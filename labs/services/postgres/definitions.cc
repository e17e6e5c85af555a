// Statements that define: tables, columns, row-level security and policies, for migrations and for
// a learner who mends what a fault broke.
#include <algorithm>
#include <array>

#include "labs/services/postgres/catalogue.h"
#include "labs/services/postgres/execute.h"

namespace services::postgres {
namespace {

constexpr std::size_t kMostTables = 200;

struct NewColumn {
  std::string name, type;
  bool not_null = false, key = false, unique = false;
  std::string default_sql;
};

// PostgreSQL's types as this reference keeps them.
std::string kept_type(std::string_view type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kTypes = {
      {{"int", "bigint"},
       {"integer", "bigint"},
       {"bigint", "bigint"},
       {"smallint", "bigint"},
       {"int4", "bigint"},
       {"int8", "bigint"},
       {"serial", "bigint"},
       {"bigserial", "bigint"},
       {"bool", "boolean"},
       {"boolean", "boolean"},
       {"uuid", "uuid"},
       {"json", "jsonb"},
       {"jsonb", "jsonb"},
       {"timestamptz", "timestamptz"},
       {"timestamp", "timestamptz"},
       {"double", "double precision"},
       {"real", "double precision"},
       {"float8", "double precision"},
       {"numeric", "double precision"},
       {"decimal", "double precision"}}};
  for (const auto& [written, kept] : kTypes)
    if (written == type) return std::string(kept);
  return "text";
}

std::string_view affinity(std::string_view type) {
  if (type == "bigint" || type == "boolean") return "INTEGER";
  return type == "double precision" ? "REAL" : "TEXT";
}

std::string sql_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

class Definer {
 public:
  Definer(Login& login, const Statement& s, Context& context)
      : login_(login), s_(s), context_(context) {}

  std::optional<Result> run() {
    const std::string verb = s_[0].kind == Kind::Word ? s_[0].text : "";
    if (verb != "create" && verb != "alter" && verb != "drop" && verb != "truncate" &&
        verb != "comment" && verb != "grant" && verb != "revoke")
      return std::nullopt;
    if (!login_.past_policies) return refuse("42501", "permission denied for schema public");
    if (login_.read_only || context_.broken("hosted-db-quota"))
      return refuse("25006", "cannot execute " + upper(verb) +
                                 (s_.size() > 1 ? " " + upper(s_[1].text) : "") +
                                 " in a read-only transaction");
    login_.wrote = true;
    if (verb == "comment" || verb == "grant" || verb == "revoke") return done(upper(verb));
    if (verb == "truncate") return truncate();
    const std::string what = s_.size() > 1 ? s_[1].text : "";
    if (what == "table" && verb == "create") return create_table();
    if (what == "table" && verb == "drop") return drop_table();
    if (what == "table" && verb == "alter") return alter_table();
    if (what == "policy" && verb == "create") return create_policy();
    if (what == "policy" && verb == "drop") return drop_policy();
    if (what == "index" || what == "unique" || what == "extension" || what == "schema")
      return done(upper(verb) + (what == "extension" ? " EXTENSION"
                                 : what == "schema"  ? " SCHEMA"
                                                     : " INDEX"));  // nothing depends on them here
    return refuse("0A000", "this reference has no " + verb + " " + what + " statement");
  }

 private:
  static Result refuse(std::string state, std::string message) {
    return tl::unexpected<Problem>(Problem{std::move(state), std::move(message)});
  }
  static Result done(std::string tag) {
    Outcome out;
    out.tag = std::move(tag);
    return out;
  }
  static Result noticed(std::string tag, std::string state, std::string words) {
    Outcome out;
    out.tag = std::move(tag);
    out.notice = Problem{std::move(state), std::move(words)};
    return out;
  }
  static std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
  }
  Result syntax() const {
    if (at_ >= s_.size()) return refuse("42601", "syntax error at end of input");
    return refuse("42601", "syntax error at or near \"" + s_[at_].text + "\"");
  }

  bool accept(std::initializer_list<std::string_view> words) {
    std::size_t at = at_;
    for (const std::string_view word : words)
      if (at >= s_.size() || !is(s_[at++], word)) return false;
    at_ = at;
    return true;
  }
  bool take_name(std::string& out) {
    accept({"public", "."});
    if (at_ >= s_.size() || (s_[at_].kind != Kind::Word && s_[at_].kind != Kind::Quoted))
      return false;
    out = s_[at_++].text;
    return out.size() <= 63 && !out.starts_with("sqlite_");
  }
  // What stands in brackets from here on, as written.
  std::string take_brackets() {
    std::string out;
    int depth = 0;
    while (at_ < s_.size()) {
      if (is(s_[at_], "(")) ++depth;
      if (is(s_[at_], ")")) --depth;
      out += write({s_[at_]}) + " ";
      ++at_;
      if (depth == 0) break;
    }
    return out;
  }

  base::Result<bool> exists(std::string_view table) {
    auto known = TRY(context_.store.prepare("SELECT 1 FROM data_tables WHERE name = ?"));
    return known.bind(1, table).step();
  }
  Result failed(const base::Error& error) { return tl::unexpected<Problem>(problem_of(error, "")); }

  bool take_column(NewColumn& out) {
    if (!take_name(out.name) || at_ >= s_.size()) return false;
    std::string type = s_[at_++].text;
    accept({"precision"});
    accept({"varying"});
    if (accept({"with", "time", "zone"}) || accept({"without", "time", "zone"})) {
    }
    if (at_ < s_.size() && is(s_[at_], "(")) take_brackets();
    if (accept({"[", "]"})) type = "jsonb";
    out.type = kept_type(type);
    while (at_ < s_.size() && !is(s_[at_], ",") && !is(s_[at_], ")")) {
      if (accept({"not", "null"})) {
        out.not_null = true;
      } else if (accept({"primary", "key"})) {
        out.key = out.not_null = true;
      } else if (accept({"unique"})) {
        out.unique = true;
      } else if (accept({"default"})) {
        if (at_ < s_.size()) {
          const bool call = at_ + 1 < s_.size() && is(s_[at_ + 1], "(");
          out.default_sql = write({s_[at_++]});
          if (call) {
            out.default_sql += "()";
            take_brackets();
          }
          while (accept({"::"}) && at_ < s_.size()) ++at_;
        }
      } else if (is(s_[at_], "(")) {
        take_brackets();
      } else {
        ++at_;  // REFERENCES, CHECK, GENERATED … AS IDENTITY: taken and not enforced
      }
    }
    return true;
  }

  static std::string sqlite_default(const std::string& written) {
    if (written == "now()" || written == "current_timestamp")
      return " DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'))";
    if (written == "true" || written == "false")
      return written == "true" ? " DEFAULT 1" : " DEFAULT 0";
    if (written.starts_with('\'') ||
        (!written.empty() && written.find_first_not_of("0123456789.") == std::string::npos))
      return " DEFAULT " + written;
    if (written.starts_with("gen_random_uuid") || written.starts_with("uuid_generate_v4"))
      return " DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
             "substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || "
             "hex(randomblob(6))))";
    return {};
  }
  static std::string column_sql(const NewColumn& column) {
    std::string out = sql_name(column.name) + " " + std::string(affinity(column.type));
    if (column.key) out += " PRIMARY KEY";
    if (column.unique) out += " UNIQUE";
    if (column.not_null && !column.key) out += " NOT NULL";
    return out + sqlite_default(column.default_sql);
  }
  base::Done note_column(const std::string& table, const NewColumn& column) {
    auto insert = TRY(context_.store.prepare(
        "INSERT INTO data_columns SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5, ?6 "
        "FROM data_columns WHERE table_name = ?1"));
    return insert.bind(1, std::string_view(table))
        .bind(2, std::string_view(column.name))
        .bind(3, std::string_view(column.type))
        .bind(4, std::int64_t{column.not_null})
        .bind(5, std::string_view(column.default_sql))
        .bind(6, std::int64_t{column.key})
        .run();
  }

  Result create_table() {
    at_ = 2;
    const bool lenient = accept({"if", "not", "exists"});
    std::string table;
    if (!take_name(table) || !accept({"("})) return syntax();
    const auto known = exists(table);
    if (!known) return failed(known.error());
    if (*known && lenient)
      return noticed("CREATE TABLE", "42P07",
                     "relation \"" + table + "\" already exists, skipping");
    if (*known) return refuse("42P07", "relation \"" + table + "\" already exists");
    std::vector<NewColumn> columns;
    std::string keys;
    while (at_ < s_.size() && !is(s_[at_], ")")) {
      if (accept({"primary", "key"})) {
        keys = take_brackets();
      } else if (is(s_[at_], "constraint") || is(s_[at_], "foreign") || is(s_[at_], "unique") ||
                 is(s_[at_], "check")) {
        int depth = 0;
        while (at_ < s_.size() && (depth > 0 || (!is(s_[at_], ",") && !is(s_[at_], ")")))) {
          depth += is(s_[at_], "(") ? 1 : is(s_[at_], ")") ? -1 : 0;
          ++at_;
        }
      } else {
        columns.emplace_back();
        if (!take_column(columns.back())) return syntax();
      }
      if (!accept({","})) break;
    }
    if (!accept({")"}) || columns.empty()) return syntax();
    std::string sql = "CREATE TABLE public." + sql_name(table) + "(";
    for (const NewColumn& column : columns)
      sql += (sql.ends_with('(') ? "" : ", ") + column_sql(column);
    if (!keys.empty()) sql += ", PRIMARY KEY " + keys;
    if (const auto made = make_table(table, columns, sql + ")"); !made) return failed(made.error());
    return done("CREATE TABLE");
  }

  base::Done make_table(const std::string& table, const std::vector<NewColumn>& columns,
                        const std::string& sql) {
    {
      auto count = TRY(context_.store.prepare("SELECT count(*) FROM data_tables"));
      TRY(count.step());
      if (count.integer(0) >= static_cast<std::int64_t>(kMostTables))
        return base::fail(base::ErrorKind::System,
                          base::message("database: there are too many tables",
                                        "base de données : il y a trop de tables"));
    }
    TRY(run_sql(sql));
    auto note = TRY(context_.store.prepare("INSERT INTO data_tables VALUES(?, 0)"));
    TRY(note.bind(1, std::string_view(table)).run());
    for (const NewColumn& column : columns) TRY(note_column(table, column));
    return {};
  }

  // One statement of ours, made of names and words that a stranger chose: it stays in public.
  base::Done run_sql(const std::string& sql) {
    auto statement = TRY(context_.store.prepare_guarded(sql, [](const database::Access& access) {
      return access.database.empty() || access.database == "public" ||
             access.table.starts_with("sqlite_");
    }));
    return statement.run();
  }

  Result drop_table() {
    at_ = 2;
    const bool lenient = accept({"if", "exists"});
    std::string table;
    if (!take_name(table)) return syntax();
    const auto known = exists(table);
    if (!known) return failed(known.error());
    if (!*known && lenient)
      return noticed("DROP TABLE", "00000", "table \"" + table + "\" does not exist, skipping");
    if (!*known) return refuse("42P01", "table \"" + table + "\" does not exist");
    if (const auto gone = forget(table); !gone) return failed(gone.error());
    return done("DROP TABLE");
  }

  base::Done forget(const std::string& table) {
    TRY(context_.store.execute("DROP TABLE public." + sql_name(table)));
    for (const char* sql :
         {"DELETE FROM data_tables WHERE name = ?", "DELETE FROM data_columns WHERE table_name = ?",
          "DELETE FROM data_policies WHERE table_name = ?"}) {
      auto gone = TRY(context_.store.prepare(sql));
      TRY(gone.bind(1, std::string_view(table)).run());
    }
    return {};
  }

  Result alter_table() {
    at_ = 2;
    accept({"if", "exists"});
    accept({"only"});
    std::string table;
    if (!take_name(table)) return syntax();
    const auto known = exists(table);
    if (!known) return failed(known.error());
    if (!*known || is_hidden(context_, table))
      return refuse("42P01", "relation \"" + table + "\" does not exist");
    const bool on = accept({"enable", "row", "level", "security"});
    if (on || accept({"disable", "row", "level", "security"})) {
      auto update = context_.store.prepare("UPDATE data_tables SET rls = ? WHERE name = ?");
      if (!update) return failed(update.error());
      const auto changed = update->bind(1, std::int64_t{on}).bind(2, std::string_view(table)).run();
      return changed ? done("ALTER TABLE") : failed(changed.error());
    }
    while (accept({"add"})) {
      accept({"column"});
      const bool lenient = accept({"if", "not", "exists"});
      NewColumn column;
      if (!take_column(column)) return syntax();
      if (const auto added = add_column(table, column); !added) {
        const Problem problem = problem_of(added.error(), "");
        if (problem.message.find("duplicate column") == std::string::npos)
          return tl::unexpected<Problem>(problem);
        if (!lenient)
          return refuse("42701", fmt::format("column \"{}\" of relation \"{}\" already exists",
                                             column.name, table));
      }
      if (!accept({","})) break;
    }
    return at_ >= s_.size() ? done("ALTER TABLE")
                            : refuse("0A000",
                                     "this reference changes a table by ADD COLUMN and "
                                     "ENABLE or DISABLE ROW LEVEL SECURITY alone");
  }

  base::Done add_column(const std::string& table, NewColumn column) {
    // SQLite adds no column with a computed default, nor one that must not be null.
    column.key = column.unique = false;
    NewColumn plain = column;
    plain.not_null = false;
    std::string sql = column_sql(plain);
    if (sql.find("DEFAULT (") != std::string::npos) sql = sql.substr(0, sql.find(" DEFAULT"));
    TRY(run_sql("ALTER TABLE public." + sql_name(table) + " ADD COLUMN " + sql));
    return note_column(table, column);
  }

  Result create_policy() {
    at_ = 2;
    std::string name, table, role = "public", command = "ALL", using_sql, check_sql;
    if (!take_name(name) || !accept({"on"}) || !take_name(table)) return syntax();
    const auto known = exists(table);
    if (!known) return failed(known.error());
    if (!*known) return refuse("42P01", "relation \"" + table + "\" does not exist");
    if (accept({"as"})) ++at_;
    if (accept({"for"}) && at_ < s_.size()) command = upper(s_[at_++].text);
    if (accept({"to"}) && at_ < s_.size()) role = s_[at_++].text;
    if (accept({"using"})) using_sql = take_brackets();
    if (accept({"with", "check"})) check_sql = take_brackets();
    if (at_ < s_.size()) return syntax();
    if (command == "INSERT" && !using_sql.empty())
      return refuse("42601", "only WITH CHECK expression allowed for INSERT");
    for (std::string* sql : {&using_sql, &check_sql})
      for (const auto& [written, kept] :
           {std::pair<std::string_view, std::string_view>{"auth . uid ( )", "auth.uid()"},
            {"auth . role ( )", "auth.role()"}})
        for (std::size_t at = 0; (at = sql->find(written, at)) != std::string::npos;)
          sql->replace(at, written.size(), kept);
    if (const auto made = add_policy(name, table, command, role, using_sql, check_sql); !made)
      return failed(made.error());
    return done("CREATE POLICY");
  }

  base::Done add_policy(const std::string& name, const std::string& table,
                        const std::string& command, const std::string& role,
                        const std::string& using_sql, const std::string& check_sql) {
    auto insert = TRY(context_.store.prepare(
        "INSERT INTO data_policies VALUES(?, ?, ?, ?, nullif(?, ''), nullif(?, ''))"));
    return insert.bind(1, std::string_view(table))
        .bind(2, std::string_view(name))
        .bind(3, std::string_view(command))
        .bind(4, std::string_view(role))
        .bind(5, std::string_view(using_sql))
        .bind(6, std::string_view(check_sql))
        .run();
  }

  Result drop_policy() {
    at_ = 2;
    const bool lenient = accept({"if", "exists"});
    std::string name, table;
    if (!take_name(name) || !accept({"on"}) || !take_name(table)) return syntax();
    auto gone =
        context_.store.prepare("DELETE FROM data_policies WHERE name = ? AND table_name = ?");
    if (!gone) return failed(gone.error());
    const auto ran = gone->bind(1, std::string_view(name)).bind(2, std::string_view(table)).run();
    if (!ran) return failed(ran.error());
    if (context_.store.changes() == 0 && !lenient)
      return refuse("42704",
                    fmt::format("policy \"{}\" for table \"{}\" does not exist", name, table));
    return done("DROP POLICY");
  }

  Result truncate() {
    at_ = 1;
    accept({"table"});
    std::string table;
    if (!take_name(table)) return syntax();
    const auto known = exists(table);
    if (!known) return failed(known.error());
    if (!*known) return refuse("42P01", "relation \"" + table + "\" does not exist");
    const auto gone = context_.store.execute("DELETE FROM public." + sql_name(table));
    return gone ? done("TRUNCATE TABLE") : failed(gone.error());
  }

  Login& login_;
  const Statement& s_;
  Context& context_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Result> define(Login& login, const Statement& statement, Context& context) {
  return Definer(login, statement, context).run();
}

}  // namespace services::postgres
