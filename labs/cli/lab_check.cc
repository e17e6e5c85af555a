// The program's command line: its global options and the choice of the command.
#include <CLI/CLI.hpp>
#include <map>
#include <ostream>

#include "generator/base/arguments.h"
#include "generator/base/files.h"
#include "generator/command_line/program.h"
#include "labs/cli/commands.h"

namespace lab_check {

Status report_failure(const Session& session, const base::Error& error) {
  session.err << base::describe(error, session.locale, {}, session.colour);
  return error.kind == base::ErrorKind::System ? kCouldNotRun : kUsage;
}

Status report_problems(const Session& session, std::span<const base::Error> problems) {
  std::vector<base::Error> sorted(problems.begin(), problems.end());
  std::stable_sort(sorted.begin(), sorted.end(), base::before);
  std::map<std::string, std::string> sources;
  Status out = kPassed;
  for (const base::Error& problem : sorted) {
    const auto [found, fresh] = sources.try_emplace(problem.where.file);
    if (fresh && problem.where.begin.line != 0)
      if (auto text = base::read_file(problem.where.file)) found->second = std::move(*text);
    session.err << base::describe(problem, session.locale, found->second, session.colour);
    if (problem.severity == base::Severity::Error) out = kUsage;
  }
  return out;
}

Status run_lab_check(const std::vector<std::string>& arguments, Session session) {
  session.locale = base::find_locale(arguments, session.locale);
  command_line::Program line(
      {"lab-check",
       "0.1.0",
       {"lab-check says what is wrong with a server, why, and where to read about it.",
        "lab-check dit ce qui ne va pas sur un serveur, pourquoi, et où le lire."},
       {"Examples:\n  lab-check list\n  lab-check run vps-exposure --var host=203.0.113.10\n\n"
        "Exit status: 0 all passed, 1 some failed, 2 wrong usage or bad lab, 3 could not run.",
        "Exemples :\n  lab-check list\n  lab-check run vps-exposure --var host=203.0.113.10\n\n"
        "Statut de sortie : 0 tout a réussi, 1 des échecs, 2 mauvais usage ou labo erroné, "
        "3 impossible d'exécuter."}},
      session.locale);
  CLI::App& program = line.parser();
  std::string catalog;
  program.add_option("--catalog", catalog,
                     session.say({"the folder of the labs", "le dossier des labos"}));
  const std::vector<Command> commands = {
      add_list(program, session, catalog),    add_run(program, session, catalog),
      add_explain(program, session, catalog), add_init(program, session, catalog),
      add_lint(program, session, catalog),    add_selftest(program, session, catalog),
      add_verify(program, session),           add_schema(program, session),
      add_serve(program, session, catalog),   add_completion(program, session, catalog)};
  const auto answer = line.parse(arguments);
  if (!answer) return report_failure(session, answer.error());
  if (*answer) {
    session.out << **answer;
    return kPassed;
  }
  if (const auto colour = line.colour()) session.colour = *colour;
  for (const Command& command : commands)
    if (command.app->parsed()) return command.run();
  return kUsage;
}

}  // namespace lab_check
