// The command line of a program that has commands (CLI11), the same for all of ours: what its help
// begins and ends with, --help, --version, --lang and --color, and the parser's complaints as our
// errors, in both languages.
//
//   Program program({"atelier", "0.1.0", message(…), message(…)}, locale);
//   … each command is added to program.parser() …
//   const auto answer = program.parse(arguments);
//   an error: the line is wrong; a text: it was asked for, and is all; else the chosen command runs
//
// The language must be known before the help is made: base::find_locale(). One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "generator/base/error.h"
#include "generator/base/result.h"

namespace CLI {
class App;
}

namespace command_line {

struct About {
  std::string name;
  std::string version;
  base::Message what;    // the first sentence of the help
  base::Message footer;  // its end: examples, exit statuses
};

class Program {
 public:
  Program(About about, base::Locale locale);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // For the commands and options that are the program's own.
  CLI::App& parser();

  // `arguments` are without the program's name. Once, after all commands are there.
  base::Result<std::optional<std::string>> parse(const std::vector<std::string>& arguments);
  // What --color asked for, after parse(); nothing when it is left to who looks.
  std::optional<base::Colour> colour() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace command_line
