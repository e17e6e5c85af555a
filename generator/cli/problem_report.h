// The list of problems as people and programs want it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "generator/cli/session.h"

namespace cli {

enum class Format {
  Text,    // file:line:col, the line, a caret, a hint
  Json,    // {"problems": […], "errors": n, "warnings": n}
  Github,  // workflow commands that GitHub shows beside the lines
};

// The names --format takes.
const std::vector<std::string>& format_names();
Format format_of(std::string_view name);

// Text goes to `session.err`, the formats for programs to `session.out`. Files are read again for
// their lines.
void print_problems(const Session& session, std::span<const base::Error> problems, Format format);

// "3 errors, 1 warning", "aucun problème".
std::string count_problems(base::Locale locale, std::size_t errors, std::size_t warnings);

}  // namespace cli
