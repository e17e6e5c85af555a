#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "labs/cli/commands.h"

namespace {

std::atomic<bool> cancelled = false;

// The first Ctrl-C ends the run with what is known; the second ends the program.
void on_interrupt(int) {
  cancelled = true;
  std::signal(SIGINT, SIG_DFL);
}

}  // namespace

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  // Without SA_RESTART, so that Ctrl-C also ends a question.
  struct sigaction interrupt = {};
  interrupt.sa_handler = on_interrupt;
  ::sigaction(SIGINT, &interrupt, nullptr);
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  const char* no_colour = std::getenv("NO_COLOR");  // no-color.org
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  lab_check::Session session{std::cout, std::cerr, std::cin, base::locale_from_environment()};
  session.colour = ::isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0')
                       ? base::Colour::Always
                       : base::Colour::Never;
  session.live = terminal;
  session.can_ask = ::isatty(STDIN_FILENO) == 1 && terminal;
  session.program = failed ? std::filesystem::path(words[0]) : program;
  session.cancelled = &cancelled;
  return lab_check::run_lab_check({words + 1, words + count}, session);
}
