// From a page's document to the sections that search knows: the text from one heading to the next,
// as plain text.
#pragma once

#include <vector>

#include "generator/markdown/document.h"
#include "generator/model/course.h"
#include "generator/search/section.h"

namespace pipeline {

// The sections of `page` in `language`, in reading order. Notes for whoever teaches and the answers
// of quizzes are left out. Those of a logbook's entries carry the entries' own addresses. Depends
// on nothing but what it is given; any thread.
std::vector<search::Section> sections_of(const model::Course& course, const model::Page& page,
                                         model::LanguageIndex language,
                                         const markdown::Document& document);

// A lab is one section: its title, what it is about, what it checks.
search::Section section_of(const model::Course& course, const model::LabSummary& lab,
                           model::LanguageIndex language);

}  // namespace pipeline
