// atelier export: the course for other programs: learning platforms, readers of books,
// spreadsheets.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/cli/commands.h"
#include "generator/cli/project_options.h"
#include "generator/exporting/cmi5.h"
#include "generator/exporting/epub.h"
#include "generator/exporting/gift.h"
#include "generator/exporting/outline_table.h"
#include "generator/exporting/scorm.h"
#include "generator/model/load.h"
#include "generator/text/schema.h"
#include "generator/text/toml.h"

namespace cli {
using base::message;
namespace fs = std::filesystem;
namespace {

struct ExportCommand {
  std::string format;
  std::string folder = ".";
  std::string out;
  std::string language;
  std::vector<std::string> lessons;
  std::string url;
  std::string date = "2000-01-01";
};

tl::unexpected<base::Error> refuse(base::Message what, base::Message hint = {}) {
  return base::fail(base::ErrorKind::Usage, std::move(what), {}, std::move(hint));
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9})
    if (text[i] < '0' || text[i] > '9') return false;
  const int month = (text[5] - '0') * 10 + text[6] - '0',
            day = (text[8] - '0') * 10 + text[9] - '0';
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

// The address of the published site: said here, or in site.toml.
std::string site_url(const ExportCommand& command, const pipeline::Project& project) {
  std::string url = command.url;
  if (url.empty())
    if (const auto source = base::read_file(project.site_toml(), 1u << 20))
      if (const auto toml = text::parse_toml(*source, "site.toml"))
        url = text::string_at(*toml, "url");
  if (!url.empty() && !url.ends_with('/')) url += '/';
  return url;
}

base::Result<std::vector<model::LanguageIndex>> languages_of(const ExportCommand& command,
                                                             const model::Course& course) {
  std::vector<model::LanguageIndex> out;
  for (std::size_t i = 0; i < course.languages.size(); ++i)
    if (command.language.empty() || command.language == course.languages[i]) out.push_back(i);
  if (out.empty()) {
    const std::string names = fmt::format("{}", fmt::join(course.languages, ", "));
    return refuse(message("the course has no language '{}'", "le cours n'a pas de langue « {} »",
                          command.language),
                  message("its languages: {}", "ses langues : {}", names));
  }
  return out;
}

base::Result<std::vector<const model::Page*>> lessons_of(const ExportCommand& command,
                                                         const model::Course& course) {
  const auto all = exporting::lessons_in_order(course);
  if (command.lessons.empty()) return all;
  std::vector<const model::Page*> out;
  std::vector<std::string> ids;
  for (const model::Page* page : all) ids.push_back(page->id);
  for (const std::string& id : command.lessons) {
    const auto found = std::find(ids.begin(), ids.end(), id);
    if (found == ids.end())
      return refuse(message("no lesson '{}'", "aucune leçon « {} »", id),
                    base::did_you_mean(id, ids));
    out.push_back(all[static_cast<std::size_t>(found - ids.begin())]);
  }
  return out;
}

class Exporter {
 public:
  Exporter(const ExportCommand& command, const Session& session, const pipeline::Project& project,
           const model::Course& course)
      : command_(command),
        session_(session),
        source_{course, project.content(), site_url(command, project)},
        out_(command.out.empty() ? project.root / "build" / "export" : fs::path(command.out)) {}

  base::Done run() {
    const auto languages = TRY(languages_of(command_, source_.course));
    const auto lessons = TRY(lessons_of(command_, source_.course));
    if (command_.format == "cmi5") {
      const std::string base =
          source_.site_url.empty() ? "https://course.example.org/" : source_.site_url;
      if (source_.site_url.empty())
        session_.err << session_.say(message(
                            "attention: without --url or 'url' in site.toml the ids begin with {}",
                            "attention : sans --url ni « url » dans site.toml, les identifiants "
                            "commencent par {}",
                            base + "id/"))
                     << '\n';
      return put(source_.course.id + ".cmi5.zip",
                 TRY(exporting::zip(TRY(exporting::cmi5_package(source_, base + "id/", lessons)))));
    }
    for (const model::LanguageIndex language : languages) {
      const std::string& tag = source_.course.languages[language];
      const std::string name = fmt::format("{}.{}", source_.course.id, tag);
      if (command_.format == "csv") {
        TRY(put(name + ".csv", exporting::outline_csv(source_, language)));
      } else if (command_.format == "gift") {
        const auto pages =
            command_.lessons.empty() ? exporting::pages_in_order(source_.course) : lessons;
        TRY(put(name + ".gift", TRY(exporting::gift(source_, language, pages))));
      } else if (command_.format == "epub") {
        const exporting::BookOptions options{command_.date + "T00:00:00Z"};
        TRY(put(name + ".epub",
                TRY(exporting::zip(TRY(exporting::epub(source_, language, options))))));
      } else {
        for (const model::Page* page : lessons)
          TRY(put(fmt::format("{}.{}.scorm.zip", page->id, tag),
                  TRY(exporting::zip(TRY(exporting::scorm_package(source_, *page, language))))));
      }
    }
    return {};
  }
  std::size_t written() const { return written_; }

 private:
  base::Done put(const std::string& name, const std::string& bytes) {
    const fs::path file = out_ / name;
    TRY(base::write_file(file, bytes));
    ++written_;
    std::error_code failed;
    const fs::path here = fs::current_path(failed);
    session_.err
        << fs::absolute(file, failed).lexically_normal().lexically_proximate(here).generic_string()
        << '\n';
    return {};
  }

  const ExportCommand& command_;
  const Session& session_;
  exporting::CourseSource source_;
  fs::path out_;
  std::size_t written_ = 0;
};

base::Result<std::size_t> run(const ExportCommand& command, const Session& session) {
  if (!is_date(command.date))
    return refuse(message("'{}' is not a date", "« {} » n'est pas une date", command.date),
                  message("write it so: 2026-11-20", "écrivez-la ainsi : 2026-11-20"));
  if (!command.url.empty() && !command.url.starts_with("https://") &&
      !command.url.starts_with("http://"))
    return refuse(message("'{}' is not an address", "« {} » n'est pas une adresse", command.url),
                  message("write it so: https://course.example.org/",
                          "écrivez-la ainsi : https://course.example.org/"));
  const auto project = TRY(pipeline::find_project(command.folder, session.program));
  model::LoadOptions load;
  load.content = project.content();
  load.labs = project.labs();
  load.shown_as = project.content_shown_as;
  const model::Loaded loaded = TRY(model::load_course(load));
  const auto error =
      std::find_if(loaded.problems.begin(), loaded.problems.end(),
                   [](const auto& one) { return one.severity == base::Severity::Error; });
  if (error != loaded.problems.end())
    return base::fail(
        base::ErrorKind::Content,
        message("the course has errors; the first is at {}",
                "le cours a des erreurs ; la première est à {}", base::to_string(error->where)),
        {}, message("correct them first: atelier check", "corrigez-les d'abord : atelier check"));
  Exporter exporter(command, session, project, loaded.course);
  TRY(exporter.run());
  return exporter.written();
}

}  // namespace

Command add_export(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "export", session.say(message("make packages of the course for other programs",
                                    "faire du cours des paquets pour d'autres programmes")));
  const auto options = std::make_shared<ExportCommand>();
  command
      ->add_option(
          "format", options->format,
          session.say(message("scorm, cmi5, gift, epub, csv", "scorm, cmi5, gift, epub, csv")))
      ->required()
      ->check(CLI::IsMember({"scorm", "cmi5", "gift", "epub", "csv"}));
  command->add_option(
      "--folder", options->folder,
      session.say(message("the course's folder, or one inside it (default: here)",
                          "le dossier du cours, ou un dossier à l'intérieur (par défaut : ici)")));
  command->add_option("-o,--out", options->out,
                      session.say(message("where the files go (default: build/export)",
                                          "où vont les fichiers (par défaut : build/export)")));
  command->add_option(
      "--language", options->language,
      session.say(message("only this language of the course", "cette langue du cours seulement")));
  command
      ->add_option("--lesson", options->lessons,
                   session.say(message("only this lesson; may be repeated",
                                       "cette leçon seulement ; peut être répété")))
      ->allow_extra_args(false);
  command->add_option(
      "--url", options->url,
      session.say(message("address of the published site, for links to pages that "
                          "are not in the package (default: site.toml's)",
                          "adresse du site publié, pour les liens vers les pages qui "
                          "ne sont pas dans le paquet (par défaut : celle de "
                          "site.toml)")));
  command->add_option("--date", options->date,
                      session.say(message("of an EPUB's last change, 2026-11-20",
                                          "de dernière modification d'un EPUB, 2026-11-20")));
  command->footer(session.say(message(
      "scorm: SCORM 1.2, one package a lesson and language; quizzes, score and place are "
      "reported.\n"
      "cmi5: one package of the course in all languages.  gift: the quizzes, for Moodle.\n"
      "epub: the course as a book.  csv: its outline.\n\n"
      "Examples:\n  atelier export scorm --language fr --lesson network.firewall\n  atelier export "
      "epub --out /tmp/book --date 2026-11-20",
      "scorm : SCORM 1.2, un paquet par leçon et par langue ; quiz, score et place sont transmis.\n"
      "cmi5 : un paquet du cours dans toutes ses langues.  gift : les quiz, pour Moodle.\n"
      "epub : le cours en un livre.  csv : son plan.\n\n"
      "Exemples :\n  atelier export scorm --language fr --lesson network.firewall\n  atelier "
      "export "
      "epub --out /tmp/livre --date 2026-11-20")));
  return {command, [options, &session] {
            const auto written = run(*options, session);
            if (!written) {
              const Status status = report_failure(session, written.error());
              return written.error().kind == base::ErrorKind::Content ? kFoundProblems : status;
            }
            session.err << session.say(message("{} files", "{} fichiers", *written)) << '\n';
            return kDone;
          }};
}

}  // namespace cli
