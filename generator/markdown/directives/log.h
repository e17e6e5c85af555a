// <!-- log: id errors="…|…" --> a heading that names the symptom, then four parts under headings one level deeper <!-- /log -->
#pragma once

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
  base::Position at;
  base::Position end;
};

}  // namespace markdown
