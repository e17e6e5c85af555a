#include "generator/search/posting.h"

#include <catch2/catch.hpp>

using search::kBodyShift;
using search::kCode;
using search::kHeading;
using search::kTitle;
using search::Posting;
using search::Postings;

TEST_CASE("a word is the stronger the more of a section it is") {
  struct Case {
    std::uint32_t count, length;
    unsigned strength;
  };
  const auto c = GENERATE(values<Case>({
      {0, 10, 0},
      {1, 10, 2},   // one of ten words
      {1, 200, 1},  // mentioned in passing
      {2, 200, 2},
      {4, 200, 3},
      {4, 2000, 1},  // a long section mentions much
      {20, 2000, 2},
      {30, 2000, 3},
      {5, 0, 3},
  }));
  CAPTURE(c.count, c.length);
  CHECK(search::body_strength(c.count, c.length) == c.strength);
}

TEST_CASE("forms of one word add up") {
  const auto body = [](unsigned strength) {
    return static_cast<std::uint8_t>(strength << kBodyShift);
  };
  const Postings one = {{1, body(1), 0, 0}, {2, kHeading, 0, 3}, {5, body(2), 0, 0}};
  const Postings two = {
      {1, body(1), 0, 0}, {2, static_cast<std::uint8_t>(kCode | body(1)), 0, 0}, {9, kTitle, 2, 0}};
  CHECK(search::merged({one, two}) ==
        Postings{{1, body(2), 0, 0},
                 {2, static_cast<std::uint8_t>(kHeading | kCode | body(1)), 0, 3},
                 {5, body(2), 0, 0},
                 {9, kTitle, 2, 0}});
  CHECK(search::merged({two, one}) == search::merged({one, two}));
  CHECK(search::merged({one}) == one);
  CHECK(search::merged({}).empty());
}

TEST_CASE("a short heading weighs more than a long one, and any more than a body") {
  const double body = search::field_weight({1, 3 << kBodyShift, 0, 0});
  const double long_heading = search::field_weight({1, kHeading, 0, 7});
  const double short_heading = search::field_weight({1, kHeading, 0, 1});
  CHECK(body < long_heading + 0.1);
  CHECK(long_heading < short_heading);
}
