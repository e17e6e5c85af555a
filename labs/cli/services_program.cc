// The command line of lab-services.
#include <CLI/CLI.hpp>
#include <chrono>
#include <ostream>

#include "generator/base/arguments.h"
#include "labs/cli/catalog.h"
#include "labs/cli/command_line.h"
#include "labs/cli/services_commands.h"

namespace lab_services {
using base::message;
namespace {

constexpr std::string_view kVersion = "0.1.0";

}  // namespace

base::Result<std::vector<services::Fault>> read_faults(const Session& session) {
  return services::load_faults(TRY(lab_check::find_catalog({}, session)).parent_path() /
                               "services/faults.toml");
}

std::int64_t milliseconds_now() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string address_of(const services::OpenPort& port, const std::string& host) {
  const std::string place = fmt::format("{}:{}", host, port.number);
  if (port.port.wire == services::Wire::Http)
    return (port.port.tls ? "https://" : "http://") + place + "/";
  const std::string& name = port.port.name.empty() ? port.service : port.port.name;
  return fmt::format("{}://{}", name, place);
}

Status run_lab_services(const std::vector<std::string>& arguments, Session session) {
  session.locale = base::find_locale(arguments, session.locale);
  CLI::App program(
      session.say(message("lab-services imitates the services of the labs on this machine, healthy "
                          "or broken on purpose.",
                          "lab-services imite les services des labos sur cette machine, sains ou "
                          "en panne exprès.")),
      "lab-services");
  if (session.locale == base::Locale::Fr) {
    lab_check::translate_help(program);
    program.option_defaults()->group("Options ");
  }
  program.set_help_flag("-h,--help",
                        session.say(message("print this help", "afficher cette aide")));
  program.set_version_flag("--version", std::string(kVersion),
                           session.say(message("print the version", "afficher la version")));
  program.require_subcommand(1);
  std::string language;
  program
      .add_option(
          "--lang", language,
          session.say(message("language of the program: en, fr (default: the locale's)",
                              "langue du programme : en, fr (par défaut : celle du système)")))
      ->check(CLI::IsMember({"en", "fr"}));
  program.footer(session.say(message(
      "Examples:\n  lab-services up --only kong --data my-stack\n"
      "  lab-services up --profile compose --fault supabase-smtp-unreachable\n"
      "  lab-services up --random-fault redis --data practice\n\n"
      "Exit status: 0 done, 1 something is down, 2 wrong usage, 3 could not run.",
      "Exemples :\n  lab-services up --only kong --data ma-pile\n"
      "  lab-services up --profile compose --fault supabase-smtp-unreachable\n"
      "  lab-services up --random-fault redis --data pratique\n\n"
      "Statut de sortie : 0 fait, 1 quelque chose est arrêté, 2 mauvais usage, 3 impossible "
      "d'exécuter.")));
  program.fallthrough();
  const std::vector<Command> commands = {
      add_up(program, session),     add_list(program, session),   add_faults(program, session),
      add_status(program, session), add_env(program, session),    add_restart(program, session),
      add_heal(program, session),   add_reveal(program, session), add_reset(program, session)};
  if (session.locale == base::Locale::Fr)
    for (const Command& command : commands) {
      command.app->group("Commandes ");
      command.app->get_help_ptr()->group("Options ");
    }
  try {
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = program.get_subcommands();
    session.out << (chosen.empty() ? program.help() : chosen.front()->help("lab-services"));
    return lab_check::kPassed;
  } catch (const CLI::CallForVersion&) {
    session.out << "lab-services " << kVersion << '\n';
    return lab_check::kPassed;
  } catch (const CLI::ParseError& complaint) {
    return lab_check::report_failure(session,
                                     lab_check::wrong_usage(program, arguments, complaint));
  }
  for (const Command& command : commands)
    if (command.app->parsed()) return command.run();
  return lab_check::kUsage;
}

}  // namespace lab_services
