// The search index of a build: pages are rendered by several threads in any order, their sections
// are written in reading order, so that the same course gives the same index.
//
//   SearchIndex index = TRY(SearchIndex::create(project.search_database(), course));
//   index.put(i, sections of task i)       // once for every i, from any thread
//   index.finish(course, write)            // database and browser's files
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/model/course.h"
#include "generator/search/section.h"
#include "generator/search/shards.h"

namespace pipeline {

// Where the browser's files go in the site; a language's root is kSearchFolder + "/fr.js".
inline constexpr std::string_view kSearchFolder = "assets/search";

class SearchIndex {
 public:
  static base::Result<SearchIndex> create(const std::filesystem::path& database,
                                          const model::Course& course);
  ~SearchIndex();
  SearchIndex(SearchIndex&&) noexcept;
  SearchIndex& operator=(SearchIndex&&) noexcept;

  // The sections of the task `number`, which may be none. Numbers are started in their order, each
  // is put once, also when its work failed. A thread that is far ahead waits for those behind it,
  // so that memory does not depend on the size of the course.
  void put(std::size_t number, std::vector<search::Section> sections);

  // After all of them: adds the labs, completes the database and writes the browser's files. Fails
  // with the first failure of any put().
  base::Result<search::ShardPlan> finish(const model::Course& course,
                                         const search::TakeShard& write);

 private:
  struct State;
  explicit SearchIndex(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pipeline
