#include "generator/highlight/cache.h"

#include <catch2/catch.hpp>

#include "generator/base/parallel.h"

namespace highlight {
namespace {

TEST_CASE("a text is highlighted once for each language") {
  Cache cache;
  const auto first = cache.highlight("bash", "ls -l");
  CHECK(cache.highlight("bash", "ls -l") == first);
  CHECK(cache.highlight("sql", "ls -l") != first);
  CHECK(first->spans == highlight("bash", "ls -l").spans);
}

TEST_CASE("a full cache forgets, and what it gave stays valid") {
  Cache cache(1000);
  const auto first = cache.highlight("bash", "ls -l");
  for (int i = 0; i < 20; ++i) cache.highlight("bash", fmt::format("echo {} 'x'", i));
  const auto again = cache.highlight("bash", "ls -l");
  CHECK(again != first);
  CHECK(again->spans == first->spans);
}

TEST_CASE("threads get the same spans, whoever makes them") {
  Cache cache;
  constexpr std::string_view kCode = "for i in 1 2 3; do echo \"$i\"; done";
  const Tokens expected = highlight("bash", kCode);
  std::vector<char> equal(64, 0);
  base::parallel_for(equal.size(), 4, [&](std::size_t i) {
    const auto own = cache.highlight("python", fmt::format("x = {}", i));
    equal[i] = cache.highlight("bash", kCode)->spans == expected.spans && own->spans.size() == 1;
  });
  CHECK(std::count(equal.begin(), equal.end(), 1) == 64);
}

}  // namespace
}  // namespace highlight
