#include "generator/base/nearest.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace base {
namespace {

const std::vector<std::string> kNames = {"title", "topic", "lessons", "description", "fr", "en"};

TEST_CASE("the nearest known name is found") {
  struct Case {
    std::string_view written, nearest;
  };
  const auto c = GENERATE(values<Case>({
      {"titel", "title"},  // neighbours swapped are one edit
      {"tilte", "title"},
      {"TITLE", "title"},     // case does not count
      {"topics", "topic"},    // one too many
      {"lesons", "lessons"},  // one missing
      {"descripton", "description"},
      {"dscriptin", "description"},
      {"f", "fr"},
      {"de", ""},  // two edits in two letters: another word
      {"languages", ""},
      {"", ""},  // nothing was written, nothing is near
      {"xxxxx", ""},
  }));
  CAPTURE(c.written);
  CHECK(nearest(c.written, kNames) == c.nearest);
}

TEST_CASE("of two that are equally near the first is taken") {
  const std::vector<std::string> names = {"cat", "bat", "rat"};
  CHECK(nearest("hat", names) == "cat");
  const std::vector<std::string> better_later = {"hats", "Hat"};
  CHECK(nearest("hat", better_later) == "Hat");
}

TEST_CASE("a hint is made in both languages, or is empty") {
  CHECK(did_you_mean("titel", kNames).en == "did you mean 'title'?");
  CHECK(did_you_mean("titel", kNames).fr == "vouliez-vous dire « title » ?");
  CHECK(did_you_mean("zebra", kNames).empty());
  CHECK(did_you_mean("zebra", {}).empty());
}

TEST_CASE("a name of a megabyte is not compared with anything") {
  CHECK(
      nearest(std::string(1 << 20, 'a'), std::vector<std::string>(1000, std::string(1 << 20, 'a')))
          .empty());
}

}  // namespace
}  // namespace base
