#include "generator/preview/live_site.h"

#include <algorithm>

#include "generator/base/files.h"
#include "generator/pipeline/build_cache.h"

namespace preview {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t kLargestSource = 4u << 20;

// With the lines of its file, unless they hold a secret.
ShownProblem shown(const base::Error& error) {
  std::string source;
  if (!error.where.file.empty() && !error.sensitive && error.where.begin.line > 0)
    source = base::read_file(error.where.file, kLargestSource).value_or("");
  return {error, base::describe(error, base::Locale::En, source),
          base::describe(error, base::Locale::Fr, source)};
}

}  // namespace

LiveSite::LiveSite(pipeline::Project project, pipeline::Options options)
    : project_(std::move(project)), options_(std::move(options)) {
  // Its index, its cache, its site: all beside those of the published one.
  project_.build /= "preview";
  options_.drafts = true;
  options_.loaded = [this](const model::Course& course) { learn_pages(course); };
}

void LiveSite::learn_pages(const model::Course& course) {
  pages_.clear();
  const auto add = [&](const std::string& file, const std::string& path) {
    std::vector<std::string>& paths = pages_[project_.content_shown_as + "/" + file];
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
  };
  for (const model::Page& page : course.pages) {
    for (model::LanguageIndex language = 0; language < course.languages.size(); ++language) {
      const std::string path = model::address_of(course, page, language);
      const model::LanguageIndex written = model::shown_language(page, language);
      if (page.halves[written].exists) add(page.halves[written].file, path);
      if (!page.meta_file.empty()) add(page.meta_file, path);
    }
  }
}

base::Result<pipeline::Report> LiveSite::build_once() {
  using pipeline::BuildCache;
  publish::SiteFolder site = TRY(publish::SiteFolder::open(folder()));
  const BuildCache::Opened opened = BuildCache::open(
      project_.build_cache(), pipeline::program_version(), BuildCache::Access::Write);
  pipeline::Options options = options_;
  options.cache = opened.cache.get();
  pipeline::Report report = TRY(pipeline::build_site(project_, options, site));
  if (report.rendered && !report.unchanged) {
    files_ = site.files();
    knows_files_ = true;
  }
  return report;
}

Update LiveSite::build() {
  const publish::SiteFiles before = files_;
  const bool knew = knows_files_;
  Update out;
  const auto report = build_once();
  pages_made_ = report ? report->made.size() : 0;
  if (!report) {
    out.problems.push_back(shown(report.error()));
  } else {
    // Nothing was loaded because nothing changed since an earlier run; where its problems are is
    // still to be known.
    if (report->unchanged && pages_.empty() && !report->problems.empty()) {
      pipeline::Options options = options_;
      options.cache = nullptr;
      (void)pipeline::check_project(project_, options);
    }
    for (const base::Error& problem : report->problems) out.problems.push_back(shown(problem));
    // What an earlier run left is not known file by file: the pages it made are these.
    if (knew)
      out.changed = changed_files(before, files_);
    else
      out.changed = report->made;
  }
  out.pages = pages_;
  return out;
}

}  // namespace preview
