// atelier serve: the course on loopback, built again whenever a file of it is saved; or a built
// site as it is.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <ostream>

#include "generator/cli/commands.h"
#include "generator/cli/problem_report.h"
#include "generator/cli/project_options.h"
#include "generator/http/server.h"
#include "generator/http/static_files.h"
#include "generator/preview/live_server.h"

namespace cli {
using base::message;
namespace fs = std::filesystem;
namespace {

struct ServeOptions : ProjectOptions {
  std::string site;
  std::string address = "127.0.0.1";
  std::uint16_t port = 4321;
};

constexpr int kPortsToTry = 20;

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1";
}

// What listen() gives for the wanted port or, when it is taken, for the next free one.
template <class Listen>
auto listen_near(std::uint16_t wanted, const Listen& listen) {
  for (int i = 0;; ++i) {
    const auto port = static_cast<std::uint16_t>(wanted + i);
    auto server = listen(port);
    if (server || i + 1 == kPortsToTry || port == 0 || port == 0xFFFF) return server;
  }
}

void print_address(const ServeOptions& options, std::uint16_t port, const Session& session) {
  if (!is_loopback(options.address)) {
    session.err << session.say(message("attention: {} is not loopback; every machine that reaches "
                                       "this one can read the site",
                                       "attention : {} n'est pas l'adresse de bouclage ; toute "
                                       "machine qui atteint celle-ci peut lire le site",
                                       options.address))
                << '\n';
  }
  if (options.port != 0 && port != options.port) {
    session.err << session.say(message("port {} is taken, {} is free",
                                       "le port {} est pris, le {} est libre", options.port, port))
                << '\n';
  }
  session.err << session.say(message("http://{}:{}/  (Ctrl-C ends)",
                                     "http://{}:{}/  (Ctrl-C pour arrêter)", options.address, port))
              << std::endl;
}

// A folder as it is.
Status serve_folder(const ServeOptions& options, const Session& session) {
  const fs::path site = options.site;
  if (const auto missing = missing_site(site)) return report_failure(session, *missing);
  auto server = listen_near(options.port, [&](std::uint16_t port) {
    http::ServerOptions http_options;
    http_options.address = options.address;
    http_options.port = port;
    // Other machines know this one by names of their own.
    if (!is_loopback(options.address)) http_options.hosts.clear();
    return http::Server::listen(http_options, [site](const http::Request& request) {
      return http::serve_file(site, request);
    });
  });
  if (!server) return report_failure(session, server.error());
  print_address(options, server->port(), session);
  server->run_until_signal();
  return kDone;
}

std::vector<base::Error> errors_of(const preview::Update& update) {
  std::vector<base::Error> out;
  for (const preview::ShownProblem& problem : update.problems) out.push_back(problem.error);
  return out;
}

// One line a build, and its problems when they are others than before.
class BuildLog {
 public:
  explicit BuildLog(const Session& session) : session_(session) {}

  void print(const preview::Update& update, std::size_t pages_made) {
    const std::vector<base::Error> problems = errors_of(update);
    const bool same = std::equal(problems.begin(), problems.end(), before_.begin(), before_.end(),
                                 [](const base::Error& a, const base::Error& b) {
                                   return a.where == b.where && a.message == b.message;
                                 });
    if (!same) print_problems(session_, problems, Format::Text);
    if (!same || pages_made > 0) {
      const auto errors = static_cast<std::size_t>(std::count_if(
          problems.begin(), problems.end(),
          [](const base::Error& problem) { return problem.severity == base::Severity::Error; }));
      session_.err << session_.say(message(
                          "{} pages made: {}", "{} pages faites : {}", pages_made,
                          count_problems(session_.locale, errors, problems.size() - errors)))
                   << std::endl;
    }
    before_ = problems;
  }

 private:
  const Session& session_;
  std::vector<base::Error> before_;
};

// The course as it is being written.
Status serve_course(const ServeOptions& options, const Session& session) {
  const auto project = project_of(options, session);
  if (!project) return report_failure(session, project.error());
  pipeline::Options build_options;
  std::optional<preview::LiveSite> site;
  BuildLog log(session);
  preview::Update first;
  {
    ProgressLine progress(session);
    build_options = pipeline_options(options, progress);
    // The first build shows how far it is; later ones are over at once.
    auto created = preview::LiveSite::create(*project, build_options);
    if (!created) return report_failure(session, created.error());
    site.emplace(std::move(*created));
    first = site->build();
    site->quiet();
  }
  log.print(first, site->pages_made());
  auto server = listen_near(options.port, [&](std::uint16_t port) {
    return preview::LiveServer::listen({options.address, port}, *site, first);
  });
  if (!server) return report_failure(session, server.error());
  print_address(options, server->port(), session);
  const fs::path own_theme = project->root / "site";
  const auto done = server->run(
      {project->content(), project->labs(), own_theme, project->default_theme},
      {project->public_folder(), project->root / "site" / "public.next"},
      [&](const preview::Update& update, std::size_t made) { log.print(update, made); });
  if (!done) return report_failure(session, done.error());
  return kDone;
}

}  // namespace

Command add_serve(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "serve", session.say(message("show the course on this machine, while it is being written",
                                   "montrer le cours sur cette machine, pendant qu'on l'écrit")));
  const auto options = std::make_shared<ServeOptions>();
  command->add_option(
      "folder", options->folder,
      session.say(message("the course's folder, or one inside it (default: here)",
                          "le dossier du cours, ou un dossier à l'intérieur (par défaut : ici)")));
  command->add_option("--site", options->site,
                      session.say(message("serve this built site as it is instead",
                                          "servir plutôt ce site construit, tel quel")));
  command->add_option(
      "--address", options->address,
      session.say(message("address to listen on (default: 127.0.0.1, this machine alone)",
                          "adresse d'écoute (par défaut : 127.0.0.1, cette machine seule)")));
  command->add_option(
      "--port", options->port,
      session.say(
          message("port (default: 4321, or the next one that is free; 0: any)",
                  "port (par défaut : 4321, ou le prochain libre ; 0 : n'importe lequel)")));
  command->add_option("-j,--jobs", options->jobs,
                      session.say(message("threads (default: one for each processor)",
                                          "fils d'exécution (par défaut : un par processeur)")));
  command->footer(session.say(message(
      "Builds into a folder of its own, drafts included, builds again when a file is saved, and "
      "reloads the\nopen pages. What is wrong with a page is shown on it.\n\nExamples:\n  atelier "
      "serve\n  atelier serve --port 8080\n  atelier serve --site site/public",
      "Construit dans un dossier à part, brouillons compris, reconstruit quand un fichier est "
      "enregistré, et\nrecharge les pages ouvertes. Ce qui ne va pas dans une page s'y montre.\n\n"
      "Exemples :\n  atelier serve\n  atelier serve --port 8080\n  atelier serve --site "
      "site/public")));
  return {command, [options, &session] {
            return options->site.empty() ? serve_course(*options, session)
                                         : serve_folder(*options, session);
          }};
}

}  // namespace cli
