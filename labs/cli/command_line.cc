#include "labs/cli/command_line.h"

#include <CLI/CLI.hpp>

#include "generator/base/nearest.h"

namespace lab_check {
using base::message;
namespace {

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

std::string first_word(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--lang" || arguments[i] == "--color" || arguments[i] == "--catalog")
      ++i;
    else if (!arguments[i].starts_with('-'))
      return arguments[i];
  }
  return {};
}

}  // namespace

void translate_help(CLI::App& program) {
  const auto formatter = program.get_formatter();
  formatter->label("Usage", "Usage ");
  formatter->label("SUBCOMMAND", "COMMANDE");
  formatter->label("Positionals", "Arguments ");
  formatter->label("REQUIRED", "OBLIGATOIRE");
  formatter->label("Excludes", "Exclut");
  formatter->label("Needs", "Demande");
  formatter->label("UINT", "NOMBRE");
  formatter->label("TEXT", "TEXTE");
}

base::Error wrong_usage(const CLI::App& program, const std::vector<std::string>& arguments,
                        const CLI::ParseError& complaint) {
  base::Error error{base::ErrorKind::Usage, {}, {}, {}};
  const auto chosen = program.get_subcommands();
  const CLI::App& command = chosen.empty() ? program : *chosen.front();
  const std::string words = complaint.what();
  const std::string word = words.substr(words.rfind(' ') + 1);
  if (chosen.empty() && !first_word(arguments).empty()) {
    error.message = message("no command '{}'", "aucune commande « {} »", first_word(arguments));
    error.hint = base::did_you_mean(first_word(arguments), commands_of(program));
  } else if (chosen.empty()) {
    error.message = message("a command is missing", "il manque une commande");
  } else if (dynamic_cast<const CLI::ExtrasError*>(&complaint) != nullptr) {
    if (word.starts_with('-')) {
      error.message = message("no option '{}'", "aucune option « {} »", word);
      error.hint = base::did_you_mean(word.substr(0, word.find('=')), options_of(command));
    } else {
      error.message = message("one argument too many: '{}'", "un argument de trop : « {} »", word);
    }
  } else if (complaint.get_name() == "RequiredError") {
    error.message = message("something is missing: {}", "il manque quelque chose : {}",
                            words.substr(0, words.find(' ')));
  } else {
    error.message = message("that value cannot be: {}", "cette valeur est impossible : {}", words);
  }
  if (error.hint.empty()) {
    const std::string line =
        chosen.empty() ? fmt::format("{} --help", program.get_name())
                       : fmt::format("{} {} --help", program.get_name(), command.get_name());
    error.hint = message("see {}", "voir {}", line);
  }
  return error;
}

}  // namespace lab_check
