// atelier build: the course becomes a site.
#include <CLI/CLI.hpp>
#include <chrono>
#include <ostream>

#include "generator/cli/commands.h"
#include "generator/cli/problem_report.h"
#include "generator/cli/project_options.h"
#include "generator/pipeline/build_cache.h"
#include "generator/publish/site_folder.h"

namespace cli {
using base::message;
namespace {

struct BuildOptions : ProjectOptions {
  std::string out;
  bool fresh = false;  // nothing of earlier builds is used
};

// French writes 1,25 s.
std::string seconds(base::Locale locale, std::chrono::steady_clock::duration took) {
  std::string text = fmt::format("{:.2f}", std::chrono::duration<double>(took).count());
  if (locale == base::Locale::Fr) text.replace(text.find('.'), 1, ",");
  return text + " s";
}

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " + ") + part;
  return out;
}

Status build(const BuildOptions& options, const Session& session) {
  const auto started = std::chrono::steady_clock::now();
  const auto project = project_of(options, session);
  if (!project) return report_failure(session, project.error());
  const std::filesystem::path target =
      options.out.empty() ? project->public_folder() : std::filesystem::path(options.out);
  auto folder = publish::SiteFolder::open(target);
  if (!folder) return report_failure(session, folder.error());

  using pipeline::BuildCache;
  const BuildCache::Opened opened =
      BuildCache::open(project->build_cache(), pipeline::program_version(),
                       options.fresh ? BuildCache::Access::Fresh : BuildCache::Access::Write);
  if (opened.note) session.err << session.say(*opened.note) << '\n';
  base::Result<pipeline::Report> report = [&] {
    ProgressLine progress(session);
    pipeline::Options build_options = pipeline_options(options, progress);
    build_options.cache = opened.cache.get();
    return pipeline::build_site(*project, build_options, *folder);
  }();
  if (!report) return report_failure(session, report.error());
  print_problems(session, report->problems, format_of(options.format));
  const std::string problems = count_problems(session.locale, report->errors(), report->warnings());
  if (!report->rendered) {
    session.err << session.say(
                       message("nothing was written: {}", "rien n'a été écrit : {}", problems))
                << '\n';
    return kFoundProblems;
  }
  for (const base::Message& note : report->notes)
    session.err << session.say(message("note: {}", "remarque : {}", session.say(note))) << '\n';
  const std::string took = seconds(session.locale, std::chrono::steady_clock::now() - started);
  const std::string shown =
      target.lexically_proximate(std::filesystem::current_path()).generic_string();
  session.err << session.say(
                     message("{} pages, {}: {}; {} files ({} written, {} removed), {} -> {}/",
                             "{} pages, {} : {} ; {} fichiers ({} écrits, {} retirés), {} -> {}/",
                             report->pages, join(report->languages), problems, report->files,
                             report->changes.written, report->changes.removed, took, shown))
              << '\n';
  return status_of(*report, options);
}

}  // namespace

Command add_build(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "build", session.say(message("make the site of a course", "faire le site d'un cours")));
  const auto options = std::make_shared<BuildOptions>();
  options->add_to(*command, session);
  command->add_option("-o,--out", options->out,
                      session.say(message("where the site goes (default: site/public)",
                                          "où va le site (par défaut : site/public)")));
  command->add_flag("--fresh", options->fresh,
                    session.say(message("make everything again, whatever earlier builds left",
                                        "tout refaire, quoi qu'aient laissé les constructions "
                                        "précédentes")));
  command->footer(session.say(
      message("With an error in the course nothing is written and the site stays as it was.\n\n"
              "Examples:\n  atelier build\n  atelier build ../course --out /tmp/site --jobs 4\n  "
              "atelier build --strict --format github",
              "S'il y a une erreur dans le cours, rien n'est écrit et le site reste tel quel.\n\n"
              "Exemples :\n  atelier build\n  atelier build ../cours --out /tmp/site --jobs 4\n  "
              "atelier build --strict --format github")));
  return {command, [options, &session] { return build(*options, session); }};
}

}  // namespace cli
