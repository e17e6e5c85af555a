#include "generator/pipeline/translations.h"

#include <catch2/catch.hpp>

namespace {

std::string shown(std::string_view before, std::string_view after) {
  std::string out;
  for (const pipeline::DiffLine& line : pipeline::diff_lines(before, after))
    out += line.mark + line.text + "\n";
  return out;
}

}  // namespace

TEST_CASE("a difference keeps what both texts have, in order") {
  struct Case {
    std::string_view before, after, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"a\nb\nc\n", "a\nb\nc\n", " a\n b\n c\n"},
      {"a\nb\nc\n", "a\nx\nc\n", " a\n-b\n+x\n c\n"},
      {"", "a\n", "+a\n"},
      {"a\n", "", "-a\n"},
      {"a\nb\n", "b\na\n", "-a\n b\n+a\n"},  // moved: gone here, new there
      {"a", "a\n", " a\n"},                  // the last line may lack its end
      {"a\na\na\n", "a\n", " a\n-a\n-a\n"},
  }));
  CAPTURE(c.before, c.after);
  CHECK(shown(c.before, c.after) == c.expected);
}

TEST_CASE("two long texts without a line in common are compared in bounded time") {
  std::string before, after;
  for (int i = 0; i < 5000; ++i) {
    before += fmt::format("a{}\n", i);
    after += fmt::format("b{}\n", i);
  }
  const auto lines = pipeline::diff_lines(before, after);
  CHECK(lines.size() == 10000);
  CHECK(lines.front().mark == '-');
  CHECK(lines.back().mark == '+');
}
