// SQLite (sqlite.org) behind values: a connection, statements, and errors with SQLite's own words.
// One connection serves one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace database {

enum class Kind { Integer, Real, Text, Blob, Null };

// What a statement of a stranger wants to do, to be allowed or not.
struct Access {
  enum class What { Read, Insert, Update, Delete, Function, Select, Other } what = What::Other;
  std::string_view table;     // of Function: its name
  std::string_view database;  // "main", "temp" or an attached one
  std::string_view inside;    // the view whose text wants it; "" for the statement itself
};

enum class Mode {
  Read,    // the file must exist; nothing is written, not even a journal
  Create,  // made when missing
  Memory,  // no file
};

class Database;

// A prepared statement. Parameters and columns count from 1 and from 0, as in SQLite. Views into a
// row live until the next step() or reset().
class Statement {
 public:
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);
  Statement& bind(int parameter, std::string_view value);  // TEXT; must outlive the next step()
  Statement& bind_blob(int parameter, std::string_view value);  // the same for BLOB
  Statement& bind_null(int parameter);

  // True when there is a row.
  base::Result<bool> step();
  // For statements without rows: steps to the end and resets.
  base::Done run();
  void reset();

  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // of a BLOB: its bytes
  std::string text_of(int column) const;    // of any value: as SQLite writes it
  Kind kind(int column) const;

  int columns() const;  // 0: it gives no rows
  int parameters() const;
  bool read_only() const;
  std::string_view name(int column) const;
  // Where the column's values come from; "" when they are computed.
  std::string_view table(int column) const;
  std::string_view origin(int column) const;

 private:
  friend class Database;
  struct Owned;
  explicit Statement(std::shared_ptr<Owned> owned);
  std::shared_ptr<Owned>
      owned_;  // shared with nobody; keeps the type of the library out of this header
};

class Database {
 public:
  // `path` is ignored for Memory. A file that is no database is an error here, not later.
  static base::Result<Database> open(const std::filesystem::path& path, Mode mode);

  // One or more statements without parameters.
  base::Done execute(std::string_view sql);
  base::Result<Statement> prepare(std::string_view sql);
  // The same for SQL of a stranger: what `may` refuses is an error. One statement, no more.
  base::Result<Statement> prepare_guarded(std::string_view sql,
                                          std::function<bool(const Access&)> may);
  // Statements stop with an error after about so many steps of SQLite's machine; 0: never.
  void limit_steps(std::int64_t steps);
  // A function for SQL: text in (NULL is ""), text or NULL out. `arguments` is -1 for any number.
  using Function =
      std::function<std::optional<std::string>(const std::vector<std::string>& arguments)>;
  base::Done define(const std::string& name, int arguments, Function function);
  std::int64_t changes() const;  // rows that the last statement changed
  std::int64_t last_insert_id() const;

 private:
  struct Owned;
  explicit Database(std::shared_ptr<Owned> owned);
  std::shared_ptr<Owned> owned_;  // as in Statement
};

}  // namespace database
