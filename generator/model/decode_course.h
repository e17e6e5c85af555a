// course.toml as a Node -> the part of a Course that does not need its pages. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "generator/base/result.h"
#include "generator/model/course.h"
#include "generator/model/nodes.h"
#include "generator/model/problem.h"
#include "generator/text/node.h"

namespace model {

constexpr std::size_t kMostLanguages = 8;

// Where course.toml says what: for messages, while the course is being checked.
struct CellPlaces {
  PlacedId level;
  PlacedId topic;
  std::vector<PlacedId> lessons;
};
struct CoursePlaces {
  std::vector<CellPlaces> cells;  // parallel to Course::cells
  std::vector<PlacedId> item_lessons;
  std::vector<PlacedId> item_labs;
};

struct DecodedCourse {
  Course course;
  CoursePlaces places;
};

// Fails only when the languages cannot be told; everything else is appended to `problems` and
// decoded as far as it goes. When nothing was appended, every level and topic a cell names exists,
// no cell, level, topic, block, item, group or choice is there twice, and every text exists in
// every language.
base::Result<DecodedCourse> decode_course(const text::Node& root, std::string_view file,
                                          Problems& problems);

}  // namespace model
