// The second half of a build: a Prepared course -> the files of the site and the search database.
// With a cache, tasks whose digest is known keep their files, and the search index stays when none
// of its sections changed.
#pragma once

#include <functional>
#include <string_view>

#include "generator/pipeline/build_state.h"
#include "generator/pipeline/prepare.h"

namespace pipeline {

// Where the files of a site go.
struct Destination {
  WriteFile put;
  // Keeps the file of the last build; false when it cannot. May be empty.
  std::function<bool(std::string_view path, const publish::SiteFile& known)> keep = {};
};

// Fills the tasks and the index of `next`, and the figures of prepared.report.
base::Done make_site(const Project& project, const Options& options, Prepared& prepared,
                     const Destination& destination, BuildState& next);

}  // namespace pipeline
