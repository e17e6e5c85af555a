#include "generator/scaffold/course_file.h"

#include <catch2/catch.hpp>

TEST_CASE("a lesson joins the one cell that is its own, and nothing else changes") {
  struct Case {
    std::string_view before, after;
  };
  const auto c = GENERATE(values<Case>({
      {"[[cell]]\nlevel = \"a\"\ntopic = \"t\"\nlessons = [\"t.x\"]\n",
       "[[cell]]\nlevel = \"a\"\ntopic = \"t\"\nlessons = [\"t.x\", \"t.new\"]\n"},
      // the cell has none yet
      {"[[cell]]\nlevel = \"a\"\ntopic = \"t\"\n\n[[cell]]\nlevel = \"b\"\ntopic = \"t\"\n",
       "[[cell]]\nlevel = \"a\"\ntopic = \"t\"\nlessons = [\"t.new\"]\n\n[[cell]]\nlevel = "
       "\"b\"\ntopic = \"t\"\n"},
      {"[[cell]]\nlessons = []\nlevel = \"a\"\ntopic = \"t\"",
       "[[cell]]\nlessons = [\"t.new\"]\nlevel = \"a\"\ntopic = \"t\""},
      // a line for each, with and without the last comma
      {"[[cell]]\nlevel = \"a\"\ntopic = \"t\"\nlessons = [\n  \"t.x\",\n]\n",
       "[[cell]]\nlevel = \"a\"\ntopic = \"t\"\nlessons = [\n  \"t.x\",\n  \"t.new\",\n]\n"},
      {"[[cell]]\nlevel = \"a\"\ntopic = \"t\"\nlessons = [\n  \"t.x\"\n]\n",
       "[[cell]]\nlevel = \"a\"\ntopic = \"t\"\nlessons = [\n  \"t.x\",\n  \"t.new\",\n]\n"},
      // what looks like a bracket in a comment is none
      {"[[cell]]\nlevel = \"a\" # ]\ntopic = \"t\" # [\nlessons = [\"t.x\"] # ]]\n",
       "[[cell]]\nlevel = \"a\" # ]\ntopic = \"t\" # [\nlessons = [\"t.x\", \"t.new\"] # ]]\n"},
  }));
  CAPTURE(c.before);
  const auto out = scaffold::add_to_cell(c.before, "a", "t", "t.new");
  REQUIRE(out);
  CHECK(*out == c.after);
  CHECK(scaffold::add_to_cell(*out, "a", "t", "t.new") == *out);  // once is enough
}

TEST_CASE("where the place is not certain, course.toml is left alone") {
  const auto source = GENERATE(values<std::string_view>({
      "", "[[cell]]\nlevel = \"a\"\ntopic = \"other\"\n",
      "[[cell]]\nlevel = \"a\"\ntopic = \"t\"\n[[cell]]\nlevel = \"a\"\ntopic = \"t\"\n",  // twice
      "[[cell]]\nlevel = \"a\"\ntopic = \"t\"\nlessons = \"t.x\"\n",  // no list
      "cell = [ { level = \"a\", topic = \"t\" } ]\n",                // all on one line
      "[[cell]\n",                                                    // no TOML
  }));
  CAPTURE(source);
  CHECK_FALSE(scaffold::add_to_cell(source, "a", "t", "t.new"));
}
