#include "generator/model/rules.h"

#include <catch2/catch.hpp>
#include <set>

using namespace model;

TEST_CASE("every rule says why it is there and how to satisfy it, in both languages") {
  for (const Rule& rule : rules()) {
    CAPTURE(rule.id);
    for (const base::Message* text : {&rule.summary, &rule.why, &rule.how}) {
      CHECK_FALSE(text->en.empty());
      CHECK_FALSE(text->fr.empty());
      CHECK(text->en != text->fr);
    }
    CHECK_FALSE(rule.summary.en.ends_with('.'));
    CHECK(rule.why.en.ends_with('.'));
    CHECK(rule.why.fr.ends_with('.'));
  }
}

TEST_CASE("rules are found by their ids, which are all different") {
  std::set<std::string_view> ids;
  for (const Rule& rule : rules()) {
    CHECK(ids.insert(rule.id).second);
    REQUIRE(find_rule(rule.id) != nullptr);
    CHECK(find_rule(rule.id)->id == rule.id);
  }
  CHECK(find_rule("no-such-rule") == nullptr);
  CHECK(find_rule("") == nullptr);
}
