// The program's command line: global options, the choice of the command, and the parser's
// complaints in both languages.
#include <CLI/CLI.hpp>
#include <map>
#include <ostream>

#include "generator/base/arguments.h"
#include "generator/base/files.h"
#include "labs/cli/command_line.h"
#include "labs/cli/commands.h"

namespace lab_check {
using base::message;
namespace {

constexpr std::string_view kVersion = "0.1.0";

}  // namespace

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
  CLI::App program(
      session.say(
          message("lab-check says what is wrong with a server, why, and where to read about it.",
                  "lab-check dit ce qui ne va pas sur un serveur, pourquoi, et où le lire.")),
      "lab-check");
  if (session.locale == base::Locale::Fr) {
    translate_help(program);
    program.option_defaults()->group("Options ");
  }
  program.set_help_flag("-h,--help",
                        session.say(message("print this help", "afficher cette aide")));
  program.set_version_flag("--version", std::string(kVersion),
                           session.say(message("print the version", "afficher la version")));
  program.require_subcommand(1);
  std::string language;
  std::string colour;
  std::string catalog;
  program
      .add_option(
          "--lang", language,
          session.say(message("language of the program: en, fr (default: the locale's)",
                              "langue du programme : en, fr (par défaut : celle du système)")))
      ->check(CLI::IsMember({"en", "fr"}));
  program
      .add_option(
          "--color", colour,
          session.say(message("auto, always, never", "auto, always (toujours), never (jamais)")))
      ->check(CLI::IsMember({"auto", "always", "never"}));
  program.add_option("--catalog", catalog,
                     session.say(message("the folder of the labs", "le dossier des labos")));
  program.footer(session.say(message(
      "Examples:\n  lab-check list\n  lab-check run vps-exposure --var host=203.0.113.10\n\n"
      "Exit status: 0 all passed, 1 some failed, 2 wrong usage or bad lab, 3 could not run.",
      "Exemples :\n  lab-check list\n  lab-check run vps-exposure --var host=203.0.113.10\n\n"
      "Statut de sortie : 0 tout a réussi, 1 des échecs, 2 mauvais usage ou labo erroné, "
      "3 impossible d'exécuter.")));
  program.fallthrough();
  const std::vector<Command> commands = {
      add_list(program, session, catalog),    add_run(program, session, catalog),
      add_explain(program, session, catalog), add_init(program, session, catalog),
      add_lint(program, session, catalog),    add_selftest(program, session, catalog),
      add_verify(program, session),           add_schema(program, session),
      add_serve(program, session, catalog),   add_completion(program, session, catalog)};
  if (session.locale == base::Locale::Fr)
    for (const Command& command : commands) {
      command.app->group("Commandes ");
      command.app->get_help_ptr()->group("Options ");
    }
  try {
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = program.get_subcommands();
    session.out << (chosen.empty() ? program.help() : chosen.front()->help("lab-check"));
    return kPassed;
  } catch (const CLI::CallForVersion&) {
    session.out << "lab-check " << kVersion << '\n';
    return kPassed;
  } catch (const CLI::ParseError& complaint) {
    return report_failure(session, wrong_usage(program, arguments, complaint));
  }
  if (colour == "always") session.colour = base::Colour::Always;
  if (colour == "never") session.colour = base::Colour::Never;
  for (const Command& command : commands)
    if (command.app->parsed()) return command.run();
  return kUsage;
}

}  // namespace lab_check
