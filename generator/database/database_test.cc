#include "generator/database/database.h"

#include <catch2/catch.hpp>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

using database::Database;
using database::Mode;

TEST_CASE("values come back as they went in, NUL bytes and empty ones too") {
  auto db = Database::open({}, Mode::Memory);
  REQUIRE(db);
  REQUIRE(db->execute("CREATE TABLE t(i INTEGER, r REAL, x TEXT, b BLOB)"));
  auto insert = db->prepare("INSERT INTO t VALUES(?, ?, ?, ?)");
  REQUIRE(insert);
  const std::string bytes("a\0b", 3);
  REQUIRE(insert->bind(1, std::int64_t{-7}).bind(2, 1.5).bind(3, "é").bind_blob(4, bytes).run());
  REQUIRE(insert->bind(1, std::int64_t{8}).bind(2, 0.0).bind(3, "").bind_blob(4, {}).run());
  CHECK(db->last_insert_id() == 2);

  auto rows = db->prepare("SELECT i, r, x, b, b IS NULL FROM t ORDER BY i");
  REQUIRE(rows);
  REQUIRE(*rows->step());
  CHECK(rows->integer(0) == -7);
  CHECK(rows->real(1) == 1.5);
  CHECK(rows->text(2) == "é");
  CHECK(rows->text(3) == bytes);
  REQUIRE(*rows->step());
  CHECK(rows->text(3).empty());
  CHECK(rows->integer(4) == 0);  // an empty blob is not NULL
  CHECK_FALSE(*rows->step());
}

TEST_CASE("a wrong statement is an error with the database's words") {
  auto db = Database::open({}, Mode::Memory);
  REQUIRE(db);
  const auto statement = db->prepare("SELECT x FROM nowhere");
  REQUIRE_FALSE(statement);
  CHECK(statement.error().message.en == "database: no such table: nowhere (SELECT x FROM nowhere)");
}

TEST_CASE("a file that is no database is refused when it is opened") {
  const support::TemporaryFolder folder;
  REQUIRE(base::write_file(folder.path() / "x.db", std::string(4096, 'x')));
  CHECK_FALSE(Database::open(folder.path() / "x.db", Mode::Create));
  CHECK_FALSE(Database::open(folder.path() / "missing.db", Mode::Read));
}
