// A small course's database for tests, in a folder of its own.
#pragma once

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <span>
#include <string>
#include <utility>

#include "generator/database/database.h"
#include "generator/search/database.h"
#include "generator/search/index_writer.h"
#include "tests/support/temporary_folder.h"

namespace search {

// A section of a French page; the title is the address's last part.
inline Section section(std::string address, std::string anchor, std::string heading,
                       std::string body) {
  Section out;
  out.language = "fr";
  out.title = address;
  out.address = "fr/" + std::move(address) + ".html";
  out.anchor = std::move(anchor);
  out.heading = std::move(heading);
  out.body = std::move(body);
  out.kind = "lesson";
  return out;
}

class TestIndex {
 public:
  explicit TestIndex(std::span<const Section> sections) {
    auto writer = IndexWriter::create(path());
    REQUIRE(writer);
    for (const Section& one : sections) REQUIRE(writer->add(one));
    REQUIRE(writer->finish());
  }

  std::filesystem::path path() const { return folder_.path() / "search.db"; }

  Answer ask(std::string_view query, const Filters& filters = {},
             std::string_view language = "fr") const {
    auto database = Database::open(path());
    REQUIRE(database);
    auto answer = database->search(query, language, filters);
    REQUIRE(answer);
    return std::move(*answer);
  }

  // "page#anchor page#anchor", best first.
  std::string found(std::string_view query, const Filters& filters = {}) const {
    std::string out;
    for (const Hit& hit : ask(query, filters).hits) {
      const std::string page = hit.address.substr(3, hit.address.size() - 8);
      out += (out.empty() ? "" : " ") + page + (hit.anchor.empty() ? "" : "#" + hit.anchor);
    }
    return out;
  }

 private:
  support::TemporaryFolder folder_;
};

// Everything that the database says, whatever the order in which it was written.
inline std::string said_by(const std::filesystem::path& path) {
  auto database = database::Database::open(path, database::Mode::Read);
  REQUIRE(database);
  std::string out;
  const auto all = [&](const std::string& sql, int columns) {
    auto rows = database->prepare(sql);
    REQUIRE(rows);
    while (*rows->step()) {
      for (int i = 0; i < columns; ++i) out += std::string(rows->text(i)) + '\t';
      out += '\n';
    }
  };
  all("SELECT * FROM language ORDER BY 1", 5);
  all("SELECT * FROM page ORDER BY 1", 7);
  all("SELECT * FROM section ORDER BY 1", 7);
  all("SELECT section, text FROM error ORDER BY section, rowid", 2);
  auto count = database->prepare("SELECT count(*) FROM language");
  REQUIRE(count);
  REQUIRE(*count->step());
  for (std::int64_t language = 0; language < count->integer(0); ++language) {
    all(fmt::format("SELECT * FROM form_{} ORDER BY 1, 2", language), 5);
    REQUIRE(database->execute(fmt::format(
        "CREATE VIRTUAL TABLE temp.all_{0} USING fts5vocab(main, terms_{0}, instance)", language)));
    all(fmt::format("SELECT term, doc, col FROM temp.all_{} ORDER BY 1, 2, 3", language), 3);
  }
  return out;
}

}  // namespace search
