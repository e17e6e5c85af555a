#include "generator/cli/project_options.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <ctime>
#include <mutex>
#include <ostream>

#include "generator/base/parallel.h"
#include "generator/cli/problem_report.h"

namespace cli {
using base::message;

namespace {

// The local date, for rules about age; nothing that is written depends on it.
text::Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local = {};
  localtime_r(&now, &local);
  return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

}  // namespace

void ProjectOptions::add_to(CLI::App& command, const Session& session) {
  command.add_option(
      "folder", folder,
      session.say(message("the course's folder, or one inside it (default: here)",
                          "le dossier du cours, ou un dossier à l'intérieur (par défaut : ici)")));
  command.add_option("-j,--jobs", jobs,
                     session.say(message("threads (default: one for each processor)",
                                         "fils d'exécution (par défaut : un par processeur)")));
  command.add_flag("--drafts", drafts,
                   session.say(message("take draft pages too", "prendre aussi les brouillons")));
  command.add_flag(
      "--strict", strict,
      session.say(message("warnings fail too", "les avertissements font aussi échouer")));
  command
      .add_option("--format", format,
                  session.say(message("how problems are printed: text, json, github",
                                      "forme de la liste des problèmes : text, json, github")))
      ->check(CLI::IsMember(format_names()));
}

base::Result<pipeline::Project> project_of(const ProjectOptions& options, const Session& session) {
  return pipeline::find_project(options.folder, session.program);
}

std::optional<base::Error> missing_site(const std::filesystem::path& site) {
  std::error_code failed;
  if (std::filesystem::exists(site / "index.html", failed)) return std::nullopt;
  return base::Error{
      base::ErrorKind::System,
      base::message("there is no site in '{}'", "il n'y a pas de site dans « {} »",
                    site.generic_string()),
      {},
      base::message("make it first: atelier build", "construisez-le d'abord : atelier build")};
}

struct ProgressLine::State {
  const Session& session;
  std::mutex guard;
  std::chrono::steady_clock::time_point next = {};
  bool shown = false;
};

ProgressLine::ProgressLine(const Session& session) : state_(new State{session, {}, {}, false}) {}

ProgressLine::~ProgressLine() {
  if (state_->shown) state_->session.err << "\r\033[K" << std::flush;
}

void ProgressLine::show(pipeline::Stage stage, std::size_t done, std::size_t all) {
  if (!state_->session.live) return;
  const std::unique_lock guard(state_->guard, std::try_to_lock);
  if (!guard.owns_lock()) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < state_->next) return;
  state_->next = now + std::chrono::milliseconds(80);
  state_->shown = true;
  const base::Message what = stage == pipeline::Stage::Load ? message("reading", "lecture")
                                                            : message("rendering", "rendu");
  state_->session.err << fmt::format("\r\033[K{} {}/{}", state_->session.say(what), done, all)
                      << std::flush;
}

pipeline::Options pipeline_options(const ProjectOptions& options, ProgressLine& progress) {
  pipeline::Options out;
  out.jobs = options.jobs != 0 ? options.jobs : base::default_jobs();
  out.drafts = options.drafts;
  out.today = today();
  out.progress = [&progress](pipeline::Stage stage, std::size_t done, std::size_t all) {
    progress.show(stage, done, all);
  };
  return out;
}

Status status_of(const pipeline::Report& report, const ProjectOptions& options) {
  return report.errors() > 0 || (options.strict && report.warnings() > 0) ? kFoundProblems : kDone;
}

}  // namespace cli
