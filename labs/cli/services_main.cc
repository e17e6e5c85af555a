#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>

#include "labs/cli/services_commands.h"

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  const char* no_colour = std::getenv("NO_COLOR");  // no-color.org
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  lab_services::Session session{std::cout, std::cerr, std::cin, base::locale_from_environment()};
  session.colour = ::isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0')
                       ? base::Colour::Always
                       : base::Colour::Never;
  session.program = failed ? std::filesystem::path(words[0]) : program;
  return lab_services::run_lab_services({words + 1, words + count}, session);
}
