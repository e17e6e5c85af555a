// Code blocks, looked at once for both: what the course is told of its samples, and the colours of
// its pages.
#pragma once

#include <memory>
#include <optional>

#include "generator/highlight/cache.h"
#include "generator/model/check_code.h"
#include "generator/model/course.h"

namespace pipeline {

// Finds what does not parse; what it highlights on the way stays in the cache.
model::CheckCode code_check(std::shared_ptr<highlight::Cache> cache);

// The one warning for languages that the course uses and whose grammars this program lacks.
std::optional<base::Error> missing_grammars(const model::Course& course);
// The same with the names of those languages as an argument.
std::optional<base::Error> missing_grammars(const model::Course& course,
                                            const std::vector<std::string>& lacking);

}  // namespace pipeline
