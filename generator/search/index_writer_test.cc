#include "generator/search/index_writer.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "generator/base/files.h"
#include "generator/database/database.h"
#include "generator/search/test_index.h"

using search::IndexWriter;
using search::section;
using search::Section;
using search::TestIndex;

namespace {

std::vector<Section> some_sections() {
  return {section("a", "", "", "Un serveur écoute, des serveurs répondent."),
          section("a", "b", "Journal", "Les journaux."), section("c", "", "", "")};
}

}  // namespace

TEST_CASE("the same sections give the same bytes") {
  const auto sections = some_sections();
  const TestIndex one(sections), two(sections);
  CHECK(*base::read_file(one.path()) == *base::read_file(two.path()));
}

TEST_CASE("the tables say what they hold") {
  const auto sections = some_sections();
  const TestIndex index(sections);
  auto database = database::Database::open(index.path(), database::Mode::Read);
  REQUIRE(database);
  const auto all = [&](std::string_view sql) {
    auto rows = database->prepare(sql);
    REQUIRE(rows);
    std::string out;
    while (*rows->step()) out += (out.empty() ? "" : " ") + std::string(rows->text(0));
    return out;
  };
  CHECK(all("SELECT folded || '=' || family FROM form_0 ORDER BY folded") ==
        "ecoute=ecout journal=journal journaux=journal repondent=repondent serveur=serveur "
        "serveurs=serveur");
  CHECK(all("SELECT id || ':' || address FROM page ORDER BY id") == "0:fr/a.html 1:fr/c.html");
  CHECK(all("SELECT id FROM section ORDER BY id") == "0 1 16");
  CHECK(all("SELECT tag || ' ' || sections FROM language") == "fr 3");
  // The index is one of FTS5's own: anybody can ask it.
  CHECK(all("SELECT rowid FROM terms_0 WHERE terms_0 MATCH 'heading : journal'") == "1");
  CHECK(all("SELECT rowid FROM terms_0 WHERE terms_0 MATCH 'écoute'") == "0");
}

TEST_CASE("nothing is at the path before all is written, and nothing unfinished stays") {
  const support::TemporaryFolder folder;
  const auto path = folder.path() / "deep" / "search.db";
  {
    auto writer = IndexWriter::create(path);
    REQUIRE(writer);
    REQUIRE(writer->add(some_sections()[0]));
    CHECK_FALSE(std::filesystem::exists(path));
  }
  CHECK(std::filesystem::is_empty(path.parent_path()));
  {
    auto writer = IndexWriter::create(path);
    REQUIRE(writer);
    REQUIRE(writer->finish());  // a course without a section
  }
  CHECK(std::filesystem::exists(path));
  CHECK(search::Database::open(path)->languages().empty());
}

TEST_CASE("a folder that cannot be written is an error with its path") {
  const auto writer = IndexWriter::create("/proc/nowhere/search.db");
  REQUIRE_FALSE(writer);
  CHECK(writer.error().kind == base::ErrorKind::System);
}

TEST_CASE("a course of too many languages is refused") {
  const support::TemporaryFolder folder;
  auto writer = IndexWriter::create(folder.path() / "x.db");
  REQUIRE(writer);
  Section one = some_sections()[0];
  for (int i = 0; i < 64; ++i) {
    one.language = "x" + std::to_string(i);
    REQUIRE(writer->add(one));
  }
  one.language = "more";
  const auto refused = writer->add(one);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.en == "more than 64 languages in one search index");
  CHECK(refused.error().message.fr == "plus de 64 langues dans un même index");
}
