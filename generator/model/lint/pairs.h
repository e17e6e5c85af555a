// Rules about the two halves of a page: what must be the same in every language.
#pragma once

#include "generator/model/course.h"
#include "generator/model/problem.h"

namespace model {

// pair-missing, pair-sections, pair-code, pair-placeholders, pair-quiz, pair-tabs, pair-log,
// pair-lab, pair-objectives: every half against that of the source language, at the first place
// where they differ. `unreadable`: files that exist and could not be read, sorted.
void lint_pairs(const Course& course, const Page& page, const std::vector<std::string>& unreadable,
                Problems& problems);

}  // namespace model
