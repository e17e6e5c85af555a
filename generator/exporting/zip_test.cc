#include "generator/exporting/zip.h"

#include <catch2/catch.hpp>

TEST_CASE(
    "the first entry stands at the start, stored, with nothing between its name and its bytes") {
  const auto archive = exporting::zip({{"mimetype", "application/epub+zip"}, {"é.txt", "x"}});
  REQUIRE(archive);
  CHECK(archive->substr(0, 4) == "PK\x03\x04");
  CHECK(archive->substr(30, 28) == "mimetypeapplication/epub+zip");
  CHECK((*archive)[8] == 0);                              // stored
  CHECK(archive->substr(28, 2) == std::string(2, '\0'));  // no extra field
  // CRC-32 of "application/epub+zip", as every reader of ZIP computes it.
  CHECK(archive->substr(14, 4) == "\x6F\x61\xAB\x2C");
  const std::size_t second = archive->find("PK\x03\x04", 4);
  CHECK(archive->substr(second + 6, 2) == std::string("\x00\x08", 2));  // the name is UTF-8
}

TEST_CASE("an empty archive is one") {
  const auto archive = exporting::zip({});
  REQUIRE(archive);
  CHECK(archive->size() == 22);
  CHECK(archive->substr(0, 4) == "PK\x05\x06");
}
