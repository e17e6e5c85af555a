#include "generator/figure/wrap.h"

#include <catch2/catch.hpp>

namespace figure {
namespace {

TEST_CASE("texts break at spaces, long words where a reader expects it, and end in an ellipsis") {
  struct Case {
    std::string text;
    std::size_t most;
    std::vector<std::string> lines;
  };
  const auto c = GENERATE(values<Case>({
      {"API server", 3, {"API server"}},
      {"the AI stack with compose", 3, {"the AI stack", "with", "compose"}},
      {"POST /v1/chat/completions", 3, {"POST", "/v1/chat/", "completions"}},
      {"ABCDEFGHIJKLMNOPQ", 3, {"ABCDEFGHI", "JKLMNOPQ"}},  // nowhere to break: anywhere
      {"one two three four five six seven", 2, {"one two", "three four…"}},
      {"one port\u00A05432", 3, {"one", "port\u00A05432"}},  // a space that holds
      {"", 3, {}},
      {"   ", 3, {}},
  }));
  CAPTURE(c.text);
  CHECK(wrap(c.text, 96, 15, c.most) == c.lines);
}

TEST_CASE("a text of a megabyte without a space is cut, not walked to its end") {
  CHECK(wrap(std::string(1u << 20, 'x'), 100, 15, 3).size() == 3);
  CHECK(wrap("漢字", 1, 15, 9) == std::vector<std::string>{"漢", "字"});  // never half a character
}

}  // namespace
}  // namespace figure
