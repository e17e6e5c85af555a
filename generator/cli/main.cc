#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "generator/cli/commands.h"

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, not an end without a word
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  const char* no_colour = std::getenv("NO_COLOR");  // no-color.org
  std::error_code failed;
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  const auto colour_of = [&](int stream) {
    const bool wanted = ::isatty(stream) == 1 && (no_colour == nullptr || *no_colour == '\0');
    return wanted ? base::Colour::Always : base::Colour::Never;
  };
  const cli::Session session{std::cout,
                             std::cerr,
                             base::locale_from_environment(),
                             colour_of(STDERR_FILENO),
                             colour_of(STDOUT_FILENO),
                             terminal,
                             failed ? std::filesystem::path(words[0]) : program,
                             ::isatty(STDIN_FILENO) == 1 ? &std::cin : nullptr};
  return cli::run_atelier({words + 1, words + count}, session);
}
