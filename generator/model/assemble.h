// From pages as they lie in the folders to the pages of a Course: in order, entries of logbooks
// included, with the tables that find them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "generator/model/course.h"
#include "generator/model/inventory.h"
#include "generator/model/page_draft.h"
#include "generator/model/problem.h"

namespace model {

// Pages with their halves' files and nothing else.
std::vector<PageDraft> make_drafts(const Inventory& inventory, std::size_t languages);

// Gives entries in files of their own what their logbook's TOML says: variables, revision, source
// language and their own facts.
void inherit_from_logbooks(std::vector<PageDraft>& drafts);

// Fills course.pages, page_by_key, page_by_file and embedded_logs, with anchors assigned. Returns
// what the TOML files said where, parallel to course.pages. Reports log-missing and log-unlisted.
// `cells` of the course give the lessons their order.
std::vector<MetaPlaces> assemble(Course& course, std::vector<PageDraft> drafts, unsigned jobs,
                                 Problems& problems);

}  // namespace model
