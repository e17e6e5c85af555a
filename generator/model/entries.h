// The entries of a logbook: those its TOML declares, in that order, then those that only its text
// has.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "generator/model/page_draft.h"
#include "generator/model/problem.h"

namespace model {

// `own_files`: the entries with files of their own, by id. Reports log-missing, log-unlisted and
// id-duplicate.
std::vector<PageDraft> make_entries(const PageDraft& logbook,
                                    std::map<std::string, PageDraft> own_files, Problems& problems);

}  // namespace model
