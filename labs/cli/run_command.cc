// lab-check run: the checks of a lab, and what they found.
#include <CLI/CLI.hpp>
#include <ctime>
#include <ostream>

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/text/utf8.h"
#include "labs/cli/catalog.h"
#include "labs/cli/commands.h"
#include "labs/cli/reference.h"
#include "labs/cli/values.h"
#include "labs/engine/run.h"
#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/report/formats.h"
#include "labs/report/signed.h"
#include "labs/report/text.h"

namespace lab_check {
using base::message;
namespace fs = std::filesystem;
namespace {

struct Options {
  std::string lab;
  Sources sources;
  std::string practice;
  std::vector<std::string> only;
  std::vector<std::string> skip;
  std::string format = "text";
  std::string report;
  std::string key;
  std::string challenge;
  std::string site;
  bool verbose = false;
  bool reference = false;
  std::vector<std::string> faults;
};

// One line that says what is going on now, rewritten as it changes.
class Progress {
 public:
  Progress(const Session& session, std::size_t all) : session_(session), all_(all) {}
  ~Progress() { clear(); }

  void note(const spec::Check& check, const engine::CheckResult* ended) {
    if (!session_.live) return;
    if (ended == nullptr) {
      running_.insert(check.id);
    } else {
      running_.erase(check.id);
      ++done_;
    }
    std::string names;
    for (const std::string& name : running_) names += (names.empty() ? "" : ", ") + name;
    session_.err << "\r\x1b[K" << done_ << "/" << all_ << " " << text::shortened(names, 60)
                 << std::flush;
    shown_ = true;
  }

 private:
  void clear() {
    if (shown_) session_.err << "\r\x1b[K" << std::flush;
  }
  const Session& session_;
  std::size_t all_;
  std::size_t done_ = 0;
  std::set<std::string> running_;
  bool shown_ = false;
};

base::Done check_names(const spec::Lab& lab, const std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (const spec::Check& check : lab.checks) {
    known.push_back(check.id);
    known.insert(known.end(), check.tags.begin(), check.tags.end());
    if (const std::size_t dot = check.id.find('.'); dot != std::string::npos)
      known.push_back(check.id.substr(0, dot));
  }
  for (const std::string& name : names)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return base::fail(
          base::ErrorKind::Usage,
          message("the lab '{}' has no check and no tag '{}'",
                  "le labo « {} » n'a ni vérification ni étiquette « {} »", lab.id, name),
          {}, base::did_you_mean(name, known));
  return {};
}

fs::path default_key() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config != '\0') return fs::path(config) / "lab-check" / "key";
  const char* home = std::getenv("HOME");
  return fs::path(home != nullptr ? home : ".") / ".config" / "lab-check" / "key";
}

base::Done write_signed(const Options& options, const Session& session, const std::string& bytes) {
  const auto key =
      TRY(report::load_or_make_key(options.key.empty() ? default_key() : fs::path(options.key)));
  TRY(base::write_file(options.report, bytes));
  TRY(base::write_file(options.report + ".sig", report::signature_text(key, bytes)));
  session.err << session.say(message("signed report: {0} and {0}.sig, key {1}",
                                     "rapport signé : {0} et {0}.sig, clé {1}", options.report,
                                     formats::encode_base64(key.open)))
              << '\n';
  return {};
}

std::string formatted(const engine::RunResult& result, const Options& options,
                      const Session& session) {
  if (options.format == "json") return report::to_json(result, {options.challenge});
  if (options.format == "junit") return report::to_junit(result, session.locale);
  if (options.format == "tap") return report::to_tap(result, session.locale);
  if (options.format == "html") return report::to_html(result, session.locale, options.site);
  return report::to_text(result, {session.locale, session.colour, options.verbose, options.site});
}

base::Result<std::unique_ptr<Reference>> start_reference(const spec::Lab& lab,
                                                         const std::vector<std::string>& ids,
                                                         const std::string& catalog,
                                                         const Session& session) {
  const ReferenceData data = TRY(load_reference_data(catalog, session));
  std::vector<services::Fault> faults;
  for (const std::string& id : ids) faults.push_back(*TRY(services::find_fault(data.faults, id)));
  return Reference::start(lab, data, faults);
}

base::Result<Status> run(const Options& options, const std::string& catalog,
                         const Session& session) {
  const fs::path file = TRY(find_lab(options.lab, catalog, session));
  std::vector<base::Error> problems;
  const spec::Lab lab = TRY(spec::load_lab(file, problems));
  std::erase_if(problems,
                [](const base::Error& one) { return one.severity == base::Severity::Warning; });
  if (!problems.empty()) return report_problems(session, problems);
  TRY(check_names(lab, options.only));
  TRY(check_names(lab, options.skip));
  std::unique_ptr<Reference> reference;  // its services run as long as the checks
  if (options.reference || !options.faults.empty())
    reference = TRY(start_reference(lab, options.faults, catalog, session));
  Sources sources = options.sources;
  if (!options.practice.empty()) TRY(add_practice(options.practice, lab.id, sources));
  Gathered gathered =
      reference ? reference->values() : TRY(gather(lab, sources, session, problems));
  if (!problems.empty()) return report_problems(session, problems);

  engine::RunOptions run;
  run.values = std::move(gathered.values);
  run.secrets = std::move(gathered.secrets);
  run.only = {options.only.begin(), options.only.end()};
  run.skip = {options.skip.begin(), options.skip.end()};
  run.now = static_cast<std::int64_t>(std::time(nullptr));
  run.cancelled = session.cancelled;
  engine::add_run_values(run.values, formats::random_bytes(16), run.now);
  engine::RunResult result;
  {
    Progress progress(session, engine::selected(lab, run.only, run.skip).size());
    run.progress = [&](const spec::Check& check, const engine::CheckResult* ended) {
      progress.note(check, ended);
    };
    result = engine::run(lab, std::move(run));
  }
  session.out << formatted(result, options, session) << std::flush;
  if (!options.report.empty())
    TRY(write_signed(options, session, report::to_json(result, {options.challenge})));
  return static_cast<Status>(result.status());
}

}  // namespace

Command add_run(CLI::App& program, Session& session, const std::string& catalog) {
  CLI::App* command = program.add_subcommand(
      "run",
      session.say(message("run the checks of a lab", "exécuter les vérifications d'un labo")));
  const auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, auto& into, const base::Message& what) {
    return command->add_option(name, into, session.say(what));
  };
  add("lab", options->lab,
      message("the lab's id, or its file", "l'identifiant du labo, ou son fichier"))
      ->required();
  add("--var", options->sources.vars,
      message("a variable: NAME=VALUE", "une variable : NOM=VALEUR"))
      ->take_all()
      ->expected(1);
  add("--values", options->sources.values_file,
      message("a file of variables, as init writes it",
              "un fichier de variables, tel qu'écrit par init"));
  add("--env-file", options->sources.env_file,
      message("the .env file that holds the secrets", "le fichier .env qui contient les secrets"));
  add("--practice", options->practice,
      message("against the services of this folder: lab-services up --data FOLDER",
              "contre les services de ce dossier : lab-services up --data DOSSIER"));
  add("--only", options->only,
      message("only these checks or tags, and what they need",
              "seulement ces vérifications ou étiquettes, et ce dont elles ont besoin"))
      ->delimiter(',');
  add("--skip", options->skip,
      message("not these checks or tags", "pas ces vérifications ni étiquettes"))
      ->delimiter(',');
  add("--format", options->format,
      message("text, json, junit, tap, html", "text, json, junit, tap, html"))
      ->check(CLI::IsMember({"text", "json", "junit", "tap", "html"}));
  add("--report", options->report,
      message("write a signed report there", "écrire là un rapport signé"));
  add("--key", options->key,
      message("the key that signs (default: ~/.config/lab-check/key)",
              "la clé qui signe (par défaut : ~/.config/lab-check/key)"));
  add("--challenge", options->challenge,
      message("what the instructor gave for this report",
              "ce que le formateur a donné pour ce rapport"));
  add("--site", options->site,
      message("where the course is published", "l'adresse où le cours est publié"));
  command->add_flag(
      "--reference", options->reference,
      session.say(message("against services of its own, started here for this run",
                          "contre ses propres services, démarrés ici pour cette exécution")));
  add("--fault", options->faults,
      message("break those services in this way (lab-services faults lists the ways)",
              "mettre ces services en panne ainsi (lab-services faults donne la liste)"))
      ->delimiter(',');
  command->add_flag("--verbose", options->verbose,
                    session.say(message("everything that is known about a failure",
                                        "tout ce que l'on sait d'un échec")));
  command->footer(session.say(
      message("Examples:\n  lab-check run vps-exposure --var host=203.0.113.10\n"
              "  lab-check run supabase-through-kong --values my.toml --env-file .env\n"
              "  lab-check run mail --only security --format json",
              "Exemples :\n  lab-check run vps-exposure --var host=203.0.113.10\n"
              "  lab-check run supabase-through-kong --values mes.toml --env-file .env\n"
              "  lab-check run mail --only security --format json")));
  return {command, [options, &catalog, &session] {
            const auto done = run(*options, catalog, session);
            return done ? *done : report_failure(session, done.error());
          }};
}

}  // namespace lab_check
