#include "generator/pipeline/search_index.h"

#include <catch2/catch.hpp>
#include <map>

#include "generator/base/files.h"
#include "generator/base/parallel.h"
#include "tests/support/temporary_folder.h"

namespace pipeline {
namespace {

using Files = std::map<std::string, std::string>;

model::Course course_of_two_languages() {
  model::Course course;
  course.languages = {"fr", "en"};
  return course;
}

std::vector<search::Section> sections_of_number(std::size_t number) {
  search::Section one;
  one.language = "fr";
  one.address = "fr/" + std::to_string(number) + ".html";
  one.title = "Page " + std::to_string(number);
  one.body = "mot" + std::to_string(number % 7) + " commun";
  if (number % 3 == 0) return {};  // a task without text
  return {one};
}

Files built(unsigned jobs) {
  const support::TemporaryFolder folder;
  const model::Course course = course_of_two_languages();
  auto index = SearchIndex::create(folder.path() / "search.db", course);
  REQUIRE(index);
  base::parallel_for(3000, jobs, [&](std::size_t i) { index->put(i, sections_of_number(i)); });
  Files out;
  auto done = index->finish(course, [&](std::string_view path, std::string_view bytes) {
    out.emplace(path, bytes);
    return base::Done();
  });
  REQUIRE(done);
  out["search.db"] = *base::read_file(folder.path() / "search.db");
  return out;
}

TEST_CASE("whatever thread brings what when, the index is the same") {
  const Files one = built(1), four = built(4);
  CHECK(one.size() > 4);
  CHECK(one == four);
  // A language without a section has a root too: its pages ask for it.
  CHECK(one.contains("assets/search/fr.js"));
  CHECK(one.contains("assets/search/en.js"));
}

TEST_CASE("a failure to write the browser's files is the failure of the build") {
  const support::TemporaryFolder folder;
  const model::Course course = course_of_two_languages();
  auto index = SearchIndex::create(folder.path() / "search.db", course);
  REQUIRE(index);
  index->put(1, sections_of_number(1));  // out of order
  index->put(0, {});
  const auto done = index->finish(course, [](std::string_view, std::string_view) {
    return base::Done(base::fail(base::ErrorKind::System,
                                 base::message("the disk is full", "le disque est plein")));
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().message.en == "the disk is full");
}

}  // namespace
}  // namespace pipeline
