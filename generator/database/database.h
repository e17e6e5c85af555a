// SQLite (sqlite.org) behind values: a connection, statements, and errors with SQLite's own words.
// One connection serves one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "generator/base/result.h"

namespace database {

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
  std::int64_t last_insert_id() const;

 private:
  struct Owned;
  explicit Database(std::shared_ptr<Owned> owned);
  std::shared_ptr<Owned> owned_;  // as in Statement
};

}  // namespace database
