// worker.js in the site's root: the service worker that keeps the course for when there is no
// network. It names the course, its version - a hash of every file - and the files to keep; what it
// does with them is the theme's script of the same name.
//
// A course of up to kMostKept bytes is kept whole. Of a larger one: the styles, scripts and
// pictures of the theme and the home pages; the pages that a learner visits join them in the
// browser.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "generator/base/hash.h"

namespace pipeline {

constexpr std::uint64_t kMostKept = 24u << 20;

struct KeptFile {
  base::Hash hash;
  std::uint64_t size = 0;
};
// Every file of the site by its path.
using SiteFiles = std::map<std::string, KeptFile>;

// `script`: the theme's scripts/worker.js in the site, "assets/worker.1a2b3c4d5e.js".
std::string service_worker(std::string_view course_id, std::string_view script,
                           const SiteFiles& files);

}  // namespace pipeline
