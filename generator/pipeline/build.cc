#include "generator/pipeline/build.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "generator/base/files.h"
#include "generator/base/parallel.h"
#include "generator/pipeline/code.h"
#include "generator/pipeline/dates.h"
#include "generator/pipeline/offline.h"
#include "generator/pipeline/search_index.h"
#include "generator/pipeline/sections.h"
#include "generator/render/renderer.h"
#include "generator/theme/theme.h"

namespace pipeline {
namespace fs = std::filesystem;
namespace {

struct Prepared {
  model::Course course;
  render::SiteConfig config;
  std::optional<theme::Theme>
      theme;  // absent when it could not be loaded: then there is a problem that says why
  std::shared_ptr<highlight::Cache> code = std::make_shared<highlight::Cache>();
  Report report;
};

base::Result<Prepared> prepare(const Project& project, const Options& options) {
  model::LoadOptions load;
  load.content = project.content();
  load.labs = project.labs();
  load.shown_as = project.content_shown_as;
  load.jobs = options.jobs;
  load.drafts = options.drafts;
  load.today = options.today;
  if (options.progress)
    load.progress = [&](std::size_t done, std::size_t all) {
      options.progress(Stage::Load, done, all);
    };
  Prepared out;
  load.check_code = code_check(out.code);
  model::Loaded loaded = TRY(model::load_course(load));
  out.course = std::move(loaded.course);
  std::vector<base::Error>& problems = out.report.problems;
  problems = std::move(loaded.problems);
  if (auto missing = missing_grammars(out.course)) problems.push_back(std::move(*missing));

  std::error_code failed;
  std::string site_toml;
  if (fs::exists(project.site_toml(), failed))
    site_toml = TRY(base::read_file(project.site_toml()));
  out.config = render::parse_site_config(site_toml, project.site_shown_as, problems);

  std::vector<fs::path> folders;
  if (!out.config.theme.empty())
    folders.push_back(project.site_toml().parent_path() / out.config.theme);
  folders.push_back(project.default_theme);
  auto loaded_theme = theme::Theme::load(folders, out.course.languages, problems);
  if (loaded_theme)
    out.theme = std::move(*loaded_theme);
  else
    problems.push_back(std::move(loaded_theme).error());

  std::stable_sort(problems.begin(), problems.end(), base::before);
  out.report.pages = out.course.pages.size();
  out.report.languages = out.course.languages;
  return out;
}

// The first failure of several threads; later ones say the same.
class FirstFailure {
 public:
  void keep(base::Error error) {
    const std::lock_guard guard(guard_);
    if (!error_) error_ = std::move(error);
    failed_ = true;
  }
  bool failed() const { return failed_; }
  base::Done done() {
    if (error_) return base::fail(std::move(*error_));
    return {};
  }

 private:
  std::mutex guard_;
  std::atomic<bool> failed_ = false;
  std::optional<base::Error> error_;
};

// A page is indexed in the language it is written in, not for those who are shown it for want of
// their own.
std::vector<search::Section> sections_of_task(const model::Course& course, const render::Task& task,
                                              const model::PageText& text) {
  const model::Page& page = course.pages[task.page];
  if (model::shown_language(page, task.language) != task.language) return {};
  return sections_of(course, page, task.language, text.document);
}

// What is written, noted by several threads.
class FileList {
 public:
  void add(std::string_view path, std::string_view bytes) {
    const KeptFile file = {base::hash(bytes), bytes.size()};
    const std::lock_guard guard(guard_);
    files_.emplace(path, file);
  }
  const SiteFiles& all() const { return files_; }  // once the threads are done

 private:
  std::mutex guard_;
  SiteFiles files_;
};

base::Done copy_tree(const fs::path& from, const std::vector<std::string>& files,
                     const WriteFile& write) {
  for (const std::string& file : files) {
    const std::string bytes = TRY(base::read_file(from / file));
    if (auto done = write(file, bytes); !done) return done;
  }
  return {};
}

}  // namespace

std::size_t Report::errors() const {
  return static_cast<std::size_t>(std::count_if(
      problems.begin(), problems.end(),
      [](const base::Error& problem) { return problem.severity == base::Severity::Error; }));
}
std::size_t Report::warnings() const { return problems.size() - errors(); }

base::Result<Report> check_project(const Project& project, const Options& options) {
  return TRY(prepare(project, options)).report;
}

base::Result<Report> build_project(const Project& project, const Options& options,
                                   const WriteFile& write) {
  Prepared prepared = TRY(prepare(project, options));
  Report& report = prepared.report;
  if (report.errors() > 0 || !prepared.theme) return std::move(report);

  if (options.dates) {
    DatesReport dates = add_dates(prepared.course,
                                  {project.content(), project.build / "history",
                                   prepared.config.authors, prepared.config.changes, options.jobs});
    report.notes = std::move(dates.notes);
    for (base::Error& problem : dates.problems) report.problems.push_back(std::move(problem));
  }

  FileList files;
  const WriteFile counted = [&](std::string_view path, std::string_view bytes) {
    files.add(path, bytes);
    return write(path, bytes);
  };
  const render::Renderer renderer(prepared.course, *prepared.theme, prepared.config, {},
                                  prepared.code);
  const std::vector<render::Task> tasks = render::plan(prepared.course, prepared.config);
  FirstFailure failure;
  std::atomic<std::size_t> finished = 0;
  const auto render_task = [&](const render::Task& task,
                               std::vector<search::Section>& sections) -> base::Done {
    std::optional<model::PageText> text;
    if (task.kind == render::Task::Kind::ContentPage) {
      text = TRY(model::read_page(project.content(), renderer.half_of(task)));
      sections = sections_of_task(prepared.course, task, *text);
    }
    for (const render::Output& output : renderer.render(task, text ? &*text : nullptr))
      if (auto done = counted(output.path, output.bytes); !done) return done;
    return {};
  };
  SearchIndex index = TRY(SearchIndex::create(project.search_database(), prepared.course));
  base::parallel_for(tasks.size(), options.jobs, [&](std::size_t i) {
    std::vector<search::Section> sections;
    if (!failure.failed()) {
      auto done = render_task(tasks[i], sections);
      if (!done) failure.keep(std::move(done).error());
    }
    index.put(i, std::move(sections));
    if (options.progress) options.progress(Stage::Render, ++finished, tasks.size());
  });
  if (auto done = failure.done(); !done) return base::fail(std::move(done).error());
  if (auto done = index.finish(prepared.course, counted); !done)
    return base::fail(std::move(done).error());

  for (const theme::Asset& asset : prepared.theme->assets())
    if (auto done = counted(asset.path, asset.bytes); !done)
      return base::fail(std::move(done).error());
  if (auto done = copy_tree(project.content(), prepared.course.assets, counted); !done) {
    return base::fail(std::move(done).error());
  }
  std::error_code failed;
  if (fs::is_directory(project.static_files(), failed)) {
    std::vector<std::string> paths;
    for (base::FileEntry& entry : TRY(base::list_files(project.static_files())))
      if (!entry.link) paths.push_back(std::move(entry.path));
    if (auto done = copy_tree(project.static_files(), paths, counted); !done) {
      return base::fail(std::move(done).error());
    }
  }
  const std::string worker = service_worker(
      prepared.course.id, prepared.theme->asset_path("scripts/worker.js"), files.all());
  if (auto done = counted("worker.js", worker); !done) return base::fail(std::move(done).error());
  report.files = files.all().size();
  report.rendered = true;
  return std::move(report);
}

}  // namespace pipeline
