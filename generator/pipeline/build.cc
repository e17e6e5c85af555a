#include "generator/pipeline/build.h"

#include <sys/stat.h>

#include <algorithm>

#include "generator/base/bytes.h"
#include "generator/pipeline/build_cache.h"
#include "generator/pipeline/dates.h"
#include "generator/pipeline/prepare.h"
#include "generator/pipeline/site_maker.h"

namespace pipeline {
namespace {

// What a report depends on besides files: the date counts, for the rules about age, and so does how
// problems name their files.
base::Hash digest_of(const Project& project, const Options& options) {
  base::ByteWriter all;
  all.number(options.drafts ? 1 : 0).number(options.today ? 1 : 0);
  const text::Date today = options.today.value_or(text::Date());
  for (const int part : {today.year, today.month, today.day})
    all.number(static_cast<std::uint64_t>(part));
  all.text(project.content_shown_as).text(project.site_shown_as);
  all.text(project.root.native()).text(project.default_theme.native());
  if (options.dates) all.text(revision_of(project.content()));
  return base::hash(all.bytes());
}

bool is_there(const std::filesystem::path& file, const publish::SiteFile& known) {
  struct stat info = {};
  return ::lstat(file.c_str(), &info) == 0 &&
         static_cast<std::uint64_t>(info.st_ino) == known.number &&
         static_cast<std::uint64_t>(info.st_size) == known.size;
}

void date(Prepared& prepared, const Project& project, const Options& options) {
  DatesReport dates =
      add_dates(prepared.course, {project.content(), project.build / "history",
                                  prepared.config.authors, prepared.config.changes, options.jobs});
  prepared.report.notes = std::move(dates.notes);
  for (base::Error& problem : dates.problems)
    prepared.report.problems.push_back(std::move(problem));
}

// What the cache knows before anything is read.
struct Beginning {
  base::Hash options;
  std::optional<base::Hash> inputs_digest;
  Inputs inputs;
  bool same = false;  // as in the last build
};

Beginning look_around(const Project& project, const Options& options) {
  Beginning out;
  const BuildHead& before = options.cache->head();
  out.options = digest_of(project, options);
  out.inputs = scan_inputs(project, before.own_theme);
  out.inputs_digest = digest_of(out.inputs);
  out.same =
      out.inputs_digest && out.inputs_digest == before.inputs && out.options == before.options;
  return out;
}

// The report of the last build, whose inputs these were.
Report as_before(const BuildHead& before) {
  Report report = before.report;
  report.unchanged = true;
  return report;
}

// The site and its index are those that the last build made.
bool is_in_place(const Project& project, const publish::SiteFolder& site, const BuildHead& before) {
  return !before.marker.empty() && site.marker() == before.marker &&
         is_there(project.search_database(), before.database);
}

}  // namespace

std::size_t Report::errors() const {
  return static_cast<std::size_t>(std::count_if(
      problems.begin(), problems.end(),
      [](const base::Error& problem) { return problem.severity == base::Severity::Error; }));
}
std::size_t Report::warnings() const { return problems.size() - errors(); }

base::Result<Report> check_project(const Project& project, const Options& options) {
  if (options.cache != nullptr) {
    Beginning beginning = look_around(project, options);
    if (beginning.same) return as_before(options.cache->head());
    options.cache->begin(std::move(beginning.inputs));
  }
  return TRY(prepare(project, options)).report;
}

base::Result<Report> build_project(const Project& project, const Options& options,
                                   const WriteFile& write) {
  Prepared prepared = TRY(prepare(project, options));
  if (prepared.report.errors() > 0 || !prepared.theme) return std::move(prepared.report);
  if (options.dates) date(prepared, project, options);
  BuildState forgotten;
  if (auto done = make_site(project, options, prepared, {write}, forgotten); !done)
    return base::fail(std::move(done).error());
  return std::move(prepared.report);
}

base::Result<Report> build_site(const Project& project, const Options& options,
                                publish::SiteFolder& site) {
  BuildCache* const cache = options.cache;
  BuildState next;
  if (cache != nullptr) {
    Beginning beginning = look_around(project, options);
    const BuildHead& before = cache->head();
    if (beginning.same && (!before.report.rendered || is_in_place(project, site, before)))
      return as_before(before);
    cache->begin(std::move(beginning.inputs));
    next.head.inputs = beginning.inputs_digest;
    next.head.options = beginning.options;
  }
  Prepared prepared = TRY(prepare(project, options));
  Report& report = prepared.report;
  next.head.own_theme = prepared.config.theme;
  // The list of inputs holds the theme that site.toml named last time.
  if (cache != nullptr && next.head.own_theme != cache->head().own_theme) next.head.inputs.reset();
  const bool makes = report.errors() == 0 && prepared.theme;
  if (makes) {
    if (options.dates) date(prepared, project, options);
    const Destination destination = {
        [&](std::string_view path, std::string_view bytes) { return site.put(path, bytes); },
        [&](std::string_view path, const publish::SiteFile& known) {
          return site.keep(path, known);
        }};
    if (auto done = make_site(project, options, prepared, destination, next); !done)
      return base::fail(std::move(done).error());
    report.changes = TRY(site.commit());
    next.head.marker = site.marker();
    next.site = site.files();
  } else if (cache != nullptr) {
    const BuildHead head = next.head;
    next = cache->before();
    next.known.clear();
    next.head.inputs = head.inputs;
    next.head.options = head.options;
    next.head.own_theme = head.own_theme;
  }
  if (cache == nullptr) return std::move(report);
  next.head.report = report;
  // The site is in place; without its cache the next build only takes longer.
  (void)cache->save(std::move(next), makes);
  return std::move(report);
}

}  // namespace pipeline
