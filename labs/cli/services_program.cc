// The command line of lab-services.
#include <CLI/CLI.hpp>
#include <chrono>
#include <ostream>

#include "generator/base/arguments.h"
#include "generator/command_line/program.h"
#include "labs/cli/catalog.h"
#include "labs/cli/services_commands.h"

namespace lab_services {

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
  command_line::Program line(
      {"lab-services",
       "0.1.0",
       {"lab-services imitates the services of the labs on this machine, healthy or broken on "
        "purpose.",
        "lab-services imite les services des labos sur cette machine, sains ou en panne exprès."},
       {"Examples:\n  lab-services up --only kong --data my-stack\n"
        "  lab-services up --profile compose --fault supabase-smtp-unreachable\n"
        "  lab-services up --random-fault redis --data practice\n\n"
        "Exit status: 0 done, 1 something is down, 2 wrong usage, 3 could not run.",
        "Exemples :\n  lab-services up --only kong --data ma-pile\n"
        "  lab-services up --profile compose --fault supabase-smtp-unreachable\n"
        "  lab-services up --random-fault redis --data pratique\n\n"
        "Statut de sortie : 0 fait, 1 quelque chose est arrêté, 2 mauvais usage, 3 impossible "
        "d'exécuter."}},
      session.locale);
  CLI::App& program = line.parser();
  const std::vector<Command> commands = {
      add_up(program, session),     add_list(program, session),   add_faults(program, session),
      add_status(program, session), add_env(program, session),    add_restart(program, session),
      add_heal(program, session),   add_reveal(program, session), add_reset(program, session)};
  const auto answer = line.parse(arguments);
  if (!answer) return lab_check::report_failure(session, answer.error());
  if (*answer) {
    session.out << **answer;
    return lab_check::kPassed;
  }
  if (const auto colour = line.colour()) session.colour = *colour;
  for (const Command& command : commands)
    if (command.app->parsed()) return command.run();
  return lab_check::kUsage;
}

}  // namespace lab_services
