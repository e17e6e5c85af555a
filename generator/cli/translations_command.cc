// atelier translations: how the translations stand, what changed since, and a pseudo-translation.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "generator/base/files.h"
#include "generator/cli/commands.h"
#include "generator/cli/project_options.h"
#include "generator/model/inventory.h"
#include "generator/pipeline/translated.h"
#include "generator/pipeline/translations.h"
#include "generator/scaffold/pseudo.h"

namespace cli {
using base::message;
namespace fs = std::filesystem;
namespace {

struct TranslationsOptions {
  std::string folder = ".";
  std::string format = "text";
  std::string diff;
  std::string pseudo;
  std::string out;
  bool all = false;
};

base::Message state_name(std::string_view state) {
  if (state == "same") return {"same", "à jour"};
  if (state == "behind") return {"behind", "en retard"};
  if (state == "missing") return {"missing", "absente"};
  return {"orphan", "sans original"};
}

std::string detail(const pipeline::TranslationRow& row, const Session& session) {
  if (row.state != "behind") return {};
  if (row.changed + row.removed == 0)
    return session.say(message("translates revision {}, the page is at {}",
                               "traduit la révision {}, la page en est à la {}", row.of, row.rev));
  if (row.removed == 0)
    return session.say(message("sections changed: {}", "sections changées : {}", row.changed));
  return session.say(message("sections changed: {}, gone: {}", "sections changées : {}, ôtées : {}",
                             row.changed, row.removed));
}

void print_json(const std::vector<pipeline::TranslationRow>& rows, const Session& session) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const pipeline::TranslationRow& row : rows)
    list.push_back({{"page", row.id},
                    {"language", row.language},
                    {"file", row.file},
                    {"state", row.state},
                    {"changed", row.changed},
                    {"removed", row.removed},
                    {"of", row.of},
                    {"rev", row.rev}});
  const nlohmann::ordered_json out = {{"translations", std::move(list)}};
  session.out << out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

Status print_table(const TranslationsOptions& options, const model::Course& course,
                   const Session& session) {
  const auto rows = pipeline::translation_rows(course);
  std::map<std::string, std::size_t> counts;
  for (const auto& row : rows) ++counts[row.state];
  if (options.format == "json") {
    print_json(rows, session);
  } else {
    std::size_t width = 0;
    for (const auto& row : rows)
      if (options.all || row.state != "same") width = std::max(width, row.file.size());
    for (const auto& row : rows) {
      if (!options.all && row.state == "same") continue;
      const std::string more = detail(row, session);
      session.out << fmt::format("{:<{}}  {}{}{}\n", row.file, width,
                                 session.say(state_name(row.state)), more.empty() ? "" : "  ",
                                 more);
    }
    session.err << session.say(
                       message("{} translations: {} same, {} behind, {} missing, {} orphans",
                               "{} traductions : {} à jour, {} en retard, {} absentes, {} "
                               "sans original",
                               rows.size(), counts["same"], counts["behind"], counts["missing"],
                               counts["orphan"]))
                << '\n';
  }
  return counts["same"] == rows.size() ? kDone : kFoundProblems;
}

Status print_diff(const TranslationsOptions& options, const pipeline::Project& project,
                  const model::Loaded& loaded, const Session& session) {
  const auto diff = pipeline::diff_translation(project, loaded, options.diff);
  if (!diff) {
    const Status status = report_failure(session, diff.error());
    return diff.error().kind == base::ErrorKind::Content ? kFoundProblems : status;
  }
  if (diff->sections.empty()) {
    session.err << session.say(message("{}: nothing has changed since it was translated",
                                       "{} : rien n'a changé depuis la traduction", diff->source))
                << '\n';
    return kDone;
  }
  if (diff->commit.empty())
    session.err << session.say(
                       message("the text that was translated is not in the repository; these "
                               "are the sections that changed, as they are now",
                               "le texte qui a été traduit n'est pas dans le dépôt ; voici "
                               "les sections qui ont changé, telles qu'elles sont"))
                << '\n';
  else
    session.err << session.say(message("{} since {} ({})", "{} depuis {} ({})", diff->source,
                                       diff->commit.substr(0, 10), diff->date))
                << '\n';
  const bool colour = session.out_colour == base::Colour::Always;
  for (const pipeline::SectionDiff& section : diff->sections) {
    session.out << fmt::format("@@ {}{}{}\n", diff->source,
                               section.line > 0 ? fmt::format(":{}", section.line) : std::string(),
                               " " + section.title);
    for (const pipeline::DiffLine& line : section.lines) {
      const char* begin = !colour || line.mark == ' ' ? ""
                          : line.mark == '+'          ? "\033[32m"
                                                      : "\033[31m";
      session.out << begin << line.mark << line.text << (*begin != '\0' ? "\033[0m" : "") << '\n';
    }
  }
  return kFoundProblems;
}

// A copy of the course in which the language's pages are made from their originals.
base::Result<std::size_t> write_pseudo(const TranslationsOptions& options,
                                       const pipeline::Project& project,
                                       const model::Course& course) {
  const auto known = std::find(course.languages.begin(), course.languages.end(), options.pseudo);
  if (known == course.languages.end()) {
    const std::string names = fmt::format("{}", fmt::join(course.languages, ", "));
    return base::fail(base::ErrorKind::Usage,
                      message("the course has no language '{}'",
                              "le cours n'a pas de langue « {} »", options.pseudo),
                      {}, message("its languages: {}", "ses langues : {}", names));
  }
  const fs::path out = options.out;
  std::error_code failed;
  if (options.out.empty() || (fs::exists(out, failed) && !fs::is_empty(out, failed)))
    return base::fail(base::ErrorKind::Usage,
                      message("--pseudo needs an empty folder", "--pseudo demande un dossier vide"),
                      {},
                      message("name one that does not exist: --out DIR",
                              "nommez-en un qui n'existe pas : --out DOSSIER"));
  const auto language = static_cast<std::size_t>(known - course.languages.begin());
  std::map<std::string, const model::Page*> made;  // by file
  for (const model::Page& page : course.pages)
    if (!page.in_logbook_file && language != page.source && page.halves[page.source].exists)
      made[model::half_file_of(page, options.pseudo)] = &page;
  for (const base::FileEntry& entry : TRY(base::list_files(project.content()))) {
    if (entry.link || made.count(entry.path) > 0) continue;
    TRY(base::write_file(out / "content" / entry.path,
                         TRY(base::read_file(project.content() / entry.path))));
  }
  for (const auto& [file, page] : made) {
    const std::string source =
        TRY(base::read_file(project.content() / page->halves[page->source].file));
    TRY(base::write_file(
        out / "content" / file,
        scaffold::pseudo_page(source, {course.languages[page->source], options.pseudo})));
  }
  return made.size();
}

Status run(const TranslationsOptions& options, const Session& session) {
  const auto project = pipeline::find_project(options.folder, session.program);
  if (!project) return report_failure(session, project.error());
  const auto loaded = pipeline::load_for_records(*project);
  if (!loaded) return report_failure(session, loaded.error());
  if (!options.diff.empty()) return print_diff(options, *project, *loaded, session);
  if (options.pseudo.empty()) return print_table(options, loaded->course, session);
  const auto pages = write_pseudo(options, *project, loaded->course);
  if (!pages) return report_failure(session, pages.error());
  session.err << session.say(message("{} pages in '{}' -> {}/", "{} pages en « {} » -> {}/", *pages,
                                     options.pseudo, options.out))
              << '\n';
  return kDone;
}

}  // namespace

Command add_translations(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "translations", session.say(message("show how the translations stand",
                                          "montrer où en sont les traductions")));
  const auto options = std::make_shared<TranslationsOptions>();
  command->add_option(
      "folder", options->folder,
      session.say(message("the course's folder, or one inside it (default: here)",
                          "le dossier du cours, ou un dossier à l'intérieur (par défaut : ici)")));
  command->add_flag("--all", options->all,
                    session.say(message("list those that are up to date too",
                                        "lister aussi celles qui sont à jour")));
  command->add_option("--format", options->format, session.say(message("text, json", "text, json")))
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option(
      "--diff", options->diff,
      session.say(message("what changed in the original of this translation since it "
                          "was made",
                          "ce qui a changé dans l'original de cette traduction "
                          "depuis qu'elle est faite")));
  command->add_option("--pseudo", options->pseudo,
                      session.say(message("write a copy of the course whose pages in this language "
                                          "are made up, for testing",
                                          "écrire une copie du cours dont les pages dans cette "
                                          "langue sont inventées, pour essayer")));
  command->add_option("-o,--out", options->out,
                      session.say(message("where that copy goes", "où va cette copie")));
  command->footer(session.say(message(
      "Exit status: 0 all are up to date, 1 some are not, 2 wrong usage, 3 could not run.\n\n"
      "Examples:\n  atelier translations\n  atelier translations --format json | jq "
      "'.translations[] | select(.state != \"same\")'\n  atelier translations --diff "
      "content/lessons/net/dns/lesson.en.md\n  atelier translations --pseudo en --out /tmp/pseudo "
      "&& atelier check /tmp/pseudo",
      "Statut de sortie : 0 toutes sont à jour, 1 certaines ne le sont pas, 2 mauvais usage, 3 "
      "impossible d'exécuter.\n\n"
      "Exemples :\n  atelier translations\n  atelier translations --format json | jq "
      "'.translations[] | select(.state != \"same\")'\n  atelier translations --diff "
      "content/lessons/net/dns/lesson.en.md\n  atelier translations --pseudo en --out /tmp/pseudo "
      "&& atelier check /tmp/pseudo")));
  return {command, [options, &session] { return run(*options, session); }};
}

}  // namespace cli
