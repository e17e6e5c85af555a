#include "generator/history/cache.h"

#include <catch2/catch.hpp>

using namespace history;

namespace {

History example() {
  History out;
  out.head = std::string(40, 'a');
  out.prefix = "content/";
  out.cut = true;
  const Change change = {std::string(40, 'b'), {-5, -330}, "été"};
  FileHistory a;
  a.path = "a.md";
  a.blob = std::string(40, 'c');
  a.last = a.first = change;
  a.authors = {"Ada", ""};
  a.changes = {change, change};
  a.former_paths = {"/docs/a.md"};
  FileHistory b;
  b.path = "b.md";
  out.files = {a, b};
  return out;
}

}  // namespace

TEST_CASE("a history comes back from its bytes as it was") {
  for (const History& history : {example(), History()}) {
    const auto back = parse(serialise(history, "key"), "key");
    REQUIRE(back);
    CHECK(*back == history);
  }
}

TEST_CASE("bytes that are damaged, cut or of something else are refused") {
  const std::string bytes = serialise(example(), "key");
  CHECK_FALSE(parse(bytes, "another key"));
  CHECK_FALSE(parse("", "key"));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    REQUIRE_FALSE(parse(std::string_view(bytes).substr(0, size), "key"));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    REQUIRE_FALSE(parse(damaged, "key"));
  }
}

TEST_CASE("the key holds all that a history depends on") {
  const Options plain;
  const std::string key = cache_key("h", "content/", plain);
  CHECK(cache_key("h", "content/", plain) == key);
  CHECK(cache_key("i", "content/", plain) != key);
  CHECK(cache_key("h", "", plain) != key);
  for (const Options& other :
       {Options{{".md"}}, Options{{}, true}, Options{{}, false, 1}, Options{{}, false, 0, 1}})
    CHECK(cache_key("h", "content/", other) != key);
}
