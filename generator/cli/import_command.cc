// atelier import: a folder of Markdown becomes a course.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "generator/cli/commands.h"
#include "generator/importing/import.h"
#include "generator/importing/tree.h"

namespace cli {
using base::message;
namespace {

constexpr std::size_t kMostShown = 20;

struct ImportCommand {
  std::string source;
  std::string out;
  std::string repository;
};

Status run(const ImportCommand& command, const Session& session) {
  importing::ImportOptions options;
  options.source = command.source;
  options.out = command.out;
  options.origin = command.repository;
  options.locale = session.locale;
  if (!command.repository.empty() && importing::repository_address(command.repository).empty())
    return report_failure(session,
                          {base::ErrorKind::Usage,
                           message("'{}' is not the address of a repository",
                                   "« {} » n'est pas l'adresse d'un dépôt", command.repository),
                           {},
                           message("write it so: https://github.com/owner/course",
                                   "écrivez-la ainsi : https://github.com/proprietaire/cours")});
  const auto imported = importing::import_course(options);
  if (!imported) return report_failure(session, imported.error());
  std::size_t shown = 0;
  for (const importing::Note& note : imported->notes) {
    if (note.care != importing::Care::Person || ++shown > kMostShown) continue;
    base::Error error{base::ErrorKind::Content, note.what, note.where, {}};
    error.severity = base::Severity::Warning;
    session.err << base::describe(error, session.locale, {}, session.colour);
  }
  const std::size_t persons = imported->count(importing::Care::Person);
  if (persons > kMostShown)
    session.err << session.say(message("and {} more, in the report",
                                       "et {} autres, dans le rapport", persons - kMostShown))
                << '\n';
  const auto errors = static_cast<std::size_t>(
      std::count_if(imported->problems.begin(), imported->problems.end(),
                    [](const base::Error& e) { return e.severity == base::Severity::Error; }));
  session.err << session.say(message(
                     "{} pages ({} drafts), {} files -> {}/; {} things done, {} for a person: "
                     "{}/{}",
                     "{} pages ({} brouillons), {} fichiers -> {}/ ; {} choses faites, {} "
                     "pour une personne : {}/{}",
                     imported->pages.size(), imported->drafts(), imported->assets.size(),
                     command.out, imported->count(importing::Care::Done), persons, command.out,
                     importing::kReport))
              << '\n';
  if (errors > 0)
    session.err << session.say(message("{} errors remain: atelier check {}",
                                       "{} erreurs restent : atelier check {}", errors,
                                       command.out))
                << '\n';
  return errors > 0 ? kFoundProblems : kDone;
}

}  // namespace

Command add_import(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "import", session.say(message("make a course of a folder of Markdown",
                                    "faire un cours d'un dossier de Markdown")));
  const auto options = std::make_shared<ImportCommand>();
  command
      ->add_option("source", options->source,
                   session.say(message("a folder, or a repository on this machine",
                                       "un dossier, ou un dépôt sur cette machine")))
      ->required();
  command
      ->add_option("-o,--out", options->out,
                   session.say(message("the new course's folder", "le dossier du nouveau cours")))
      ->required();
  command->add_option("--repository", options->repository,
                      session.say(message("address of the source, when its configuration does not "
                                          "say it: links to it become links of the course",
                                          "adresse de la source, quand sa configuration ne la dit "
                                          "pas : les liens vers elle deviennent ceux du cours")));
  command->footer(session.say(message(
      "Knows repositories whose README holds a grid, wikis, mdBook, MkDocs and Hugo, and takes any "
      "other folder\nby its subfolders. What is certain is mended, secrets become placeholders, "
      "pages that cannot be built are\ndrafts; import-report.md says what was done to each file "
      "and "
      "what needs a person. The source is only read;\nnothing is fetched.\n\n"
      "Examples:\n  atelier import ../old-course --out course\n  atelier import notes.wiki --out "
      "course --repository https://github.com/owner/notes",
      "Connaît les dépôts dont le README porte une grille, les wikis, mdBook, MkDocs et Hugo, et "
      "prend tout autre\ndossier par ses sous-dossiers. Ce qui est certain est réparé, les secrets "
      "deviennent des emplacements, les\npages qui ne peuvent être construites sont des brouillons "
      "; import-report.md dit ce qui a été fait de chaque\nfichier et ce qui demande une personne. "
      "La source n'est que lue ; rien n'est téléchargé.\n\n"
      "Exemples :\n  atelier import ../ancien-cours --out cours\n  atelier import notes.wiki --out "
      "cours --repository https://github.com/proprietaire/notes")));
  return {command, [options, &session] { return run(*options, session); }};
}

}  // namespace cli
