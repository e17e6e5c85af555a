// The stages of a build in their order; nothing else knows them all:
//
//   load    content/ -> Course and its problems   (model; parallel over pages)
//   theme   themes/ -> Theme and its problems
//   dates   git -> when each page changed           (history; only when a site is made)
//   render  Course + Theme -> pages                 (parallel; a page's text is read and dropped)
//   index   what each page says -> the search database and the browser's shards
//   write   pages, assets, pictures, static files, the service worker -> the caller's write
//   function
//
// The search database goes to the project's build folder, and so does the cache (build_cache.h),
// with which build_site() makes only what its inputs changed: with the same inputs nothing at all;
// a file that did not change is not read again; a page of which nothing changed stays the file that
// it is. The result is that of build_project(), byte for byte. The same input gives the same bytes,
// whatever `jobs` is. With an error among the problems nothing is rendered.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/model/load.h"
#include "generator/pipeline/project.h"
#include "generator/publish/site_folder.h"

namespace pipeline {

enum class Stage { Load, Render };

class BuildCache;

struct Options {
  unsigned jobs = 1;
  bool drafts = false;
  bool dates = true;                    // ask the repository, when a site is made
  BuildCache* cache = nullptr;          // of this project; without one everything is made
  model::LoadMemory* memory = nullptr;  // of a process that builds it again and again
  std::optional<text::Date> today;      // for rules about age; never for what is written
  // Called from any thread, now and then.
  std::function<void(Stage stage, std::size_t done, std::size_t all)> progress = {};
  // Called once the course is loaded, with errors or without; not when nothing has changed.
  std::function<void(const model::Course& course)> loaded = {};
};

// Takes a file of the site; called from any thread, once per path.
using WriteFile = std::function<base::Done(std::string_view path, std::string_view bytes)>;

struct Report {
  std::vector<base::Error> problems;  // in the order of files and lines
  std::vector<base::Message> notes;   // what is good to know and no problem
  std::size_t pages = 0;              // pages of the course, each in up to all languages
  std::size_t files = 0;              // files written
  std::vector<std::string> languages;
  bool rendered = false;
  std::vector<std::string> made = {};  // pages that were rendered, by path; the others stayed
  bool unchanged = false;              // nothing was looked at: the inputs are those of last time
  publish::Changes changes = {};       // of the site's folder, by build_site()

  std::size_t errors() const;
  std::size_t warnings() const;
};

// Everything that is wrong with the course, its theme and its site.toml, without rendering.
base::Result<Report> check_project(const Project& project, const Options& options);

// The same, and then the site, if there is no error. Fails when the site could not be written (the
// disk is full, say).
base::Result<Report> build_project(const Project& project, const Options& options,
                                   const WriteFile& write);

// The same into a folder, with what options.cache kept; commits when there is no error, and leaves
// to the next build what it may need.
base::Result<Report> build_site(const Project& project, const Options& options,
                                publish::SiteFolder& site);

}  // namespace pipeline
