// lab-services up: the services, until Ctrl-C.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/base/files.h"
#include "labs/cli/services_commands.h"
#include "labs/cli/services_practice.h"
#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/registry.h"

namespace lab_services {
using base::message;
namespace {

struct Options {
  std::vector<std::string> only;
  std::string profile;
  PracticeWish practice;
  std::string address = "127.0.0.1";
  std::string format = "text";
  int port_offset = 0;
  bool free_ports = false;
};

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

// Idle connections need descriptors: as many as this machine lets us have.
void allow_many_connections() {
  rlimit limit = {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

base::Result<services::StackOptions> stack_options(const Options& options, const Session& session) {
  services::StackOptions out;
  out.only = {options.only.begin(), options.only.end()};
  out.profile = options.profile;
  out.data = options.practice.data;
  out.address = options.address;
  out.port_offset = options.port_offset;
  out.any_ports = options.free_ports;
  out.milliseconds = milliseconds_now;
  out.random = formats::random_bytes;
  PracticeWish wish = options.practice;
  wish.chosen_services = !options.only.empty() || !options.profile.empty();
  TRY(plan_practice(wish, session, out));
  return out;
}

std::string as_text(const services::Stack& stack, const std::string& host, const Session& session) {
  std::string out;
  for (const services::OpenPort& port : stack.ports())
    out += fmt::format(
        "{:16} {}{}\n", port.service, address_of(port, host),
        port.open ? ""
                  : session.say(message("  (closed: it does not start with these settings)",
                                        "  (fermé : il ne démarre pas avec ces réglages)")));
  return out;
}

std::string as_json(const services::Stack& stack, const std::string& host) {
  text::Node ports = services::list({});
  for (const services::OpenPort& port : stack.ports())
    services::append(ports, services::object({{"service", port.service},
                                              {"name", port.port.name},
                                              {"address", address_of(port, host)},
                                              {"port", static_cast<std::int64_t>(port.number)},
                                              {"tls", port.port.tls},
                                              {"open", port.open}}));
  return formats::to_json(services::object({{"ready", true}, {"ports", ports}})) + "\n";
}

base::Result<Status> up(const Options& options, const Session& session) {
  allow_many_connections();
  const std::int64_t began = milliseconds_now();
  const std::string& data = options.practice.data;
  const services::StackOptions wanted = TRY(stack_options(options, session));
  const auto stack = TRY(services::Stack::start(wanted, services::all_services()));
  if (!data.empty())
    TRY(base::write_file(std::filesystem::path(data) / "ca.pem", stack->authority()));
  TRY(keep_mark(options.practice, wanted));
  if (!is_loopback(options.address))
    session.err
        << session.say(message(
               "ATTENTION: {} is not loopback; every machine that reaches this one can use "
               "these services, and they are not made to be safe",
               "ATTENTION : {} n'est pas l'adresse de bouclage ; toute machine qui atteint "
               "celle-ci peut utiliser ces services, et ils ne sont pas faits pour être sûrs",
               options.address))
        << '\n';
  session.out << (options.format == "json" ? as_json(*stack, options.address)
                                           : as_text(*stack, options.address, session))
              << std::flush;
  session.err << session.say(message("ready after {} ms  (Ctrl-C ends)",
                                     "prêt en {} ms  (Ctrl-C pour arrêter)",
                                     milliseconds_now() - began))
              << '\n'
              << next_step(wanted, data, session) << std::flush;
  stack->run_until_signal();
  return lab_check::kPassed;
}

}  // namespace

Command add_up(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "up", session.say(message("start the services and serve until Ctrl-C",
                                "démarrer les services et servir jusqu'à Ctrl-C")));
  const auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, auto& into, const base::Message& what) {
    return command->add_option(name, into, session.say(what));
  };
  add("--only", options->only,
      message("only these services, and what they need",
              "seulement ces services, et ce dont ils ont besoin"))
      ->delimiter(',');
  add("--profile", options->profile,
      message("the services of one run: compose, cli, vps, coach, production, chatbot",
              "les services d'une exécution : compose, cli, vps, coach, production, chatbot"))
      ->check(CLI::IsMember({"compose", "cli", "vps", "coach", "production", "chatbot"}));
  PracticeWish& practice = options->practice;
  add("--lab", practice.lab,
      message("the services that this lab needs, and its values in the folder of --data",
              "les services que ce labo demande, et ses valeurs dans le dossier de --data"));
  add("--fault", practice.faults,
      message("break them in this way (lab-services faults lists the ways)",
              "les mettre en panne ainsi (lab-services faults donne la liste)"))
      ->delimiter(',');
  add("--random-fault", practice.random_lab,
      message("break what this lab looks at, in a way for you to find",
              "casser ce que ce labo examine, d'une façon à trouver"))
      ->excludes("--fault");
  add("--seed", practice.seed,
      message("a number that chooses it: the same one, the same breakdown",
              "un nombre qui la choisit : le même, la même panne"))
      ->needs("--random-fault");
  add("--data", practice.data,
      message("a folder that keeps the .env and the data; an edited .env is followed",
              "un dossier qui garde le .env et les données ; un .env modifié est suivi"));
  add("--port-offset", options->port_offset,
      message("add this to every port", "ajouter ce nombre à chaque port"));
  command->add_flag("--free-ports", options->free_ports,
                    session.say(message("free ports instead of the usual ones",
                                        "des ports libres au lieu des habituels")));
  add("--address", options->address,
      message("listen there (default: 127.0.0.1)", "écouter là (par défaut : 127.0.0.1)"));
  add("--format", options->format, message("text, json", "text, json"))
      ->check(CLI::IsMember({"text", "json"}));
  return {command, [options, &session] {
            const auto done = up(*options, session);
            return done ? *done : lab_check::report_failure(session, done.error());
          }};
}

}  // namespace lab_services
