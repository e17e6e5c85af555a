// lab-check verify, init, schema and completion.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/base/files.h"
#include "labs/cli/catalog.h"
#include "labs/cli/commands.h"
#include "labs/cli/values.h"
#include "labs/formats/json.h"
#include "labs/report/signed.h"
#include "labs/spec/schema.h"

namespace lab_check {
using base::message;
namespace fs = std::filesystem;
namespace {

struct VerifyOptions {
  std::string report;
  std::string key;
};

base::Result<Status> verify(const VerifyOptions& options, const Session& session) {
  const std::string bytes = TRY(base::read_file(options.report));
  const std::string signature = TRY(base::read_file(options.report + ".sig", 64u << 10));
  std::string key = options.key;
  std::error_code failed;
  if (!key.empty() && fs::exists(key, failed)) key = TRY(base::read_file(key, 4096));
  const auto verified = report::verify_report(bytes, signature, key);
  if (!verified) {
    session.err << base::describe(verified.error(), session.locale, {}, session.colour);
    return kFailed;
  }
  const text::Node report = TRY(formats::parse_json(bytes));
  const auto text = [&](std::string_view field) {
    const text::Node* found = report.find(field);
    return found != nullptr ? formats::plain(*found) : std::string("–");
  };
  session.out
      << session.say(message("unchanged since it was signed with the key {}",
                             "inchangé depuis sa signature avec la clé {}", verified->key))
      << '\n'
      << session.say(message("lab {} {}, digest {}", "labo {} {}, empreinte {}", text("lab"),
                             text("lab_version"), text("lab_digest")))
      << '\n'
      << session.say(message("nonce {}, challenge {}", "nonce {}, défi {}", text("nonce"),
                             text("challenge")))
      << '\n'
      << session.say(message(
             "This proves who signed and that nothing changed since, not that the checks were run "
             "honestly: run them again yourself.",
             "Cela prouve qui a signé et que rien n'a changé depuis, pas que les vérifications ont "
             "été faites honnêtement : refaites-les vous-même."))
      << '\n';
  return kPassed;
}

struct InitOptions {
  std::string lab;
  std::string file;
};

base::Result<Status> init(const InitOptions& options, const std::string& catalog,
                          const Session& session) {
  const fs::path file = TRY(find_lab(options.lab, catalog, session));
  std::vector<base::Error> problems;
  const spec::Lab lab = TRY(spec::load_lab(file, problems));
  const fs::path target =
      options.file.empty() ? fs::path(lab.id + ".values.toml") : fs::path(options.file);
  std::error_code failed;
  if (fs::exists(target, failed))
    return base::fail(
        base::ErrorKind::Usage,
        message("'{}' is there already", "« {} » existe déjà", target.generic_string()), {},
        {"name another file: --file", "nommez un autre fichier : --file"});
  std::string out = fmt::format("# {}\n", session.say(lab.title));
  for (const spec::Variable& variable : lab.variables) {
    const std::string proposal = variable.otherwise.value_or("");
    for (;;) {
      std::string prompt = fmt::format("{} ({})", session.say(variable.meaning), variable.name);
      if (!proposal.empty()) prompt += fmt::format(" [{}]", proposal);
      std::string value = ask(session, prompt + ": ", false);
      if (value.empty() && (variable.otherwise || variable.optional)) break;
      if (!session.in.good())
        return base::fail(base::ErrorKind::Usage,
                          message("there is no answer for '{}'",
                                  "il n'y a pas de réponse pour « {} »", variable.name));
      const auto good = engine::check_value(variable, value);
      if (good) {
        out += fmt::format("{} = {}\n", variable.name, formats::quote_json(value));
        break;
      }
      session.err << base::describe(good.error(), session.locale, {}, session.colour);
    }
  }
  for (const spec::Secret& secret : lab.secrets)
    out += session.say(message("# secret {0}: {1}, from the environment or --env-file",
                               "# secret {0} : {1}, depuis l'environnement ou --env-file",
                               secret.name, secret.environment)) +
           "\n";
  TRY(base::write_file(target, out));
  session.err << session.say(message("written: {}. Then: lab-check run {} --values {}",
                                     "écrit : {}. Ensuite : lab-check run {} --values {}",
                                     target.generic_string(), lab.id, target.generic_string()))
              << '\n';
  return kPassed;
}

std::string options_of(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) out += (out.empty() ? "--" : " --") + name;
  return out;
}

std::string labs_of(const std::string& catalog, const Session& session) {
  const auto folder = find_catalog(catalog, session);
  const auto files =
      folder ? lab_files(*folder) : base::Result<std::vector<fs::path>>(std::vector<fs::path>());
  std::string out;
  if (files)
    for (const fs::path& file : *files) out += " " + file.stem().string();
  return out;
}

// One function serves bash and, through bashcompinit, zsh.
void print_bash(const CLI::App& program, const std::string& labs, std::ostream& out) {
  std::string commands;
  for (const CLI::App* command : program.get_subcommands({})) commands += " " + command->get_name();
  out << "_lab_check() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} names=\n"
         "  if [ \"$COMP_CWORD\" = 1 ]; then\n    names='"
      << options_of(program) << commands << "'\n  else\n    case $command in\n";
  for (const CLI::App* command : program.get_subcommands({}))
    out << "      " << command->get_name() << ") names='" << options_of(*command) << labs
        << "' ;;\n";
  out << "    esac\n  fi\n"
         "  COMPREPLY=($(compgen -W \"$names\" -- \"$word\"))\n"
         "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "}\ncomplete -F _lab_check lab-check\n";
}

void print_fish(const CLI::App& program, const std::string& labs, std::ostream& out) {
  for (const CLI::App* command : program.get_subcommands({})) {
    out << "complete -c lab-check -n __fish_use_subcommand -f -a " << command->get_name() << '\n';
    for (const CLI::Option* option : command->get_options())
      for (const std::string& name : option->get_lnames())
        out << "complete -c lab-check -n '__fish_seen_subcommand_from " << command->get_name()
            << "' -l " << name << '\n';
  }
  out << "complete -c lab-check -n '__fish_seen_subcommand_from run lint init selftest' -f -a '"
      << labs << "'\n";
}

}  // namespace

Command add_verify(CLI::App& program, Session& session) {
  CLI::App* command =
      program.add_subcommand("verify", session.say(message("check the signature of a report",
                                                           "vérifier la signature d'un rapport")));
  const auto options = std::make_shared<VerifyOptions>();
  command
      ->add_option("report", options->report,
                   session.say(message("the report's file; FILE.sig stands beside it",
                                       "le fichier du rapport ; FICHIER.sig est à côté")))
      ->required();
  command->add_option(
      "--key", options->key,
      session.say(message("the key it must be signed with, or a file that holds it",
                          "la clé qui doit l'avoir signé, ou un fichier qui la contient")));
  return {command, [options, &session] {
            const auto done = verify(*options, session);
            return done ? *done : report_failure(session, done.error());
          }};
}

Command add_init(CLI::App& program, Session& session, const std::string& catalog) {
  CLI::App* command = program.add_subcommand(
      "init",
      session.say(message("ask for a lab's variables and write them to a file, without secrets",
                          "demander les variables d'un labo et les écrire, sans les secrets")));
  const auto options = std::make_shared<InitOptions>();
  command
      ->add_option("lab", options->lab,
                   session.say(message("the lab's id, or its file",
                                       "l'identifiant du labo, ou son fichier")))
      ->required();
  command->add_option("--file", options->file,
                      session.say(message("where to (default: LAB.values.toml)",
                                          "où écrire (par défaut : LABO.values.toml)")));
  return {command, [options, &catalog, &session] {
            const auto done = init(*options, catalog, session);
            return done ? *done : report_failure(session, done.error());
          }};
}

Command add_schema(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "schema",
      session.say(message("print the JSON Schema of lab files, for editors",
                          "afficher le JSON Schema des fichiers de labo, pour les éditeurs")));
  const auto library = std::make_shared<bool>(false);
  command->add_flag("--library", *library,
                    session.say(message("of library files", "des fichiers de bibliothèque")));
  return {command, [library, &session] {
            session.out << text::json_schema(*library ? spec::library_schema() : spec::lab_schema(),
                                             *library ? "lab library" : "lab", spec::languages());
            return kPassed;
          }};
}

Command add_completion(CLI::App& program, Session& session, const std::string& catalog) {
  CLI::App* command = program.add_subcommand(
      "completion", session.say(message("print the completion script of a shell",
                                        "afficher le script de complétion d'un shell")));
  const auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash, zsh, fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  return {command, [shell, &program, &catalog, &session] {
            const std::string labs = labs_of(catalog, session);
            if (*shell == "zsh") session.out << "autoload -U +X bashcompinit && bashcompinit\n";
            if (*shell == "fish")
              print_fish(program, labs, session.out);
            else
              print_bash(program, labs, session.out);
            return kPassed;
          }};
}

}  // namespace lab_check
