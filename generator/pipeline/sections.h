// From a page's document to the sections that search knows: the text from one heading to the next,
// as plain text.
#pragma once

#include <vector>

#include "generator/markdown/document.h"
#include "generator/model/course.h"
#include "generator/search/section.h"

namespace pipeline {

// The sections of `page` in `language`, in reading order; notes for whoever teaches are left out.
// Those of a logbook's entries carry the entries' own addresses. Pure; any thread.
std::vector<search::Section> sections_of(const model::Course& course, const model::Page& page,
                                         model::LanguageIndex language,
                                         const markdown::Document& document);

}  // namespace pipeline
