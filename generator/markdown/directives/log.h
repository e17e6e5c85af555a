// <!-- log: id errors="…|…" --> a heading that names the symptom, then four parts under headings one level deeper <!-- /log -->
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/markdown/inline.h"

namespace markdown {

enum class LogPart { Problem, Diagnosis, Solution, Prevention };

struct LogSection {
  LogPart part = LogPart::Problem;
  Inlines heading;  // as written, in the page's language
  Blocks blocks;
  base::Position at;
};

struct Log {
  std::string id;
  std::vector<std::string> errors;  // as the program prints them
  Inlines heading;
  int level = 2;
  Blocks lead;
  std::vector<LogSection> sections;
  base::Position heading_at;
  base::Position at;   // of the opening comment
  base::Position end;  // behind the closing one
};

// The part that a heading names, in French or English, accents and case aside: also for an entry in a file of its own.
std::optional<LogPart> find_log_part(std::string_view title);

}  // namespace markdown
