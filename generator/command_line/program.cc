#include "generator/command_line/program.h"

#include <CLI/CLI.hpp>

#include "generator/base/nearest.h"

namespace command_line {
using base::message;
namespace {

void translate_labels(CLI::App& program) {
  const auto formatter = program.get_formatter();
  formatter->label("Usage", "Usage ");
  formatter->label("OPTIONS", "OPTIONS");
  formatter->label("SUBCOMMAND", "COMMANDE");
  formatter->label("Positionals", "Arguments ");
  formatter->label("REQUIRED", "OBLIGATOIRE");
  formatter->label("TEXT", "TEXTE");
  formatter->label("UINT", "NOMBRE");
  formatter->label("Excludes", "Exclut");
  formatter->label("Needs", "Demande");
}

// A French colon has a space before it; the help writes the colon.
void translate_groups(CLI::App& program) {
  for (CLI::App* command : program.get_subcommands({})) {
    command->group("Commandes ");
    command->get_help_ptr()->group("Options ");
  }
}

std::vector<std::string> commands_of(const CLI::App& program) {
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

// Options may stand behind the command and be the program's.
std::vector<std::string> options_of(const CLI::App& program, const CLI::App& command) {
  std::vector<std::string> names = options_of(command);
  for (std::string& name : options_of(program)) names.push_back(std::move(name));
  return names;
}

bool takes_value(const CLI::App& program, const std::string& word) {
  const CLI::Option* option = program.get_option_no_throw(word);
  return option != nullptr && option->get_expected_min() > 0;
}

// The first word that is no option: what the user took for a command.
std::string first_word(const CLI::App& program, const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].starts_with('-')) return arguments[i];
    if (takes_value(program, arguments[i])) ++i;
  }
  return {};
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
  const std::string names = words.substr(middle + 9, words.size() - middle - 10);
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

base::Error too_much(const CLI::App& program, const CLI::App& command) {
  base::Error error{base::ErrorKind::Usage, {}, {}, {}};
  const std::vector<std::string> left = program.remaining(true);
  const std::string word = left.empty() ? std::string() : left.front();
  if (!word.starts_with('-')) {
    error.message = message("one argument too many: '{}'", "un argument de trop : « {} »", word);
    return error;
  }
  const std::string name = word.substr(0, word.find('='));
  error.message = message("no option '{}'", "aucune option « {} »", name);
  error.hint = base::did_you_mean(name, options_of(program, command));
  return error;
}

base::Error wrong_usage(const CLI::App& program, const std::vector<std::string>& arguments,
                        const CLI::ParseError& complaint) {
  base::Error error{base::ErrorKind::Usage, {}, {}, {}};
  const auto chosen = program.get_subcommands();
  const CLI::App& command = chosen.empty() ? program : *chosen.front();
  const std::string words = complaint.what();
  const std::string first = chosen.empty() ? first_word(program, arguments) : std::string();
  if (!first.empty()) {
    error.message = message("no command '{}'", "aucune commande « {} »", first);
    error.hint = base::did_you_mean(first, commands_of(program));
  } else if (dynamic_cast<const CLI::ExtrasError*>(&complaint) != nullptr) {
    error = too_much(program, command);
  } else if (complaint.get_name() == "RequiredError") {
    error.message = chosen.empty() ? message("a command is missing", "il manque une commande")
                                   : message("something is missing: {}", "il manque : {}",
                                             words.substr(0, words.find(' ')));
  } else if (complaint.get_name() == "ArgumentMismatch") {
    error.message =
        message("{} needs a value", "{} attend une valeur", words.substr(0, words.find(':')));
  } else {
    error = wrong_value(words);
  }
  if (error.hint.empty()) {
    const std::string line =
        chosen.empty() ? fmt::format("{} --help", program.get_name())
                       : fmt::format("{} {} --help", program.get_name(), command.get_name());
    error.hint = message("see {}", "voir {}", line);
  }
  return error;
}

}  // namespace

struct Program::State {
  State(About given, base::Locale in)
      : about(std::move(given)), locale(in), app(about.what.in(in), about.name) {}

  About about;
  base::Locale locale;
  CLI::App app;
  std::string language;  // taken already; here to be checked
  std::string colour;

  const std::string& say(const base::Message& words) const { return words.in(locale); }
};

Program::Program(About about, base::Locale locale)
    : state_(std::make_unique<State>(std::move(about), locale)) {
  State& state = *state_;
  CLI::App& app = state.app;
  if (locale == base::Locale::Fr) {
    translate_labels(app);
    app.option_defaults()->group("Options ");  // commands inherit it
  }
  app.set_help_flag("-h,--help", state.say({"print this help", "afficher cette aide"}));
  app.set_version_flag("--version", state.about.version,
                       state.say({"print the version", "afficher la version"}));
  app.require_subcommand(1);
  app.add_option("--lang", state.language,
                 state.say({"language of the program: en, fr (default: the locale's)",
                            "langue du programme : en, fr (par défaut : celle du système)"}))
      ->check(CLI::IsMember({"en", "fr"}));
  app.add_option("--color", state.colour,
                 state.say({"auto, always, never", "auto, always (toujours), never (jamais)"}))
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.footer(state.say(state.about.footer));
  app.fallthrough();
}
Program::~Program() = default;

CLI::App& Program::parser() { return state_->app; }

base::Result<std::optional<std::string>> Program::parse(const std::vector<std::string>& arguments) {
  CLI::App& app = state_->app;
  if (state_->locale == base::Locale::Fr) translate_groups(app);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return std::optional(chosen.empty() ? app.help() : chosen.front()->help(state_->about.name));
  } catch (const CLI::CallForVersion&) {
    return std::optional(fmt::format("{} {}\n", state_->about.name, state_->about.version));
  } catch (const CLI::ParseError& complaint) {
    return base::fail(wrong_usage(app, arguments, complaint));
  }
  return std::optional<std::string>();
}

std::optional<base::Colour> Program::colour() const {
  if (state_->colour == "always") return base::Colour::Always;
  if (state_->colour == "never") return base::Colour::Never;
  return {};
}

}  // namespace command_line
