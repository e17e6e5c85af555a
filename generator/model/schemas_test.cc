#include "generator/model/schemas.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "generator/base/files.h"

using namespace model;

TEST_CASE("the JSON Schemas for editors are those of content/schemas") {
  const std::vector<std::string> languages = {"fr", "en"};
  for (const NamedSchema& named : published_schemas(languages)) {
    const std::filesystem::path path =
        std::filesystem::path(SOURCE_DIR) / "content/schemas" / (named.name + ".schema.json");
    const std::string made = text::json_schema(named.schema, named.title, languages);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) REQUIRE(base::write_file(path, made));
    const auto committed = base::read_file(path);
    CAPTURE(named.name);
    REQUIRE(committed);
    CHECK(*committed == made);  // UPDATE_GOLDEN=1 rewrites it
  }
}
