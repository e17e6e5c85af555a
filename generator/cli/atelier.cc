// The program's command line: global options, the choice of the command, and the parser's
// complaints in both languages.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/base/nearest.h"
#include "generator/base/arguments.h"
#include "generator/cli/commands.h"

namespace cli {
using base::message;
namespace {

constexpr std::string_view kVersion = "0.1.0";

// --lang must be known before the help texts are made, so it is looked for ahead of the parser.
void translate_help(CLI::App& program) {
  const auto formatter = program.get_formatter();
  formatter->label("Usage", "Usage ");
  formatter->label("OPTIONS", "OPTIONS");
  formatter->label("SUBCOMMAND", "COMMANDE");
  formatter->label("Positionals", "Arguments ");
  formatter->label("REQUIRED", "OBLIGATOIRE");
  formatter->label("TEXT", "TEXTE");
  formatter->label("UINT", "NOMBRE");
}

std::vector<std::string> names_of(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

// "--format: yaml not in {text,json,github}", the parser's own words, taken apart.
base::Error wrong_value(const std::string& words) {
  base::Error error{base::ErrorKind::Usage,
                    message("that value cannot be: {}", "cette valeur est impossible : {}", words),
                    {},
                    {}};
  const std::size_t colon = words.find(": ");
  const std::size_t middle = words.find(" not in {");
  if (colon == std::string::npos || middle == std::string::npos || middle < colon ||
      !words.ends_with('}'))
    return error;
  const std::string option = words.substr(0, colon);
  const std::string value = words.substr(colon + 2, middle - colon - 2);
  std::string names = words.substr(middle + 9, words.size() - middle - 10);
  std::vector<std::string> known;
  for (std::size_t begin = 0; begin <= names.size();) {
    const std::size_t end = std::min(names.find(',', begin), names.size());
    known.push_back(names.substr(begin, end - begin));
    begin = end + 1;
  }
  error.message =
      message("'{}' is no value of {}", "« {} » n'est pas une valeur de {}", value, option);
  error.hint = base::did_you_mean(value, known);
  if (error.hint.empty())
    error.hint = message("it takes one of: {}", "valeurs possibles : {}", names);
  return error;
}

// The first word that is no option: what the user took for a command.
std::string first_word(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--lang" || arguments[i] == "--color")
      ++i;
    else if (!arguments[i].starts_with('-'))
      return arguments[i];
  }
  return {};
}

// The parser's exception as one of our errors.
base::Error wrong_usage(const CLI::App& program, const std::vector<std::string>& arguments,
                        const CLI::ParseError& complaint) {
  base::Error error{base::ErrorKind::Usage, {}, {}, {}};
  const auto chosen = program.get_subcommands();
  const CLI::App& command = chosen.empty() ? program : *chosen.front();
  const std::string words = complaint.what();
  if (chosen.empty() && !first_word(arguments).empty()) {
    error.message = message("no command '{}'", "aucune commande « {} »", first_word(arguments));
    error.hint = base::did_you_mean(first_word(arguments), names_of(program));
  } else if (dynamic_cast<const CLI::ExtrasError*>(&complaint) != nullptr) {
    const std::size_t colon = words.rfind(": ");
    const std::string word = colon == std::string::npos ? words : words.substr(colon + 2);
    if (word.starts_with('-')) {
      error.message = message("no option '{}'", "aucune option « {} »", word);
      error.hint = base::did_you_mean(word.substr(0, word.find('=')), options_of(command));
    } else {
      error.message = message("one argument too many: '{}'", "un argument de trop : « {} »", word);
    }
  } else if (complaint.get_name() == "RequiredError") {
    error.message =
        chosen.empty() ? message("a command is missing", "il manque une commande")
                       : message("something is missing: {}", "il manque quelque chose : {}", words);
  } else if (complaint.get_name() == "ValidationError" ||
             complaint.get_name() == "ConversionError") {
    error = wrong_value(words);
  } else {
    error.message = message("{}", "ligne de commande : {}", words);
  }
  if (error.hint.empty()) {
    const std::string line =
        chosen.empty() ? "atelier --help" : fmt::format("atelier {} --help", command.get_name());
    error.hint = message("see {}", "voir {}", line);
  }
  return error;
}

}  // namespace

Status report_failure(const Session& session, const base::Error& error) {
  session.err << base::describe(error, session.locale, {}, session.colour);
  return error.kind == base::ErrorKind::Usage ? kUsage : kCouldNotRun;
}

Status run_atelier(const std::vector<std::string>& arguments, Session session) {
  session.locale = base::find_locale(arguments, session.locale);
  CLI::App program(
      session.say(message("Atelier makes a website of a bilingual course written in Markdown.",
                          "Atelier fait un site d'un cours bilingue écrit en Markdown.")),
      "atelier");
  if (session.locale == base::Locale::Fr) {
    translate_help(program);
    program.option_defaults()->group(
        "Options ");  // subcommands inherit it; the help writes "Options :"
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
  std::string colour;
  program
      .add_option(
          "--color", colour,
          session.say(message("auto, always, never", "auto, always (toujours), never (jamais)")))
      ->check(CLI::IsMember({"auto", "always", "never"}));
  program.footer(
      session.say(message("atelier COMMAND --help says more. Exit status: 0 done, 1 problems "
                          "found, 2 wrong usage, 3 could not run.",
                          "atelier COMMANDE --help en dit plus. Statut de sortie : 0 fait, 1 "
                          "problèmes trouvés, 2 mauvais usage, 3 impossible d'exécuter.")));
  program.fallthrough();

  const std::vector<Command> commands = {
      add_build(program, session),        add_check(program, session),
      add_serve(program, session),        add_search(program, session),
      add_bundle(program, session),       add_publish(program, session),
      add_new(program, session),          add_import(program, session),
      add_translations(program, session), add_translated(program, session),
      add_export(program, session),       add_manual(program, session),
      add_explain(program, session),      add_completion(program, session)};
  if (session.locale == base::Locale::Fr)
    for (const Command& command : commands) {
      command.app->group("Commandes ");
      command.app->get_help_ptr()->group("Options ");
    }
  try {
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = program.get_subcommands();
    session.out << (chosen.empty() ? program.help() : chosen.front()->help("atelier"));
    return kDone;
  } catch (const CLI::CallForVersion&) {
    session.out << "atelier " << kVersion << '\n';
    return kDone;
  } catch (const CLI::ParseError& complaint) {
    return report_failure(session, wrong_usage(program, arguments, complaint));
  }
  if (colour == "always") session.colour = session.out_colour = base::Colour::Always;
  if (colour == "never") session.colour = session.out_colour = base::Colour::Never;
  for (const Command& command : commands)
    if (command.app->parsed()) return command.run();
  return kUsage;
}

}  // namespace cli
