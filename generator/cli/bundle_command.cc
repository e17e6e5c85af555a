// atelier bundle: the built site as one archive.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/cli/commands.h"
#include "generator/cli/project_options.h"
#include "generator/publish/archive.h"

namespace cli {
using base::message;
namespace fs = std::filesystem;
namespace {

struct BundleOptions {
  std::string folder = ".";
  std::string site;
  std::string out;
  bool zip = true;
};

// 2.71 MB, in French 2,71 Mo.
std::string megabytes(base::Locale locale, std::uintmax_t bytes) {
  std::string text = fmt::format("{:.2f}", static_cast<double>(bytes) / 1e6);
  if (locale == base::Locale::Fr) text.replace(text.find('.'), 1, ",");
  return text + (locale == base::Locale::Fr ? " Mo" : " MB");
}

Status bundle(const BundleOptions& options, const Session& session) {
  fs::path site = options.site;
  std::string name = fs::path(options.out).stem().string();
  if (site.empty()) {
    const auto project = pipeline::find_project(options.folder, session.program);
    if (!project) return report_failure(session, project.error());
    site = project->public_folder();
    if (name.empty()) name = fs::weakly_canonical(project->root).filename().string();
  }
  if (name.empty()) name = "course";
  if (const auto missing = missing_site(site)) return report_failure(session, *missing);
  const fs::path archive = options.out.empty() ? fs::path(name + ".zip") : fs::path(options.out);
  const auto summary = publish::write_zip(site, name, archive);
  if (!summary) return report_failure(session, summary.error());
  session.err
      << session.say(message(
             "{} files, {} -> {}\nunpack it anywhere and open {}/index.html: no server, no network",
             "{} fichiers, {} -> {}\ndécompressez-la où vous voulez et ouvrez {}/index.html : "
             "ni serveur ni réseau",
             summary->files, megabytes(session.locale, summary->bytes), archive.generic_string(),
             name))
      << '\n';
  return kDone;
}

}  // namespace

Command add_bundle(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "bundle", session.say(message("put the built site into one archive",
                                    "mettre le site construit dans une archive")));
  const auto options = std::make_shared<BundleOptions>();
  command->add_option("folder", options->folder,
                      session.say(message("the course, or a folder in it (default: here)",
                                          "le cours, ou un dossier dedans (par défaut : ici)")));
  command->add_option("--site", options->site,
                      session.say(message("a built site elsewhere", "un site construit ailleurs")));
  command->add_option(
      "-o,--out", options->out,
      session.say(message("the archive (default: the course's folder + .zip, here)",
                          "l'archive (par défaut : le dossier du cours + .zip, ici)")));
  command->add_flag(
      "--zip", options->zip,
      session.say(message("a ZIP archive (the default)", "une archive ZIP (par défaut)")));
  command->footer(
      session.say(message("The site works from a stick: search, quizzes and progress "
                          "included.\n\nExamples:\n  atelier build && atelier "
                          "bundle\n  atelier bundle --zip --out course.zip",
                          "Le site marche depuis une clé : recherche, quiz et progression "
                          "compris.\n\nExemples :\n  atelier build && atelier "
                          "bundle\n  atelier bundle --zip --out cours.zip")));
  return {command, [options, &session] { return bundle(*options, session); }};
}

}  // namespace cli
