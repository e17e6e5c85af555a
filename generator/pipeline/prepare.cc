#include "generator/pipeline/prepare.h"

#include <algorithm>

#include "generator/base/files.h"
#include "generator/pipeline/build_cache.h"
#include "generator/pipeline/code.h"
#include "generator/publish/targets.h"
#include "generator/text/toml.h"

namespace pipeline {
namespace fs = std::filesystem;

base::Result<Prepared> prepare(const Project& project, const Options& options) {
  model::LoadOptions load;
  load.content = project.content();
  load.labs = project.labs();
  load.shown_as = project.content_shown_as;
  load.jobs = options.jobs;
  load.drafts = options.drafts;
  load.today = options.today;
  load.cache = options.cache;
  load.memory = options.memory;
  if (options.progress)
    load.progress = [&](std::size_t done, std::size_t all) {
      options.progress(Stage::Load, done, all);
    };
  Prepared out;
  load.check_code = code_check(out.code);
  model::Loaded loaded = TRY(model::load_course(load));
  out.course = std::move(loaded.course);
  if (options.loaded) options.loaded(out.course);
  std::vector<base::Error>& problems = out.report.problems;
  problems = std::move(loaded.problems);
  if (auto missing = missing_grammars(out.course)) problems.push_back(std::move(*missing));

  std::error_code failed;
  std::string site_toml;
  if (fs::exists(project.site_toml(), failed))
    site_toml = TRY(base::read_file(project.site_toml()));
  out.config = render::parse_site_config(site_toml, project.site_shown_as, problems);
  if (const auto site = text::parse_toml(site_toml, project.site_shown_as))
    (void)publish::read_targets(*site, project.site_shown_as, problems);

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

}  // namespace pipeline
