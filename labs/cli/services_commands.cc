// lab-services list, faults, status, env, restart and reset.
#include "labs/cli/services_commands.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/base/files.h"
#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/probes/http.h"
#include "labs/probes/tcp.h"
#include "labs/services/common/answers.h"
#include "labs/services/registry.h"

namespace lab_services {
using base::message;
namespace {

struct Options {
  std::string format = "text";
  std::string lab;
  std::string data;
  int port_offset = 0;
};

Status list(const Options& options, const Session& session) {
  text::Node all = services::list({});
  for (const auto& service : services::all_services()) {
    const services::Description about = service->describe();
    std::string ports;
    text::Node numbers = services::list({});
    for (const services::Port& port : about.ports) {
      ports += fmt::format("{}{}", ports.empty() ? "" : ", ", port.number);
      services::append(numbers, static_cast<std::int64_t>(port.number));
    }
    if (options.format == "json")
      services::append(
          all, services::object(
                   {{"id", about.id}, {"title", session.say(about.title)}, {"ports", numbers}}));
    else
      session.out << fmt::format("{:16} {:20} {}\n", about.id, ports, session.say(about.title));
  }
  if (options.format == "json") session.out << formats::to_json(all) << '\n';
  return lab_check::kPassed;
}

base::Result<Status> faults(const Options& options, const Session& session) {
  text::Node all = services::list({});
  for (const services::Fault& fault : TRY(read_faults(session))) {
    if (!options.lab.empty() && fault.lab != options.lab) continue;
    if (options.format == "json")
      services::append(all, services::object({{"id", fault.id},
                                              {"lab", fault.lab},
                                              {"cause", fault.cause},
                                              {"title", session.say(fault.title)}}));
    else
      session.out << fmt::format("{}\n    {} ({})\n", fault.id, session.say(fault.title),
                                 fault.lab);
  }
  if (options.format == "json") session.out << formats::to_json(all) << '\n';
  return lab_check::kPassed;
}

// Who listens: one of ours says so in each of its HTTP answers.
std::string found_at(const services::Port& port, std::uint16_t number) {
  const probes::Limits limits = {probes::Clock::now() + std::chrono::seconds(2)};
  const std::string target = fmt::format("127.0.0.1:{}", number);
  if (port.wire == services::Wire::Http && !port.tls) {
    probes::HttpRequest request;
    request.url = "http://" + target + "/";
    const probes::Observation seen = probes::probe_http(request, limits);
    const text::Node* mark = formats::find_pointer(seen.facts, "/header/x-atelier-reference");
    if (mark != nullptr) return "up";
    return seen.reason.empty() ? "other" : "down";
  }
  const probes::Observation seen = probes::probe_tcp({target, {}, false}, limits);
  const text::Node* state = seen.facts.find("state");
  return state != nullptr && formats::plain(*state) == "open" ? "open" : "down";
}

Status status(const Options& options, const Session& session) {
  text::Node all = services::list({});
  bool good = true;
  for (const auto& service : services::all_services()) {
    const services::Description about = service->describe();
    for (const services::Port& port : about.ports) {
      if (port.wire == services::Wire::Datagram) continue;
      const auto number = static_cast<std::uint16_t>(port.number + options.port_offset);
      const std::string found = found_at(port, number);
      good = good && (port.shut ? found == "down" : found == "up" || found == "open");
      if (options.format == "json")
        services::append(all, services::object({{"service", about.id},
                                                {"port", static_cast<std::int64_t>(number)},
                                                {"state", found}}));
      else
        session.out << fmt::format("{:16} {:6} {}\n", about.id, number, found);
    }
  }
  if (options.format == "json") session.out << formats::to_json(all) << '\n';
  return good ? lab_check::kPassed : lab_check::kFailed;
}

base::Result<Status> env(const Options& options, const Session& session) {
  if (!options.data.empty()) {
    session.out << TRY(base::read_file(std::filesystem::path(options.data) / ".env", 1u << 20));
    return lab_check::kPassed;
  }
  const auto all = services::all_services();
  const services::PortOf port_of = [&](std::string_view id, std::string_view name) {
    for (const auto& service : all) {
      const services::Description about = service->describe();
      if (about.id != id) continue;
      for (const services::Port& port : about.ports)
        if (name.empty() || port.name == name)
          return static_cast<std::uint16_t>(port.number + options.port_offset);
    }
    return std::uint16_t{0};
  };
  session.out << services::write_env(
      services::fresh_settings(formats::random_bytes, milliseconds_now() / 1000, port_of));
  return lab_check::kPassed;
}

Status ended(const base::Result<Status>& done, const Session& session) {
  return done ? *done : lab_check::report_failure(session, done.error());
}

void add_format(CLI::App* command, Options& options) {
  command->add_option("--format", options.format, "text, json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_offset(CLI::App* command, Options& options, const Session& session) {
  command->add_option("--port-offset", options.port_offset,
                      session.say(message("as given to up", "comme pour up")));
}

}  // namespace

Command add_list(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "list", session.say(message("the services there are", "les services qui existent")));
  const auto options = std::make_shared<Options>();
  add_format(command, *options);
  return {command, [options, &session] { return list(*options, session); }};
}

Command add_faults(CLI::App& program, Session& session) {
  CLI::App* command =
      program.add_subcommand("faults", session.say(message("the ways in which they can be broken",
                                                           "les pannes que l'on peut provoquer")));
  const auto options = std::make_shared<Options>();
  add_format(command, *options);
  command->add_option(
      "--lab", options->lab,
      session.say(message("only those of this lab", "seulement celles de ce labo")));
  return {command, [options, &session] { return ended(faults(*options, session), session); }};
}

Command add_status(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "status", session.say(message("what answers on the ports of the services",
                                    "ce qui répond sur les ports des services")));
  const auto options = std::make_shared<Options>();
  add_format(command, *options);
  add_offset(command, *options, session);
  return {command, [options, &session] { return status(*options, session); }};
}

Command add_env(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "env", session.say(message(
                 "print the .env that goes with the services: of --data, or a fresh one",
                 "afficher le .env qui va avec les services : celui de --data, ou un neuf")));
  const auto options = std::make_shared<Options>();
  command->add_option("--data", options->data,
                      session.say(message("the folder given to up", "le dossier donné à up")));
  add_offset(command, *options, session);
  return {command, [options, &session] { return ended(env(*options, session), session); }};
}

Command add_restart(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "restart",
      session.say(message("tell the services of a folder to start anew with its files",
                          "faire redémarrer les services d'un dossier avec ses fichiers")));
  const auto options = std::make_shared<Options>();
  command
      ->add_option("--data", options->data,
                   session.say(message("the folder given to up", "le dossier donné à up")))
      ->required();
  return {command, [options, &session] {
            const auto done = services::restart_stack(options->data);
            return done ? lab_check::kPassed : lab_check::report_failure(session, done.error());
          }};
}

Command add_reset(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "reset", session.say(message("remove the .env and the data of a folder",
                                   "supprimer le .env et les données d'un dossier")));
  const auto options = std::make_shared<Options>();
  command
      ->add_option("--data", options->data,
                   session.say(message("the folder given to up", "le dossier donné à up")))
      ->required();
  return {command, [options, &session] {
            const auto done = services::reset_data(options->data);
            return done ? lab_check::kPassed : lab_check::report_failure(session, done.error());
          }};
}

}  // namespace lab_services
