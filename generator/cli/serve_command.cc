// atelier serve: the built site on loopback.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/cli/commands.h"
#include "generator/cli/project_options.h"
#include "generator/http/server.h"
#include "generator/http/static_files.h"

namespace cli {
using base::message;
namespace fs = std::filesystem;
namespace {

struct ServeOptions {
  std::string folder = ".";
  std::string site;
  std::string address = "127.0.0.1";
  std::uint16_t port = 4321;
};

constexpr int kPortsToTry = 20;

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1";
}

// The wanted port or, when it is taken, the next free one.
base::Result<http::Server> listen_near(const std::string& address, std::uint16_t wanted,
                                       const http::Handler& handler) {
  http::ServerOptions options;
  options.address = address;
  if (!is_loopback(address))
    options.hosts.clear();  // other machines know this one by names of their own
  for (int i = 0;; ++i) {
    options.port = static_cast<std::uint16_t>(wanted + i);
    auto server = http::Server::listen(options, handler);
    if (server || i + 1 == kPortsToTry || options.port == 0xFFFF) return server;
  }
}

Status serve(const ServeOptions& options, const Session& session) {
  fs::path site = options.site;
  if (site.empty()) {
    const auto project = pipeline::find_project(options.folder, session.program);
    if (!project) return report_failure(session, project.error());
    site = project->public_folder();
  }
  if (const auto missing = missing_site(site)) return report_failure(session, *missing);
  auto server = listen_near(options.address, options.port, [site](const http::Request& request) {
    return http::serve_file(site, request);
  });
  if (!server) return report_failure(session, server.error());
  if (!is_loopback(options.address)) {
    session.err << session.say(message("attention: {} is not loopback; every machine that reaches "
                                       "this one can read the site",
                                       "attention : {} n'est pas l'adresse de bouclage ; toute "
                                       "machine qui atteint celle-ci peut lire le site",
                                       options.address))
                << '\n';
  }
  if (options.port != 0 && server->port() != options.port) {
    session.err << session.say(message("port {} is taken, {} is free",
                                       "le port {} est pris, le {} est libre", options.port,
                                       server->port()))
                << '\n';
  }
  session.err << session.say(message("http://{}:{}/  (Ctrl-C ends)",
                                     "http://{}:{}/  (Ctrl-C pour arrêter)", options.address,
                                     server->port()))
              << std::endl;
  server->run_until_signal();
  return kDone;
}

}  // namespace

Command add_serve(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "serve", session.say(message("show the built site on this machine",
                                   "montrer le site construit, sur cette machine")));
  const auto options = std::make_shared<ServeOptions>();
  command->add_option("folder", options->folder,
                      session.say(message("the course's folder (default: here)",
                                          "le dossier du cours (par défaut : ici)")));
  command->add_option(
      "--site", options->site,
      session.say(message("serve this folder instead", "servir plutôt ce dossier")));
  command->add_option(
      "--address", options->address,
      session.say(message("address to listen on (default: 127.0.0.1, this machine alone)",
                          "adresse d'écoute (par défaut : 127.0.0.1, cette machine seule)")));
  command->add_option(
      "--port", options->port,
      session.say(message("port on 127.0.0.1 (default: 4321; 0: any)",
                          "port sur 127.0.0.1 (par défaut : 4321 ; 0 : n'importe lequel)")));
  command->footer(session.say(message("Examples:\n  atelier serve\n  atelier serve --port 8080",
                                      "Exemples :\n  atelier serve\n  atelier serve --port 8080")));
  return {command, [options, &session] { return serve(*options, session); }};
}

}  // namespace cli
