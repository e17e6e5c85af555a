// Rules about what a page declares in its TOML and shows in its text: placeholders, the worksheet,
// objectives.
#pragma once

#include <vector>

#include "generator/model/lint/context.h"

namespace model {

// Of one half: placeholder-undeclared, worksheet-vars, objectives-differ, objective-uncovered.
void lint_declared(const FileContext& context, const MetaPlaces& places, Problems& problems);

// Of a page whose halves are all known; `used`: every placeholder name of its halves (a logbook's
// entries included), sorted. placeholder-unused.
void lint_unused(const Page& page, const std::vector<std::string>& used, Problems& problems);

// Of the whole course: placeholder-conflict. A learner types a value once, and every page uses it.
void lint_conflicts(const Course& course, Problems& problems);

}  // namespace model
