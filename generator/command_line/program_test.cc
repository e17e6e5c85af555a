#include "generator/command_line/program.h"

#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>
#include <sstream>

using base::Locale;
using command_line::Program;

namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

// What a small program answers to a line: what it prints, the command that is to run, or its
// complaint and hint.
std::string answer(const std::string& line, Locale locale = Locale::En) {
  Program program({"tool", "1.2", {"It does things.", "Il fait des choses."}, {"The end.", "Fin."}},
                  locale);
  std::string format;
  int count = 0;
  CLI::App* build = program.parser().add_subcommand("build", "builds");
  build->add_option("--format", format, "format")->check(CLI::IsMember({"text", "json"}));
  build->add_option("--count", count, "count");
  CLI::App* check = program.parser().add_subcommand("check", "checks");
  std::string file;
  check->add_option("file", file, "file")->required();
  const auto said = program.parse(words_of(line));
  if (!said) return said.error().message.in(locale) + " / " + said.error().hint.in(locale);
  if (*said) return **said;
  const std::string colour = !program.colour()                          ? ""
                             : program.colour() == base::Colour::Always ? " in colour"
                                                                        : " plain";
  return (build->parsed() ? "build" : "check") + colour;
}

}  // namespace

TEST_CASE("a right line chooses a command") {
  CHECK(answer("build") == "build");
  CHECK(answer("build --format json --color never") == "build plain");
  CHECK(answer("--color always check x") == "check in colour");
  CHECK(answer("--version") == "tool 1.2\n");
}

TEST_CASE("a wrong line is told in our words") {
  struct Case {
    std::string line, said;
  };
  const auto c = GENERATE(values<Case>({
      {"", "a command is missing / see tool --help"},
      {"biuld", "no command 'biuld' / did you mean 'build'?"},
      {"--lang en biuld", "no command 'biuld' / did you mean 'build'?"},  // not 'en'
      {"--lang de", "'de' is no value of --lang / it takes one of: en,fr"},
      {"build x", "one argument too many: 'x' / see tool build --help"},
      {"build --fromat=json", "no option '--fromat' / did you mean '--format'?"},
      {"build --colr never", "no option '--colr' / did you mean '--color'?"},  // the program's
      {"build --format yaml", "'yaml' is no value of --format / it takes one of: text,json"},
      {"build --format jsn", "'jsn' is no value of --format / did you mean 'json'?"},
      {"build --format", "--format needs a value / see tool build --help"},
      {"build --count many",
       "that value cannot be: Could not convert: --count = many / see tool build --help"},
      {"check", "something is missing: file / see tool check --help"},
  }));
  CAPTURE(c.line);
  CHECK(answer(c.line) == c.said);
}

TEST_CASE("the help and the complaints are in the reader's language") {
  const std::string english = answer("--help"), french = answer("--help", Locale::Fr);
  CHECK(english.find("It does things.") == 0);
  CHECK(english.find("print this help") != std::string::npos);
  CHECK(french.find("Il fait des choses.") == 0);
  for (const char* words : {"Usage :", "COMMANDE", "Options :", "Commandes :", "Fin."}) {
    CAPTURE(words);
    CHECK(french.find(words) != std::string::npos);
  }
  CHECK(answer("check --help", Locale::Fr).find("Arguments :") != std::string::npos);
  CHECK(answer("biuld", Locale::Fr) == "aucune commande « biuld » / vouliez-vous dire « build » ?");
}
