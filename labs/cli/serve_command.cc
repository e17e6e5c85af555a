// lab-check serve: the built site on this machine, with a Run button on the pages of labs.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/http/server.h"
#include "labs/cli/catalog.h"
#include "labs/cli/commands.h"
#include "labs/cli/run_server.h"
#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"

namespace lab_check {
using base::message;
namespace fs = std::filesystem;
namespace {

struct Options {
  std::string site = "site/public";
  std::string env_file;
  std::string practice;
  std::uint16_t port = 4322;
};

base::Result<Status> serve(const Options& options, const std::string& catalog,
                           const Session& session) {
  std::error_code failed;
  if (!fs::exists(fs::path(options.site) / "index.html", failed))
    return base::fail(
        base::ErrorKind::System,
        message("there is no site in '{}'", "il n'y a pas de site dans « {} »", options.site), {},
        {"make it first: atelier build", "construisez-le d'abord : atelier build"});
  RunServerOptions server_options;
  server_options.site = options.site;
  server_options.catalog = TRY(find_catalog(catalog, session));
  server_options.env_file = options.env_file;
  server_options.practice = options.practice;
  server_options.token = formats::encode_hex(formats::random_bytes(24));
  server_options.locale = session.locale;
  RunServer runs(std::move(server_options));
  http::ServerOptions listen;
  listen.port = options.port;
  http::Server server = TRY(http::Server::listen(
      listen, [&](const http::Request& request) { return runs.handle(request); }));
  session.err << session.say(message("http://127.0.0.1:{}/  (Ctrl-C ends)",
                                     "http://127.0.0.1:{}/  (Ctrl-C pour arrêter)", server.port()))
              << std::endl;
  server.run_until_signal();
  return kPassed;
}

}  // namespace

Command add_serve(CLI::App& program, Session& session, const std::string& catalog) {
  CLI::App* command = program.add_subcommand(
      "serve",
      session.say(message("show the built site here, with a Run button on lab pages",
                          "montrer ici le site construit, avec un bouton sur les pages de labos")));
  const auto options = std::make_shared<Options>();
  command->add_option("site", options->site,
                      session.say(message("the built site (default: site/public)",
                                          "le site construit (par défaut : site/public)")));
  command->add_option(
      "--port", options->port,
      session.say(message("port on 127.0.0.1 (default: 4322; 0: any)",
                          "port sur 127.0.0.1 (par défaut : 4322 ; 0 : n'importe lequel)")));
  command->add_option("--env-file", options->env_file,
                      session.say(message("the .env file that holds the secrets",
                                          "le fichier .env qui contient les secrets")));
  command->add_option(
      "--practice", options->practice,
      session.say(message("values and secrets from this folder: lab-services up --data FOLDER",
                          "valeurs et secrets de ce dossier : lab-services up --data DOSSIER")));
  return {command, [options, &catalog, &session] {
            const auto done = serve(*options, catalog, session);
            return done ? *done : report_failure(session, done.error());
          }};
}

}  // namespace lab_check
