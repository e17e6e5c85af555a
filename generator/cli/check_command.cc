// atelier check: everything that is wrong with a course, at once.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/cli/commands.h"
#include "generator/cli/problem_report.h"
#include "generator/cli/project_options.h"
#include "generator/pipeline/build_cache.h"

namespace cli {
using base::message;
namespace {

Status check(const ProjectOptions& options, const Session& session) {
  const auto project = project_of(options, session);
  if (!project) return report_failure(session, project.error());
  base::Result<pipeline::Report> report = [&] {
    ProgressLine progress(session);
    using pipeline::BuildCache;
    // Looks no file up that a build has looked at, and writes nothing.
    const BuildCache::Opened opened = BuildCache::open(
        project->build_cache(), pipeline::program_version(), BuildCache::Access::Read);
    pipeline::Options check_options = pipeline_options(options, progress);
    check_options.cache = opened.cache.get();
    return pipeline::check_project(*project, check_options);
  }();
  if (!report) return report_failure(session, report.error());
  print_problems(session, report->problems, format_of(options.format));
  if (format_of(options.format) == Format::Text) {
    session.err << session.say(message(
                       "{} pages: {}", "{} pages : {}", report->pages,
                       count_problems(session.locale, report->errors(), report->warnings())))
                << '\n';
    if (!report->problems.empty())
      session.err
          << session.say(message(
                 "atelier explain RULE says why a rule exists and how to satisfy it",
                 "atelier explain RÈGLE dit pourquoi une règle existe et comment la suivre"))
          << '\n';
  }
  return status_of(*report, options);
}

}  // namespace

Command add_check(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "check", session.say(message("report everything that is wrong with a course",
                                   "signaler tout ce qui ne va pas dans un cours")));
  const auto options = std::make_shared<ProjectOptions>();
  options->add_to(*command, session);
  command->footer(session.say(
      message("Exit status: 0 nothing wrong, 1 problems found, 2 wrong usage, 3 could not run.\n\n"
              "Examples:\n  atelier check\n  atelier check --strict\n  atelier check --format json "
              "| jq '.problems[].rule'",
              "Statut de sortie : 0 rien à signaler, 1 problèmes trouvés, 2 mauvais usage, 3 "
              "impossible d'exécuter.\n\n"
              "Exemples :\n  atelier check\n  atelier check --strict\n  atelier check --format "
              "json | jq '.problems[].rule'")));
  return {command, [options, &session] { return check(*options, session); }};
}

}  // namespace cli
