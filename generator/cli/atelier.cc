// The program's command line: its global options and the choice of the command.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/base/arguments.h"
#include "generator/cli/commands.h"
#include "generator/command_line/program.h"

namespace cli {

Status report_failure(const Session& session, const base::Error& error) {
  session.err << base::describe(error, session.locale, {}, session.colour);
  return error.kind == base::ErrorKind::Usage ? kUsage : kCouldNotRun;
}

Status run_atelier(const std::vector<std::string>& arguments, Session session) {
  session.locale = base::find_locale(arguments, session.locale);
  command_line::Program line(
      {"atelier",
       "0.1.0",
       {"Atelier makes a website of a bilingual course written in Markdown.",
        "Atelier fait un site d'un cours bilingue écrit en Markdown."},
       {"atelier COMMAND --help says more. Exit status: 0 done, 1 problems found, 2 wrong usage, "
        "3 could not run.",
        "atelier COMMANDE --help en dit plus. Statut de sortie : 0 fait, 1 problèmes trouvés, "
        "2 mauvais usage, 3 impossible d'exécuter."}},
      session.locale);
  CLI::App& program = line.parser();
  const std::vector<Command> commands = {
      add_build(program, session),        add_check(program, session),
      add_serve(program, session),        add_search(program, session),
      add_bundle(program, session),       add_publish(program, session),
      add_new(program, session),          add_import(program, session),
      add_translations(program, session), add_translated(program, session),
      add_export(program, session),       add_manual(program, session),
      add_explain(program, session),      add_completion(program, session)};
  const auto answer = line.parse(arguments);
  if (!answer) return report_failure(session, answer.error());
  if (*answer) {
    session.out << **answer;
    return kDone;
  }
  if (const auto colour = line.colour()) session.colour = session.out_colour = *colour;
  for (const Command& command : commands)
    if (command.app->parsed()) return command.run();
  return kUsage;
}

}  // namespace cli
