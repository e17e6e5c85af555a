// atelier translated: records what a translation was made from.
#include <CLI/CLI.hpp>
#include <map>
#include <ostream>

#include "generator/cli/commands.h"
#include "generator/cli/project_options.h"
#include "generator/pipeline/translated.h"

namespace cli {
using base::message;
namespace {

struct TranslatedOptions {
  std::vector<std::string> paths;
  std::string from;
};

// A path is as `atelier check` names it, or below content/ of the project here.
std::filesystem::path start_of(const std::filesystem::path& file) {
  std::error_code failed;
  const bool elsewhere = file.has_parent_path() && std::filesystem::exists(file, failed);
  return elsewhere ? file.parent_path() : std::filesystem::path(".");
}

Status translated(const TranslatedOptions& options, const Session& session) {
  Status status = kDone;
  std::map<std::filesystem::path, model::Loaded> courses;  // by the project's root
  for (const std::string& path : options.paths) {
    const auto project = pipeline::find_project(start_of(path), session.program);
    if (!project) return report_failure(session, project.error());
    auto course = courses.find(project->root);
    if (course == courses.end()) {
      auto loaded = pipeline::load_for_records(*project);
      if (!loaded) return report_failure(session, loaded.error());
      course = courses.emplace(project->root, std::move(*loaded)).first;
    }
    const auto done = pipeline::record_translation(*project, course->second, path, options.from);
    if (!done) {
      const Status failure = report_failure(session, done.error());
      status = done.error().kind == base::ErrorKind::Content ? kFoundProblems : failure;
      continue;
    }
    session.err << session.say(
                       done->changed
                           ? message("{}: translates {} at revision {}, sections recorded: {}",
                                     "{} : traduit {} à la révision {}, sections relevées : {}",
                                     done->file, done->source, done->rev, done->sections)
                           : message("{}: recorded already", "{} : déjà relevé", done->file))
                << '\n';
  }
  return status;
}

}  // namespace

Command add_translated(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "translated", session.say(message("record that translations are up to date",
                                        "noter que des traductions sont à jour")));
  const auto options = std::make_shared<TranslatedOptions>();
  command
      ->add_option("PATH", options->paths,
                   session.say(message("files of translations", "des fichiers de traductions")))
      ->required();
  command->add_option(
      "--from", options->from,
      session.say(message("the commit whose original was translated (default: as it is now)",
                          "le commit dont l'original a été traduit (par défaut : tel qu'il est)")));
  command->footer(session.say(
      message("Writes the marks of the original's sections into the front matter of the "
              "translation, so that the\nnext build can say which sections have changed since.\n\n"
              "Examples:\n  atelier translated content/lessons/net/dns/lesson.en.md\n  atelier "
              "translated --from 3f2a9c1 content/glossary.en.md",
              "Écrit les marques des sections de l'original dans l'en-tête de la traduction, pour "
              "que le prochain\nbuild dise lesquelles ont changé depuis.\n\n"
              "Exemples :\n  atelier translated content/lessons/net/dns/lesson.en.md\n  atelier "
              "translated --from 3f2a9c1 content/glossary.en.md")));
  return {command, [options, &session] { return translated(*options, session); }};
}

}  // namespace cli
