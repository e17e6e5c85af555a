#include "generator/model/decode_course.h"

#include <catch2/catch.hpp>

#include "generator/text/toml.h"

using namespace model;

namespace {

constexpr std::string_view kGood = R"(id = "c"
languages = ["fr", "en"]
title = { fr = "T", en = "T" }
tagline = { fr = "T", en = "T" }
description = { fr = "T", en = "T" }

[[level]]
id = "one"
title = { fr = "T", en = "T" }
promise = { fr = "T", en = "T" }
objective = { fr = "T", en = "T" }

[[topic]]
id = "net"
title = { fr = "T", en = "T" }
question = { fr = "T", en = "T" }

[[topic]]
id = "web"
title = { fr = "T", en = "T" }
question = { fr = "T", en = "T" }
)";

struct Decoded {
  base::Result<DecodedCourse> course;
  std::string report;
};

Decoded decode(std::string_view more) {
  const std::string source = std::string(kGood) + std::string(more);
  const auto root = text::parse_toml(source, "course.toml");
  REQUIRE(root);
  Problems problems;
  Decoded out = {decode_course(*root, "course.toml", problems), ""};
  for (const base::Error& error : problems) out.report += base::describe(error, base::Locale::En);
  return out;
}

std::string refusal_of(std::string_view source) {
  const auto root = text::parse_toml(source, "course.toml");
  REQUIRE(root);
  Problems problems;
  const auto course = decode_course(*root, "course.toml", problems);
  return course ? "" : base::describe(course.error(), base::Locale::En);
}

}  // namespace

TEST_CASE("a grid with a cell for each level and topic is decoded without a complaint") {
  const Decoded decoded = decode(R"([[cell]]
level = "one"
topic = "net"
lessons = ["net.dns", "net.firewall"]

[[cell]]
level = "one"
topic = "web"

[[block]]
id = "b"
title = { fr = "T", en = "T" }
declared = 90
[[block.item]]
id = "b-1"
text = { fr = "T", en = "T" }
done = true
[[block.item]]
id = "b-2"
text = { fr = "T", en = "T" }
[[block.item]]
id = "b-3"
text = { fr = "T", en = "T" }
done = true
)");
  CHECK(decoded.report.empty());
  REQUIRE(decoded.course);
  const Course& course = decoded.course->course;
  CHECK(course.languages == std::vector<std::string>{"fr", "en"});
  REQUIRE(course.find_cell("one", "net") != nullptr);
  CHECK(course.find_cell("one", "net")->lessons ==
        std::vector<std::string>{"net.dns", "net.firewall"});
  CHECK(course.find_cell("one", "web")->text.empty());
  CHECK(course.blocks.at(0).done() == 2);
  CHECK(course.blocks.at(0).ratio() == 67);
  CHECK(course.blocks.at(0).declared == 90);
}

TEST_CASE("cells that do not fit the grid are reported where they stand") {
  CHECK(decode(R"([[cell]]
level = "onne"
topic = "net"

[[cell]]
level = "one"
topic = "web"

[[cell]]
level = "one"
topic = "web"
)")
            .report ==
        "course.toml:23:9: error: no level 'onne' [grid-cell]\n"
        "  hint: did you mean 'one'?\n"
        "course.toml:31:9: error: the cell of 'one' and 'web' is there twice [grid-cell]\n"
        "  hint: put the lessons of both into one\n"
        "course.toml:14:6: error: there is no cell for 'one' and 'net' [grid-cell]\n"
        "  hint: add [[cell]] level = \"one\" topic = \"net\"\n");
}

TEST_CASE("a level that is there twice is reported at the second") {
  CHECK(decode(R"([[cell]]
level = "one"
topic = "net"
[[cell]]
level = "one"
topic = "web"
[[level]]
id = "one"
title = { fr = "T", en = "T" }
promise = { fr = "T", en = "T" }
objective = { fr = "T", en = "T" }
)")
            .report ==
        "course.toml:29:6: error: the level 'one' is there twice [id-duplicate]\n"
        "  hint: give one of them another id\n");
}

TEST_CASE("a course without usable languages is no course") {
  const std::string hint =
      "  hint: write languages = [\"fr\", \"en\"], the source language first\n";
  CHECK(refusal_of("id = \"c\"\n") ==
        "course.toml:1:1: error: the course names no language [schema]\n" + hint);
  CHECK(refusal_of("languages = [\"fr\", \"../en\"]\n") ==
        "course.toml:1:20: error: '../en' is not a language tag [schema]\n" + hint);
  CHECK(refusal_of("languages = [\"fr\", \"fr\"]\n") ==
        "course.toml:1:20: error: 'fr' is there twice [schema]\n" + hint);
}

TEST_CASE("a table of the wrong shape is reported and the rest is decoded") {
  const Decoded decoded = decode("cell = 3\nblock = [1, {}, { item = \"x\" }]\n");
  REQUIRE(decoded.course);
  CHECK_FALSE(decoded.report.empty());
  CHECK(decoded.course->course.topics.size() == 2);
}
