#include "generator/text/written.h"

#include <catch2/catch.hpp>
#include <vector>

#include "generator/text/front_matter.h"
#include "generator/text/schema.h"
#include "generator/text/toml.h"

TEST_CASE("whatever the text, both formats read back what was written") {
  const std::vector<std::string> texts = {
      "Le DNS",
      "TCP: the handshake",  // a colon and a space begin a value
      "# not a comment",
      "say \"hello\" \\ and go",
      "- a list?",
      "true",
      "42",
      "2026-11-20",
      "",
      " spaces at both ends ",
      "{ a: b }",
      "two\nlines\tand a tab",
      "é",
      std::string("a bell \x07 rings"),
      "it's",
      "ends with a colon:",
      "`code` first",
      "*emphasis*",
      "Yes",
  };
  for (const std::string& written : texts) {
    CAPTURE(written);
    const auto toml = text::parse_toml("x = " + text::toml_string(written) + "\n", "x.toml");
    REQUIRE(toml);
    CHECK(text::string_at(*toml, "x", "?") == written);

    if (written.find('\x07') != std::string::npos)
      continue;  // front matter refuses the byte itself
    const std::string source = "---\nx: " + text::yaml_string(written) + "\n---\n";
    const auto parts = text::split_front_matter(source, "x.md");
    REQUIRE(parts);
    const auto yaml = text::parse_front_matter(*parts, "x.md");
    REQUIRE(yaml);
    CHECK(text::string_at(*yaml, "x", "?") == written);
  }
}

TEST_CASE("titles without marks stay as people write them") {
  CHECK(text::yaml_string("Fermer tout, ouvrir le nécessaire") ==
        "Fermer tout, ouvrir le nécessaire");
  CHECK(text::yaml_string("Le pare-feu : fermer d'abord") == "\"Le pare-feu : fermer d'abord\"");
}
