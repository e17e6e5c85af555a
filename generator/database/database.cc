#include "generator/database/database.h"

#include <sqlite3.h>

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

std::int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(owned_->connection.get());
}

}  // namespace database
