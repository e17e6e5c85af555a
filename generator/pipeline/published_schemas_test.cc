#include "generator/pipeline/published_schemas.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "generator/base/files.h"

TEST_CASE("the JSON Schemas for editors are those of content/schemas") {
  const std::vector<std::string> languages = {"fr", "en"};
  const std::filesystem::path folder = std::filesystem::path(SOURCE_DIR) / "content/schemas";
  std::set<std::string> names;
  for (const model::NamedSchema& named : pipeline::published_schemas(languages)) {
    const std::string name = named.name + ".schema.json";
    names.insert(name);
    const std::string made = text::json_schema(named.schema, named.title, languages);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) REQUIRE(base::write_file(folder / name, made));
    const auto committed = base::read_file(folder / name);
    CAPTURE(named.name);
    REQUIRE(committed);
    CHECK(*committed == made);  // UPDATE_GOLDEN=1 rewrites it
  }
  // None that nothing makes any more.
  for (const auto& file : std::filesystem::directory_iterator(folder))
    CHECK(names.contains(file.path().filename().string()));
}

TEST_CASE("an editor knows what a target of site.toml may hold") {
  for (const model::NamedSchema& named : pipeline::published_schemas({})) {
    if (named.name != "site") continue;
    for (const text::Field& field : named.schema) {
      if (field.name != "publish") continue;
      REQUIRE(field.type == text::Type::Map);
      CHECK(field.fields.front().name == "type");
      return;
    }
  }
  FAIL("there is no schema of publish");
}
