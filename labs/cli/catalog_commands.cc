// lab-check list, lint and selftest: what the catalog holds, and whether it is right.
#include <CLI/CLI.hpp>
#include <ostream>

#include "labs/cli/catalog.h"
#include "labs/cli/commands.h"
#include "labs/cli/reference_selftest.h"
#include "labs/engine/diagnose.h"
#include "labs/report/text.h"

namespace lab_check {
using base::message;
namespace fs = std::filesystem;
namespace {

base::Result<Status> list(const std::string& catalog, const Session& session) {
  Status status = kPassed;
  for (const fs::path& file : TRY(lab_files(TRY(find_catalog(catalog, session))))) {
    std::vector<base::Error> problems;
    const auto lab = spec::load_lab(file, problems);
    if (!lab || lab->id.empty()) {
      session.err << session.say(message("{}: not a lab (lab-check lint says why)",
                                         "{} : ce n'est pas un labo (lab-check lint dit pourquoi)",
                                         file.generic_string()))
                  << '\n';
      status = kUsage;
      continue;
    }
    session.out << fmt::format(
        "{:24} {}\n{:24} {}\n{:24} {}\n", lab->id, session.say(lab->title), "",
        session.say(lab->summary), "",
        report::counted(session.locale, lab->checks.size(), {"check", "vérification"},
                        {"checks", "vérifications"}) +
            ", " +
            report::counted(session.locale, lab->causes.size(), {"cause", "cause"},
                            {"causes", "causes"}));
  }
  return status;
}

struct LintOptions {
  std::vector<std::string> files;
  std::string course;
  bool strict = false;
};

base::Result<std::vector<fs::path>> files_to_read(const std::vector<std::string>& names,
                                                  const std::string& catalog,
                                                  const Session& session) {
  if (names.empty()) return lab_files(TRY(find_catalog(catalog, session)));
  std::vector<fs::path> out;
  for (const std::string& name : names) out.push_back(TRY(find_lab(name, catalog, session)));
  return out;
}

base::Result<Status> lint(const LintOptions& options, const std::string& catalog,
                          const Session& session) {
  std::vector<base::Error> problems;
  std::size_t labs = 0;
  for (const fs::path& file : TRY(files_to_read(options.files, catalog, session))) {
    const spec::Lab lab = TRY(spec::load_lab(file, problems));
    if (!options.course.empty()) spec::lint_pages(lab, options.course, problems);
    ++labs;
  }
  const Status status = report_problems(session, problems);
  session.out << report::counted(session.locale, labs, {"lab", "labo"}, {"labs", "labos"}) << ", "
              << report::counted(session.locale, problems.size(), {"problem", "problème"},
                                 {"problems", "problèmes"})
              << '\n';
  return options.strict && !problems.empty() ? kUsage : status;
}

// Whether the diagnosis of what a fault would show names that fault, alone or beside its rivals.
bool names_itself(const spec::Lab& lab, const spec::Cause& cause, std::string& told) {
  const auto results = engine::imagine(lab, cause);
  const engine::Diagnosis found = engine::diagnose(lab, results);
  for (const engine::CauseResult& one : found.causes) {
    told += (told.empty() ? "" : ", ") + one.id;
    if (one.id == cause.id && found.causes.size() == 1) return true;
    if (found.causes.size() == 1 &&
        std::find(one.rivals.begin(), one.rivals.end(), cause.id) != one.rivals.end())
      return true;
  }
  return false;
}

base::Result<Status> selftest(const std::vector<std::string>& names, const std::string& catalog,
                              const Session& session) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for (const fs::path& file : TRY(files_to_read(names, catalog, session))) {
    std::vector<base::Error> problems;
    const spec::Lab lab = TRY(spec::load_lab(file, problems));
    if (report_problems(session, problems) != kPassed) return kUsage;
    for (const spec::Cause& cause : lab.causes) {
      std::string told;
      if (names_itself(lab, cause, told)) {
        ++good;
        continue;
      }
      ++bad;
      session.out << session.say(message("{}: the fault '{}' is diagnosed as: {}",
                                         "{} : la panne « {} » est prise pour : {}", lab.id,
                                         cause.id, told.empty() ? "–" : told))
                  << '\n';
    }
  }
  session.out << report::counted(session.locale, good,
                                 {"fault names its cause", "panne nomme sa cause"},
                                 {"faults name their cause", "pannes nomment leur cause"})
              << ", "
              << report::counted(session.locale, bad, {"does not", "ne le fait pas"},
                                 {"do not", "ne le font pas"})
              << '\n';
  return bad == 0 ? kPassed : kFailed;
}

Status ended(const base::Result<Status>& done, const Session& session) {
  return done ? *done : report_failure(session, done.error());
}

}  // namespace

Command add_list(CLI::App& program, Session& session, const std::string& catalog) {
  CLI::App* command = program.add_subcommand(
      "list", session.say(message("the labs there are", "les labos qui existent")));
  return {command, [&catalog, &session] { return ended(list(catalog, session), session); }};
}

Command add_lint(CLI::App& program, Session& session, const std::string& catalog) {
  CLI::App* command = program.add_subcommand(
      "lint",
      session.say(message("find what is wrong in lab files, without contacting anything",
                          "trouver les erreurs des fichiers de labo, sans rien contacter")));
  const auto options = std::make_shared<LintOptions>();
  command->add_option("files", options->files,
                      session.say(message("labs or files (default: all of the catalog)",
                                          "labos ou fichiers (par défaut : tout le catalogue)")));
  command->add_option(
      "--course", options->course,
      session.say(message("the course's content folder: its pages must exist",
                          "le dossier content du cours : ses pages doivent exister")));
  command->add_flag("--strict", options->strict,
                    session.say(message("warnings count as errors",
                                        "les avertissements comptent comme des erreurs")));
  return {command, [options, &catalog, &session] {
            return ended(lint(*options, catalog, session), session);
          }};
}

Command add_selftest(CLI::App& program, Session& session, const std::string& catalog) {
  CLI::App* command = program.add_subcommand(
      "selftest",
      session.say(message("check that what each fault would show leads to its own cause",
                          "vérifier que ce que chaque panne montrerait mène à sa propre cause")));
  struct Options {
    std::vector<std::string> names;
    SelftestOptions reference;
    bool for_real = false;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("labs", options->names,
                      session.say(message("labs or files (default: all of the catalog)",
                                          "labos ou fichiers (par défaut : tout le catalogue)")));
  command->add_flag("--reference", options->for_real,
                    session.say(message("for real, against the reference services",
                                        "pour de vrai, contre les services de référence")));
  command->add_flag(
      "--healthy", options->reference.healthy_only,
      session.say(message("with --reference: without faults", "avec --reference : sans panne")));
  command
      ->add_option("--fault", options->reference.faults,
                   session.say(message("only these faults", "seulement ces pannes")))
      ->delimiter(',');
  return {command, [options, &catalog, &session] {
            if (!options->for_real && options->reference.faults.empty())
              return ended(selftest(options->names, catalog, session), session);
            const auto files = files_to_read(options->names, catalog, session);
            if (!files) return report_failure(session, files.error());
            return ended(selftest_reference(*files, options->reference, catalog, session), session);
          }};
}

}  // namespace lab_check
