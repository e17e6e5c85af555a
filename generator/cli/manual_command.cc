// atelier manual: man pages made from the help texts of the commands themselves.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "generator/base/ascii.h"
#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/cli/commands.h"

namespace cli {
using base::message;
namespace fs = std::filesystem;
namespace {

// Text as man(7) reads it: no line begins a request, hyphens are hyphens to copy.
std::string roff(std::string_view text) {
  std::string out;
  bool first = true;
  for (const char c : text) {
    if (first && (c == '.' || c == '\'')) out += "\\&";
    first = c == '\n';
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  return out;
}

class Manual {
 public:
  Manual(const CLI::App& program, const Session& session) : program_(program), session_(session) {}

  // The page of a command, or of the program.
  std::string page(const CLI::App& command) const {
    const bool whole = &command == &program_;
    const std::string name = whole ? "atelier" : "atelier-" + command.get_name();
    std::string out = fmt::format(".TH {} 1 \"\" \"Atelier\"\n", base::upper(roff(name)));
    out += heading(message("NAME", "NOM"));
    out += fmt::format("{} \\- {}\n", roff(name), roff(command.get_description()));
    out += heading(message("SYNOPSIS", "SYNOPSIS"));
    out += synopsis(command, whole);
    out += arguments(command);
    out += options(command);
    if (whole) out += commands();
    out += footer(command.get_footer());
    out += heading(message("SEE ALSO", "VOIR AUSSI"));
    if (whole) {
      std::string list;
      for (const CLI::App* one : program_.get_subcommands({}))
        list += fmt::format("{}.BR atelier\\-{} (1)", list.empty() ? "" : " ,\n", one->get_name());
      out += list + "\n";
    } else {
      out += ".BR atelier (1)\n";
    }
    return out;
  }

 private:
  std::string heading(const base::Message& title) const {
    return fmt::format(".SH {}\n", session_.say(title));
  }

  std::string synopsis(const CLI::App& command, bool whole) const {
    std::string out =
        whole ? ".B atelier\n" : fmt::format(".B atelier {}\n", roff(command.get_name()));
    if (whole)
      return out + roff(session_.say(message("COMMAND [OPTIONS]", "COMMANDE [OPTIONS]"))) + "\n";
    for (const CLI::Option* option : command.get_options())
      if (option->get_positional())
        out += fmt::format("{}{}{}\n", option->get_required() ? "" : "[",
                           base::upper(roff(option->get_name(true))), option->get_required() ? "" : "]");
    return out + "[OPTIONS]\n";
  }

  std::string arguments(const CLI::App& command) const {
    std::string out;
    for (const CLI::Option* option : command.get_options())
      if (option->get_positional())
        out += fmt::format(".TP\n.I {}\n{}\n", base::upper(roff(option->get_name(true))),
                           roff(option->get_description()));
    return out.empty() ? out : heading(message("ARGUMENTS", "ARGUMENTS")) + out;
  }

  std::string options(const CLI::App& command) const {
    std::string out;
    for (const CLI::Option* option : command.get_options()) {
      if (option->get_positional()) continue;
      std::string names;
      for (const std::string& name : option->get_snames())
        names += fmt::format("{}\\-{}", names.empty() ? "" : ", ", name);
      for (const std::string& name : option->get_lnames())
        names += fmt::format("{}\\-\\-{}", names.empty() ? "" : ", ", roff(name));
      out += fmt::format(".TP\n.B {}\n{}\n", names, roff(option->get_description()));
    }
    return out.empty() ? out : heading(message("OPTIONS", "OPTIONS")) + out;
  }

  std::string commands() const {
    std::string out = heading(message("COMMANDS", "COMMANDES"));
    for (const CLI::App* command : program_.get_subcommands({}))
      out += fmt::format(".TP\n.B {}\n{}\n", roff(command->get_name()),
                         roff(command->get_description()));
    return out;
  }

  // Paragraphs; lines that begin with spaces are examples.
  std::string footer(const std::string& text) const {
    if (text.empty()) return {};
    std::string out = heading(message("DESCRIPTION", "DESCRIPTION"));
    bool example = false;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = std::string_view(text).substr(at, end - at);
      at = end + 1;
      const bool indented = line.starts_with("  ");
      if (indented && !example) out += ".PP\n.nf\n";
      if (!indented && example) out += ".fi\n";
      example = indented;
      out += line.empty() ? std::string(".PP\n") : roff(line) + "\n";
    }
    return example ? out + ".fi\n" : out;
  }

  const CLI::App& program_;
  const Session& session_;
};

struct ManualCommand {
  std::string command;
  std::string out;
};

Status run(const ManualCommand& options, const CLI::App& program, const Session& session) {
  const Manual manual(program, session);
  const auto commands = program.get_subcommands({});
  if (options.out.empty()) {
    const CLI::App* shown = &program;
    std::vector<std::string> names;
    for (const CLI::App* command : commands) {
      names.push_back(command->get_name());
      if (command->get_name() == options.command) shown = command;
    }
    if (!options.command.empty() && shown == &program)
      return report_failure(session,
                            {base::ErrorKind::Usage,
                             message("no command '{}'", "aucune commande « {} »", options.command),
                             {},
                             base::did_you_mean(options.command, names)});
    session.out << manual.page(*shown);
    return kDone;
  }
  const fs::path folder = session.locale == base::Locale::Fr ? fs::path(options.out) / "fr" / "man1"
                                                             : fs::path(options.out) / "man1";
  std::vector<std::pair<std::string, const CLI::App*>> pages = {{"atelier.1", &program}};
  for (const CLI::App* command : commands)
    pages.emplace_back(fmt::format("atelier-{}.1", command->get_name()), command);
  for (const auto& [name, command] : pages) {
    const auto done = base::write_file(folder / name, manual.page(*command));
    if (!done) return report_failure(session, done.error());
  }
  session.err << session.say(message("{} pages -> {}", "{} pages -> {}", pages.size(),
                                     folder.generic_string()))
              << '\n';
  return kDone;
}

}  // namespace

Command add_manual(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "manual", session.say(message("print the manual as pages for man",
                                    "afficher le manuel en pages pour man")));
  const auto options = std::make_shared<ManualCommand>();
  command->add_option("command", options->command,
                      session.say(message("the command (default: the program)",
                                          "la commande (par défaut : le programme)")));
  command->add_option("-o,--out", options->out,
                      session.say(message("write all pages into this folder",
                                          "écrire toutes les pages dans ce dossier")));
  command->footer(session.say(message(
      "The pages are made from the same texts as --help, in the language of the program.\n\n"
      "Examples:\n  atelier manual build | man -l -\n  atelier manual --out ~/.local/share/man",
      "Les pages sont faites des mêmes textes que --help, dans la langue du programme.\n\n"
      "Exemples :\n  atelier --lang fr manual build | man -l -\n  atelier --lang fr manual --out "
      "~/.local/share/man")));
  return {command, [options, &program, &session] { return run(*options, program, session); }};
}

}  // namespace cli
