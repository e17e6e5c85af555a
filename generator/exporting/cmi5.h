// cmi5 (AICC, 1.0 "Quartz"): one package of the whole course, cmi5.xml at its root: levels are
// blocks, lessons are assignable units, each with its texts in every language; the learner's
// preference chooses.
#pragma once

#include "generator/exporting/lesson.h"

namespace exporting {

// `base_id`: an IRI that the ids of course and lessons begin with,
// "https://course.example.org/id/".
base::Result<std::vector<PackedFile>> cmi5_package(const CourseSource& source,
                                                   const std::string& base_id,
                                                   const std::vector<const model::Page*>& lessons);

}  // namespace exporting
