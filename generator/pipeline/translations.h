// How the translations of a course stand, and what has changed in an original since one was made.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/model/load.h"
#include "generator/pipeline/project.h"

namespace pipeline {

// Of a page in one language that is not its original's.
struct TranslationRow {
  std::string id;    // of the page
  std::string file;  // of the translation, below content/
  std::string language;
  std::string state;        // same, behind, missing, orphan
  std::size_t changed = 0;  // sections of the original; 0 also when they are not recorded
  std::size_t removed = 0;
  int of = 0;  // revision that was translated; 0: not recorded
  int rev = 1;
};
// In the order of the course; entries inside a logbook's file belong to the logbook.
std::vector<TranslationRow> translation_rows(const model::Course& course);

struct DiffLine {
  char mark = ' ';  // ' ', '-', '+'
  std::string text;
};
struct SectionDiff {
  std::string title;
  std::uint32_t line = 0;  // of the original's file as it is now; 0: it has it no more
  std::vector<DiffLine> lines;
};
struct TranslationDiff {
  std::string source;  // the original's file, as problems name it
  std::string commit;  // whose text was translated; empty when it is not known: then every line of
                       // a changed section is ' '
  std::string date;
  std::vector<SectionDiff> sections;
};

// What the original of the translation in `path` says now, section by section, against what it
// said. The text of then comes from the repository: the newest commit whose sections are those that
// the translation records.
base::Result<TranslationDiff> diff_translation(const Project& project, const model::Loaded& loaded,
                                               const std::filesystem::path& path);

// The lines of two texts: what both have, in order, and what only one has. Bounded; texts that
// would take too long differ as a whole.
std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after);

}  // namespace pipeline
