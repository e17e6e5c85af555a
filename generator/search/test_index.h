// A small course's database for tests, in a folder of its own.
#pragma once

#include <catch2/catch.hpp>
#include <span>
#include <string>
#include <utility>

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

}  // namespace search
