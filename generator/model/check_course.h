// What can be said of a course only when all its pages are there: links, pairs, the grid,
// prerequisites, labs, ids.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/decode_course.h"
#include "generator/model/decode_page.h"
#include "generator/model/inventory.h"
#include "generator/model/problem.h"

namespace model {

// What is known besides the course itself. The lists are sorted.
struct CourseCheck {
  const std::filesystem::path& content;
  const CoursePlaces& course_places;
  const std::vector<MetaPlaces>& page_places;  // parallel to course.pages
  const std::vector<std::string>& draft_ids;   // of pages that are left out as drafts
  const std::vector<std::string>& draft_files;
  const std::vector<std::string>& misread;  // files whose facts are incomplete
  std::string_view course_file;
  unsigned jobs = 1;
};
void check_course(const Course& course, const CourseCheck& check, Problems& problems);

// Fills course.assets: what lies in assets/, and the files beside pages that pages refer to. Others
// beside pages are reported as file-unknown, but for those beside drafts.
void choose_assets(Course& course, Inventory& inventory,
                   const std::vector<std::string>& draft_files, Problems& problems);

// Takes out of cells, prerequisites and competencies what refers to nothing: it has been reported,
// and whoever uses the course need not look again.
void forget_unknown_references(Course& course);

}  // namespace model
