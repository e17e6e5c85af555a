#include "generator/pipeline/code.h"

#include <catch2/catch.hpp>

using namespace pipeline;

TEST_CASE("a sample that does not parse is reported where it is wrong, and is highlighted once") {
  const auto cache = std::make_shared<highlight::Cache>();
  const model::CheckCode check = code_check(cache);
  const std::string code = "{\n  \"port\": 443 443\n}\n";
  const auto errors = check("json", code);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].where.begin == base::Position{2, 15});
  CHECK(errors[0].message.en == "this json does not parse: unexpected '443'");
  CHECK(errors[0].hint.en == "a sample that is wrong on purpose says so: ```json broken");
  CHECK(check("json", "{\"port\": <PORT>, ...}").empty());
  CHECK(check("klingon", code).empty());
  // The page is made of what the check has seen.
  CHECK(cache->highlight("json", code) == cache->highlight("json", code));
}

TEST_CASE("a grammar that is missing is one warning, which names the languages of the course") {
  model::Course course;
  course.pages.resize(2);
  for (model::Page& page : course.pages) {
    page.halves.resize(1);
    page.halves[0].facts.code = {{"sh", {}, {}}, {"yml", {}, {}}, {"output", {}, {}}, {"", {}, {}}};
  }
  CHECK_FALSE(missing_grammars(course, {}));
  CHECK_FALSE(missing_grammars(course, {"cpp", "sql"}));  // of which it has no code
  const auto warning = missing_grammars(course, {"bash", "sql", "yaml"});
  REQUIRE(warning);
  CHECK(warning->severity == base::Severity::Warning);
  CHECK(warning->message.en ==
        "this program was built without the grammars of bash, yaml: their code is neither coloured "
        "nor checked");
}
