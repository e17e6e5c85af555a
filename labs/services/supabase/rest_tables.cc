#include "labs/services/supabase/rest_tables.h"

#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"

namespace services::rest {
using data::Column;
using data::Command;
using data::Part;
using data::sql_name;
using data::sql_text;
namespace {

constexpr std::int64_t kMostRows = 1000;  // PGRST_DB_MAX_ROWS of the stack
constexpr std::size_t kMostInserted = 10'000;

// A transaction that is undone unless it is finished.
class Transaction {
 public:
  static base::Result<Transaction> begin(database::Database& store) {
    TRY(store.execute("SAVEPOINT rest"));
    return Transaction(store);
  }
  ~Transaction() {
    if (store_ != nullptr) (void)store_->execute("ROLLBACK TO rest; RELEASE rest");
  }
  Transaction(Transaction&& other) noexcept : store_(std::exchange(other.store_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  base::Done finish() { return std::exchange(store_, nullptr)->execute("RELEASE rest"); }

 private:
  explicit Transaction(database::Database& store) : store_(&store) {}
  database::Database* store_;
};

base::Result<std::vector<std::int64_t>> numbers(database::Database& store, const std::string& sql) {
  auto statement = TRY(store.prepare(sql));
  std::vector<std::int64_t> out;
  while (TRY(statement.step())) out.push_back(statement.integer(0));
  return out;
}

base::Error denied(const Task& task) {
  return complaint(
      "42501",
      fmt::format("new row violates row-level security policy for table \"{}\"", task.table.name));
}

// What SQLite refuses, in PostgreSQL's words.
base::Error translated(const Task& task, const base::Error& error) {
  const std::string& words = error.message.en;
  const auto after = [&](std::string_view mark) {
    const std::size_t at = words.find(mark);
    std::string rest = words.substr(at + mark.size());
    rest = rest.substr(0, rest.find_first_of(" ,("));
    return rest.substr(rest.rfind('.') + 1);
  };
  if (constexpr std::string_view kUnique = "UNIQUE constraint failed: ";
      words.find(kUnique) != std::string::npos)
    return complaint(
        "23505", fmt::format("duplicate key value violates unique constraint \"{}_{}\"",
                             task.table.name, after(kUnique) == "id" ? "pkey" : after(kUnique)));
  if (constexpr std::string_view kNull = "NOT NULL constraint failed: ";
      words.find(kNull) != std::string::npos)
    return complaint("23502",
                     fmt::format("null value in column \"{}\" of relation \"{}\" violates not-null "
                                 "constraint",
                                 after(kNull), task.table.name));
  return error;
}

// The rows as JSON, in the order of `rowids`.
base::Result<std::vector<std::string>> rows_of(const Task& task,
                                               const std::vector<std::int64_t>& rowids) {
  const std::string row = TRY(row_sql(task.context, task.table, task.query.select, task.asker));
  auto statement = TRY(task.context.store.prepare(
      fmt::format("SELECT {} FROM public.{} WHERE rowid = ?", row, sql_name(task.table.name))));
  std::vector<std::string> out;
  for (const std::int64_t id : rowids) {
    statement.reset();
    if (TRY(statement.bind(1, id).step())) out.emplace_back(statement.text(0));
  }
  return out;
}

std::string joined(const std::vector<std::string>& rows) {
  std::string out = "[";
  for (const std::string& row : rows) {
    if (out.size() > 1) out += ",\n ";
    out += row;
  }
  return out + "]";
}

base::Result<http::Response> body_of(const Task& task, int status,
                                     const std::vector<std::string>& rows) {
  if (!task.query.single)
    return http::text_response(status, joined(rows), "application/json; charset=utf-8");
  if (rows.size() != 1) return base::fail(complaint("PGRST116", std::to_string(rows.size())));
  return http::text_response(status, rows.front(),
                             "application/vnd.pgrst.object+json; charset=utf-8");
}

// The answer to a change: nothing, or the rows when they were asked for.
base::Result<http::Response> changed(const Task& task, int plain, int whole,
                                     const std::vector<std::string>& rows) {
  if (task.query.returns != Return::Representation) {
    http::Response out;
    out.status = plain;
    return out;
  }
  return body_of(task, whole, rows);
}

base::Result<text::Node> whole_row(const Task& task, std::int64_t rowid) {
  Task plain{task.context, task.request, task.table, {}, task.asker};
  plain.query.select.push_back({"*", {}, {}, false, false, {}});
  const auto rows = TRY(rows_of(plain, {rowid}));
  if (rows.empty()) return object({});
  return formats::parse_json(rows.front());
}

void tell(const Task& task, std::string_view type, text::Node record, text::Node old) {
  text::Node columns = list({});
  for (const Column& column : task.table.columns)
    append(columns, object({{"name", column.name}, {"type", column.type}}));
  text::Node change = object({{"schema", "public"},
                              {"table", task.table.name},
                              {"commit_timestamp", iso_time(task.context.now)},
                              {"type", type},
                              {"columns", std::move(columns)},
                              {"errors", nullptr}});
  if (record.is_table()) set(change, "record", std::move(record));
  if (old.is_table()) set(change, "old_record", std::move(old));
  task.context.publish("data.change", formats::to_json(change));
}

// The key's members of a row: all that is told of what is gone.
text::Node key_of(const Task& task, const text::Node& row) {
  text::Node out = object({});
  for (const Column& column : task.table.columns)
    if (column.is_key && row.find(column.name) != nullptr)
      set(out, column.name, *row.find(column.name));
  return out;
}

std::string default_of(const Task& task, const Column& column) {
  if (column.default_sql == "now()") return sql_text(offset_time(task.context.now));
  if (column.default_sql == "gen_random_uuid()") return sql_text(new_uuid(task.context));
  if (column.default_sql == "auth.uid()" && !task.asker.user.empty())
    return sql_text(task.asker.user);
  return column.default_sql == "false" ? "0" : "NULL";
}

base::Result<text::Array> documents_of(const Task& task) {
  auto body = formats::parse_json(task.request.body.empty() ? "{}" : task.request.body);
  if (!body || (!body->is_array() && !body->is_table()))
    return base::fail(complaint("PGRST102", "Empty or invalid json"));
  if (body->is_array()) {
    auto& rows = std::get<text::Array>(body->value);
    if (rows.size() > kMostInserted) return base::fail(complaint("PGRST102", "Too many rows"));
    return std::move(rows);
  }
  return text::Array{std::move(*body)};
}

base::Done check_members(const Task& task, const text::Node& row) {
  if (!row.is_table()) return base::fail(complaint("PGRST102", "Empty or invalid json"));
  for (const text::Member& member : std::get<text::Table>(row.value))
    if (task.table.find(member.key) == nullptr)
      return base::fail(complaint(
          "PGRST204", fmt::format("Could not find the '{}' column of '{}' in the schema cache",
                                  member.key, task.table.name)));
  return {};
}

base::Result<std::string> insert_sql(const Task& task, const text::Node& row) {
  std::string columns;
  std::string values;
  std::string changes;
  for (const Column& column : task.table.columns) {
    const text::Node* given = row.find(column.name);
    const std::string value =
        given != nullptr ? TRY(literal(column, *given)) : default_of(task, column);
    if (!columns.empty()) columns += ", ", values += ", ";
    columns += sql_name(column.name);
    values += value;
    if (given != nullptr)
      changes += fmt::format("{}{} = excluded.{}", changes.empty() ? "" : ", ",
                             sql_name(column.name), sql_name(column.name));
  }
  std::string out = fmt::format("INSERT INTO public.{}({}) VALUES({})", sql_name(task.table.name),
                                columns, values);
  if (task.query.conflict != Conflict::Fail) {
    std::string target;
    for (const std::string& name : task.query.on_conflict) {
      if (task.table.find(name) == nullptr)
        return base::fail(complaint("42703", fmt::format("column \"{}\" does not exist", name)));
      target += (target.empty() ? "" : ", ") + sql_name(name);
    }
    if (target.empty())
      for (const Column& column : task.table.columns)
        if (column.is_key) target += (target.empty() ? "" : ", ") + sql_name(column.name);
    out += fmt::format(" ON CONFLICT({}) DO {}", target,
                       task.query.conflict == Conflict::Ignore || changes.empty()
                           ? std::string("NOTHING")
                           : "UPDATE SET " + changes);
  }
  return out + " RETURNING rowid";
}

// The rows that a change may touch.
base::Result<std::vector<std::int64_t>> touched(const Task& task, Command command) {
  const std::string where = TRY(where_sql(task.table, task.query.where));
  const std::string policy =
      TRY(data::policy(task.context, task.table, command, Part::Using, task.asker));
  return numbers(task.context.store,
                 fmt::format("SELECT rowid FROM public.{} WHERE {} AND {} ORDER BY rowid",
                             sql_name(task.table.name), where, policy));
}

base::Done check_rows(const Task& task, Command command, const std::vector<std::int64_t>& rowids) {
  const std::string check =
      TRY(data::policy(task.context, task.table, command, Part::Check, task.asker));
  if (check == "1") return {};
  auto statement = TRY(task.context.store.prepare(fmt::format(
      "SELECT 1 FROM public.{} WHERE rowid = ? AND {}", sql_name(task.table.name), check)));
  for (const std::int64_t id : rowids) {
    statement.reset();
    if (!TRY(statement.bind(1, id).step())) return base::fail(denied(task));
  }
  return {};
}

}  // namespace

base::Result<http::Response> read_rows(const Task& task) {
  const std::string row = TRY(row_sql(task.context, task.table, task.query.select, task.asker));
  const std::string policy =
      TRY(data::policy(task.context, task.table, Command::Select, Part::Using, task.asker));
  const std::string where = TRY(where_sql(task.table, task.query.where));
  const std::string inner = TRY(inner_sql(task.context, task.table, task.query.select, task.asker));
  const std::string order = TRY(order_sql(task.table, task.query.order));
  const std::string from = fmt::format("FROM public.{} WHERE {} AND {} AND {}",
                                       sql_name(task.table.name), where, policy, inner);
  std::optional<std::int64_t> all;
  if (task.query.count == Count::Exact) {
    all = TRY(numbers(task.context.store, "SELECT count(*) " + from)).front();
    if (task.query.offset > 0 && task.query.offset >= *all)
      return base::fail(complaint(
          "PGRST103", fmt::format("An offset of {} was requested, but there are only {} rows.",
                                  task.query.offset, *all)));
  }
  const std::int64_t limit = std::min(task.query.limit.value_or(kMostRows), kMostRows);
  auto statement = TRY(task.context.store.prepare(fmt::format(
      "SELECT {} {} ORDER BY {} LIMIT {} OFFSET {}", row, from, order, limit, task.query.offset)));
  std::vector<std::string> rows;
  while (TRY(statement.step())) rows.emplace_back(statement.text(0));
  const auto count = static_cast<std::int64_t>(rows.size());
  http::Response out = TRY(body_of(task, all && count < *all ? 206 : 200, rows));
  out.headers["Content-Range"] = fmt::format(
      "{}/{}",
      count == 0 ? "*" : fmt::format("{}-{}", task.query.offset, task.query.offset + count - 1),
      all ? std::to_string(*all) : "*");
  return out;
}

base::Result<http::Response> insert_rows(const Task& task) {
  const text::Array documents = TRY(documents_of(task));
  Transaction transaction = TRY(Transaction::begin(task.context.store));
  std::vector<std::int64_t> rowids;
  for (const text::Node& row : documents) {
    TRY(check_members(task, row));
    const auto inserted = numbers(task.context.store, TRY(insert_sql(task, row)));
    if (!inserted) return base::fail(translated(task, inserted.error()));
    rowids.insert(rowids.end(), inserted->begin(), inserted->end());
  }
  TRY(check_rows(task, Command::Insert, rowids));
  const auto rows = TRY(rows_of(task, rowids));
  http::Response out = TRY(changed(task, 201, 201, rows));
  TRY(transaction.finish());
  for (const std::int64_t id : rowids) tell(task, "INSERT", TRY(whole_row(task, id)), {});
  out.headers["Content-Range"] = "*/*";
  return out;
}

base::Result<http::Response> update_rows(const Task& task) {
  const text::Array documents = TRY(documents_of(task));
  if (documents.size() != 1) return base::fail(complaint("PGRST102", "Empty or invalid json"));
  TRY(check_members(task, documents.front()));
  std::string changes;
  for (const text::Member& member : std::get<text::Table>(documents.front().value)) {
    const std::string value = TRY(literal(*task.table.find(member.key), member.value));
    changes += fmt::format("{}{} = {}", changes.empty() ? "" : ", ", sql_name(member.key), value);
  }
  Transaction transaction = TRY(Transaction::begin(task.context.store));
  const auto rowids = TRY(touched(task, Command::Update));
  std::vector<text::Node> before;
  for (const std::int64_t id : rowids) before.push_back(TRY(whole_row(task, id)));
  if (!changes.empty()) {
    for (const std::int64_t id : rowids) {
      const auto done = task.context.store.execute(fmt::format(
          "UPDATE public.{} SET {} WHERE rowid = {}", sql_name(task.table.name), changes, id));
      if (!done) return base::fail(translated(task, done.error()));
    }
  }
  TRY(check_rows(task, Command::Update, rowids));
  http::Response out = TRY(changed(task, 204, 200, TRY(rows_of(task, rowids))));
  TRY(transaction.finish());
  for (std::size_t i = 0; i < rowids.size(); ++i)
    tell(task, "UPDATE", TRY(whole_row(task, rowids[i])), key_of(task, before[i]));
  return out;
}

base::Result<http::Response> delete_rows(const Task& task) {
  Transaction transaction = TRY(Transaction::begin(task.context.store));
  const auto rowids = TRY(touched(task, Command::Delete));
  http::Response out = TRY(changed(task, 204, 200, TRY(rows_of(task, rowids))));
  std::vector<text::Node> before;
  for (const std::int64_t id : rowids) {
    before.push_back(TRY(whole_row(task, id)));
    TRY(task.context.store.execute(
        fmt::format("DELETE FROM public.{} WHERE rowid = {}", sql_name(task.table.name), id)));
  }
  TRY(transaction.finish());
  for (const text::Node& row : before) tell(task, "DELETE", {}, key_of(task, row));
  return out;
}

}  // namespace services::rest
