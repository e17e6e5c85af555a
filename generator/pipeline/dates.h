// The stage that asks the repository: when each page was published and changed, by whom, and what
// its last changes were.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/base/result.h"
#include "generator/model/course.h"

namespace pipeline {

struct DatesOptions {
  std::filesystem::path content;
  std::filesystem::path cache;  // where the history is kept between builds; empty: nowhere
  bool authors = false;
  int changes = 0;
  unsigned jobs = 1;
};

struct DatesReport {
  std::vector<base::Message> notes;   // what a reader of the build should know, and is no fault
  std::vector<base::Error> problems;  // the repository is damaged: a warning
};

// The commit that the dates of a folder come from, or that there is none: as long as it is the
// same, the dates of unchanged files are. Cheap.
std::string revision_of(const std::filesystem::path& content);

// Fills `dates` of every half whose file is committed as it is on the disk. A file that was edited
// since has no dates: those of git are of another text.
DatesReport add_dates(model::Course& course, const DatesOptions& options);

}  // namespace pipeline
