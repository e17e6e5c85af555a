#include "generator/search/shard.h"

#include <catch2/catch.hpp>
#include <string>

TEST_CASE("a name ends in the checksum that the script works out too") {
  CHECK(search::checksum("") == "0ztntfp");
  CHECK(search::checksum("a") == "1r9wi7g");
  CHECK(search::checksum("é") == "0tz86ys");           // one unit
  CHECK(search::checksum("\U0001F642") == "136c4da");  // two
  CHECK(search::shard_name("t", "a") == "t-1r9wi7g");
}

TEST_CASE("a file is a script of one call, whatever it holds") {
  CHECK(search::shard_script("fr/t-1", "a|b") == "atelierShard(\"fr/t-1\",\"a|b\")\n");
  CHECK(search::shard_script("x", "\"\\\n\x01\u2028\u2029é") ==
        "atelierShard(\"x\",\"\\\"\\\\\\n\\u0001\\u2028\\u2029é\")\n");
}

TEST_CASE("numbers are written in digits of five bits") {
  const auto written = [](std::uint32_t number) {
    std::string out;
    search::append_number(out, number);
    return out;
  };
  CHECK(written(0) == "0");
  CHECK(written(31) == "v");
  CHECK(written(32) == "w1");
  CHECK(written(1000) == "Ev");
  CHECK(written(0xFFFFFFFF) == "______3");
}

TEST_CASE("postings are grouped by what they are worth, the best first, and cut at a limit") {
  using search::Posting;
  const std::uint8_t body = 1 << search::kBodyShift;
  const search::Postings postings = {{3, body, 0, 0},
                                     {5, search::kHeading, 0, 2},
                                     {40, body, 0, 0},
                                     {41, search::kHeading, 0, 2},
                                     {99, search::kTitle, 1, 0}};
  CHECK(search::posting_text(postings, 100).kept == "11z3,225A1,g3B1");
  CHECK(search::posting_text(postings, 100).rest.empty());
  const auto cut = search::posting_text(postings, 2);
  CHECK(cut.kept == "11z3,225");
  CHECK(cut.rest == "22F1,g3B1");
}
