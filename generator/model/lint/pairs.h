// Rules about the two halves of a page: what must be the same in every language.
#pragma once

#include "generator/model/course.h"
#include "generator/model/problem.h"

namespace model {

// pair-missing, pair-sections, pair-code, pair-placeholders, pair-quiz, pair-tabs, pair-log,
// pair-lab, pair-objectives: every half against that of the source language, at the first place
// where they differ. `misread`: files whose facts are incomplete, because they could not be read or
// a block in them not be understood, sorted; their own problems come first.
void lint_pairs(const Course& course, const Page& page, const std::vector<std::string>& misread,
                Problems& problems);

}  // namespace model
