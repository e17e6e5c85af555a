// atelier completion: the completion script of a shell, made from the commands and options
// themselves.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/cli/commands.h"
#include "generator/model/rules.h"

namespace cli {
using base::message;
namespace {

std::string names_of_options(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) out += (out.empty() ? "--" : " --") + name;
  return out;
}

std::string names_of_commands(const CLI::App& program) {
  std::string out;
  for (const CLI::App* command : program.get_subcommands({}))
    out += (out.empty() ? "" : " ") + command->get_name();
  return out;
}

std::string names_of_rules() {
  std::string out;
  for (const model::Rule& rule : model::rules())
    out += (out.empty() ? "" : " ") + std::string(rule.id);
  return out;
}

// One function serves bash and, through bashcompinit, zsh.
void print_bash(const CLI::App& program, std::ostream& out) {
  out << "_atelier() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} names=\n"
         "  if [ \"$COMP_CWORD\" = 1 ]; then\n"
      << "    names='" << names_of_commands(program) << " " << names_of_options(program) << "'\n"
      << "  else\n    case $command in\n";
  for (const CLI::App* command : program.get_subcommands({})) {
    std::string names = names_of_options(*command);
    if (command->get_name() == "explain") names += " " + names_of_rules();
    if (command->get_name() == "completion") names += " bash zsh fish";
    out << "      " << command->get_name() << ") names='" << names << "' ;;\n";
  }
  out << "    esac\n  fi\n"
         "  COMPREPLY=($(compgen -W \"$names\" -- \"$word\"))\n"
         "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "}\n"
         "complete -F _atelier atelier\n";
}

// A single-quoted word of fish.
std::string quote(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

void print_fish(const CLI::App& program, std::ostream& out) {
  for (const CLI::App* command : program.get_subcommands({})) {
    out << "complete -c atelier -n __fish_use_subcommand -f -a " << command->get_name() << " -d "
        << quote(command->get_description()) << '\n';
    for (const CLI::Option* option : command->get_options())
      for (const std::string& name : option->get_lnames())
        out << "complete -c atelier -n '__fish_seen_subcommand_from " << command->get_name()
            << "' -l " << name << " -d " << quote(option->get_description()) << '\n';
  }
  out << "complete -c atelier -n '__fish_seen_subcommand_from explain' -f -a '" << names_of_rules()
      << "'\n";
}

}  // namespace

Command add_completion(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "completion", session.say(message("print the completion script of a shell",
                                        "afficher le script de complétion d'un shell")));
  const auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash, zsh, fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer(
      session.say(message("Examples:\n  source <(atelier completion bash)\n  atelier completion "
                          "fish > ~/.config/fish/completions/atelier.fish",
                          "Exemples :\n  source <(atelier completion bash)\n  atelier completion "
                          "fish > ~/.config/fish/completions/atelier.fish")));
  return {command, [shell, &program, &session] {
            if (*shell == "zsh") session.out << "autoload -U +X bashcompinit && bashcompinit\n";
            if (*shell == "fish")
              print_fish(program, session.out);
            else
              print_bash(program, session.out);
            return kDone;
          }};
}

}  // namespace cli
