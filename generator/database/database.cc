#include "generator/database/database.h"

#include <sqlite3.h>

#include <algorithm>

#include "generator/base/handle.h"

namespace database {
using base::message;

struct Database::Owned {
  base::Handle<sqlite3, sqlite3_close_v2> connection;
};
struct Statement::Owned {
  base::Handle<sqlite3_stmt, sqlite3_finalize> statement;
};

namespace {

base::Error sqlite_error(sqlite3* connection, std::string_view what) {
  const std::string reason = connection != nullptr ? sqlite3_errmsg(connection) : "out of memory";
  return {base::ErrorKind::System,
          message("database: {} ({})", "base de données : {} ({})", reason, what),
          {},
          {}};
}

}  // namespace

Statement::Statement(std::shared_ptr<Owned> owned) : owned_(std::move(owned)) {}

Statement& Statement::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(owned_->statement.get(), parameter, value);
  return *this;
}
Statement& Statement::bind(int parameter, double value) {
  sqlite3_bind_double(owned_->statement.get(), parameter, value);
  return *this;
}
Statement& Statement::bind(int parameter, std::string_view value) {
  sqlite3_bind_text64(owned_->statement.get(), parameter,
                      value.data() != nullptr ? value.data() : "", value.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}
Statement& Statement::bind_blob(int parameter, std::string_view value) {
  // An empty view may have no address, and a null address would bind NULL.
  sqlite3_bind_blob64(owned_->statement.get(), parameter,
                      value.data() != nullptr ? value.data() : "", value.size(), SQLITE_STATIC);
  return *this;
}
Statement& Statement::bind_null(int parameter) {
  sqlite3_bind_null(owned_->statement.get(), parameter);
  return *this;
}

base::Result<bool> Statement::step() {
  sqlite3_stmt* statement = owned_->statement.get();
  switch (sqlite3_step(statement)) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      return base::fail(sqlite_error(sqlite3_db_handle(statement), sqlite3_sql(statement)));
  }
}

base::Done Statement::run() {
  while (TRY(step())) {
  }
  reset();
  return {};
}

void Statement::reset() { sqlite3_reset(owned_->statement.get()); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(owned_->statement.get(), column);
}
double Statement::real(int column) const {
  return sqlite3_column_double(owned_->statement.get(), column);
}
std::string_view Statement::text(int column) const {
  sqlite3_stmt* statement = owned_->statement.get();
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  const int size = sqlite3_column_bytes(statement, column);
  return bytes != nullptr ? std::string_view(bytes, static_cast<std::size_t>(size))
                          : std::string_view();
}

std::string Statement::text_of(int column) const {
  const auto* bytes = sqlite3_column_text(owned_->statement.get(), column);
  const int size = sqlite3_column_bytes(owned_->statement.get(), column);
  return bytes == nullptr ? std::string()
                          : std::string(reinterpret_cast<const char*>(bytes),
                                        static_cast<std::size_t>(size));
}

Kind Statement::kind(int column) const {
  switch (sqlite3_column_type(owned_->statement.get(), column)) {
    case SQLITE_INTEGER:
      return Kind::Integer;
    case SQLITE_FLOAT:
      return Kind::Real;
    case SQLITE_TEXT:
      return Kind::Text;
    case SQLITE_BLOB:
      return Kind::Blob;
    default:
      return Kind::Null;
  }
}

int Statement::columns() const { return sqlite3_column_count(owned_->statement.get()); }
int Statement::parameters() const {
  return sqlite3_bind_parameter_count(owned_->statement.get());
}
bool Statement::read_only() const {
  return sqlite3_stmt_readonly(owned_->statement.get()) != 0;
}

namespace {
std::string_view view_of(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}
}  // namespace

std::string_view Statement::name(int column) const {
  return view_of(sqlite3_column_name(owned_->statement.get(), column));
}
std::string_view Statement::table(int column) const {
  return view_of(sqlite3_column_table_name(owned_->statement.get(), column));
}
std::string_view Statement::origin(int column) const {
  return view_of(sqlite3_column_origin_name(owned_->statement.get(), column));
}

Database::Database(std::shared_ptr<Owned> owned) : owned_(std::move(owned)) {}

base::Result<Database> Database::open(const std::filesystem::path& path, Mode mode) {
  int flags = SQLITE_OPEN_NOMUTEX;
  if (mode == Mode::Read) flags |= SQLITE_OPEN_READONLY;
  if (mode == Mode::Create) flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (mode == Mode::Memory)
    flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
  sqlite3* raw = nullptr;
  const int opened =
      sqlite3_open_v2(mode == Mode::Memory ? ":memory:" : path.c_str(), &raw, flags, nullptr);
  auto owned = std::make_shared<Owned>();
  owned->connection.reset(raw);
  if (opened != SQLITE_OK) return base::fail(sqlite_error(raw, path.generic_string()));
  Database database(std::move(owned));
  // SQLite reads the file's header only when it must; ask now, so that garbage is found here.
  Statement probe = TRY(database.prepare("SELECT count(*) FROM sqlite_master"));
  TRY(probe.step());
  return database;
}

base::Done Database::execute(std::string_view sql) {
  sqlite3* connection = owned_->connection.get();
  const std::string text(sql);
  if (sqlite3_exec(connection, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return base::fail(sqlite_error(connection, sql));
  return {};
}

base::Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3* connection = owned_->connection.get();
  sqlite3_stmt* raw = nullptr;
  const int prepared =
      sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
  auto owned = std::make_shared<Statement::Owned>();
  owned->statement.reset(raw);
  if (prepared != SQLITE_OK) return base::fail(sqlite_error(connection, sql));
  return Statement(std::move(owned));
}

base::Result<Statement> Database::prepare_guarded(std::string_view sql,
                                                  std::function<bool(const Access&)> may) {
  sqlite3* connection = owned_->connection.get();
  using May = std::function<bool(const Access&)>;
  const auto ask = [](void* context, int action, const char* first, const char* second,
                      const char* schema, const char* inside) -> int {
    Access access{Access::What::Other, view_of(first), view_of(schema), view_of(inside)};
    if (action == SQLITE_READ) access.what = Access::What::Read;
    if (action == SQLITE_INSERT) access.what = Access::What::Insert;
    if (action == SQLITE_UPDATE) access.what = Access::What::Update;
    if (action == SQLITE_DELETE) access.what = Access::What::Delete;
    if (action == SQLITE_SELECT || action == SQLITE_RECURSIVE) access.what = Access::What::Select;
    if (action == SQLITE_FUNCTION) {
      access.what = Access::What::Function;
      access.table = view_of(second);
    }
    return (*static_cast<May*>(context))(access) ? SQLITE_OK : SQLITE_DENY;
  };
  sqlite3_set_authorizer(connection, ask, &may);
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int prepared =
      sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &raw, &tail);
  auto owned = std::make_shared<Statement::Owned>();
  owned->statement.reset(raw);
  sqlite3_set_authorizer(connection, nullptr, nullptr);
  if (prepared != SQLITE_OK) return base::fail(sqlite_error(connection, sql));
  const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  if (raw == nullptr || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos)
    return base::fail(base::ErrorKind::System, message("database: one statement was expected",
                                                       "base de données : une seule instruction "
                                                       "était attendue"));
  return Statement(std::move(owned));
}

void Database::limit_steps(std::int64_t steps) {
  sqlite3* connection = owned_->connection.get();
  if (steps == 0) {
    sqlite3_progress_handler(connection, 0, nullptr, nullptr);
    return;
  }
  sqlite3_progress_handler(
      connection, static_cast<int>(std::min<std::int64_t>(steps, 1 << 30)),
      [](void*) { return 1; }, nullptr);
}

base::Done Database::define(const std::string& name, int arguments, Function function) {
  sqlite3* connection = owned_->connection.get();
  auto kept = std::make_unique<Function>(std::move(function));
  const auto call = [](sqlite3_context* context, int count, sqlite3_value** values) {
    std::vector<std::string> given;
    for (int i = 0; i < count; ++i) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[i]));
      const int size = sqlite3_value_bytes(values[i]);
      given.emplace_back(text == nullptr ? std::string_view()
                                         : std::string_view(text, static_cast<std::size_t>(size)));
    }
    const auto result = (*static_cast<Function*>(sqlite3_user_data(context)))(given);
    if (result)
      sqlite3_result_text64(context, result->data(), result->size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8);
    else
      sqlite3_result_null(context);
  };
  const auto drop = [](void* function_of) { delete static_cast<Function*>(function_of); };
  // SQLite calls `drop` itself, also when it refuses.
  if (sqlite3_create_function_v2(connection, name.c_str(), arguments,
                                 SQLITE_UTF8 | SQLITE_DETERMINISTIC, kept.release(), call, nullptr,
                                 nullptr, drop) != SQLITE_OK)
    return base::fail(sqlite_error(connection, name));
  return {};
}

std::int64_t Database::changes() const { return sqlite3_changes64(owned_->connection.get()); }

std::int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(owned_->connection.get());
}

}  // namespace database
