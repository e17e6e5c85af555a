#include "generator/base/hash.h"

#include <catch2/catch.hpp>

namespace base {

TEST_CASE("a hash is the same in every run: names of assets and cache keys hang on it") {
  CHECK(hex(hash("")) == "99aa06d3014798d86001c324468d497f");
  CHECK(short_hex(hash("")) == "99aa06d301");
  CHECK(hash("a") != hash("b"));
  CHECK(hash(std::string_view("a\0", 2)) != hash("a"));
}

TEST_CASE("a combined hash depends on the order") {
  const Hash a = hash("a");
  const Hash b = hash("b");
  CHECK(combine(a, b) == combine(a, b));
  CHECK(combine(a, b) != combine(b, a));
  CHECK(combine(a, b) != combine(a, a));
}

}  // namespace base
