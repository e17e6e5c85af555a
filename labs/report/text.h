// A run for people, on a terminal or in a file: what passed in one line each, what failed with what
// was expected, seen and said, the cause and the repair; what waits for it in one line.
#pragma once

#include <string>

#include "labs/engine/result.h"

namespace report {

struct TextOptions {
  base::Locale locale = base::Locale::En;
  base::Colour colour = base::Colour::Never;
  bool verbose = false;  // every miss, and the command that reproduces it
  std::string site;      // where the course is published; empty: pages are named as they are
};

std::string to_text(const engine::RunResult& result, const TextOptions& options);
// The part about one check, as `explain` shows it too.
std::string check_text(const engine::CheckResult& check, const TextOptions& options);

// A stranger's text for a terminal: control characters and marks that turn the direction are '·'.
std::string printable(std::string_view text);
// "logbooks/x#part" -> "fr/logbooks/x.html#part", behind the site's address when there is one.
std::string page_address(std::string_view page, base::Locale locale, std::string_view site = {});
// "2 checks wait", in the right number: English 0 checks, 1 check; French 0 vérification.
std::string counted(base::Locale locale, std::size_t n, const base::Message& one,
                    const base::Message& many);
// "9 passed, 1 failed, 3 blocked".
std::string summary(const engine::Counts& counts, base::Locale locale);

}  // namespace report
