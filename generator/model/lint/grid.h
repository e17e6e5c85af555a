// Rules about what refers to what: cells and lessons, prerequisites, competencies, labs, ids.
#pragma once

#include <string_view>
#include <vector>

#include "generator/model/course.h"
#include "generator/model/decode_course.h"
#include "generator/model/decode_page.h"
#include "generator/model/problem.h"

namespace model {

// grid-cell: cells against the levels and topics of the same file.
void lint_cells(const Course& course, const CoursePlaces& places, std::string_view file,
                Problems& problems);

// What the rules about references look at, once all pages are there.
struct References {
  const Course& course;
  const CoursePlaces& places;
  const std::vector<MetaPlaces>& page_places;  // parallel to course.pages
  const std::vector<std::string>& drafts;      // ids of pages that are left out as drafts, sorted
  std::string_view course_file;

  bool is_draft(std::string_view id) const;
};

// grid-lesson, competency-lesson.
void lint_grid(const References& references, Problems& problems);
// prerequisite-unknown, next-unknown, prerequisite-cycle.
void lint_prerequisites(const References& references, Problems& problems);
// lab-unknown.
void lint_labs(const References& references, Problems& problems);
// id-folder, id-duplicate.
void lint_ids(const References& references, Problems& problems);

}  // namespace model
