// Rules about where links lead: dead ones, pictures that are not there, pages in the other
// language.
#pragma once

#include "generator/model/course.h"
#include "generator/model/problem.h"

namespace model {

// link-broken, anchor-broken, image-missing, image-remote, link-unsafe, link-language: of every
// link of every half. `drafts`: files of pages that are left out because they are drafts, sorted.
// Runs on `jobs` threads.
void lint_links(const Course& course, const std::vector<std::string>& drafts, unsigned jobs,
                Problems& problems);

}  // namespace model
