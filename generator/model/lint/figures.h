// Rules about figures: those that pages name, those that nobody names, and where their boxes lead.
#pragma once

#include "generator/model/course.h"
#include "generator/model/problem.h"

namespace model {

// figure-unknown, figure-unused, figure-link, id-duplicate. `drafts`: pages were left out as
// drafts, and a figure may be one of theirs.
void lint_figures(const Course& course, bool drafts, Problems& problems);

}  // namespace model
