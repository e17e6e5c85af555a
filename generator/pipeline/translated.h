// "This translation is up to date": the record of its original's sections, written into its front
// matter.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "generator/model/load.h"
#include "generator/pipeline/project.h"

namespace pipeline {

struct Translated {
  std::string file;    // as problems name it: "content/lessons/net/dns/lesson.en.md"
  std::string source;  // its original's file: "lesson.fr.md"
  int rev = 1;
  std::size_t sections = 0;
  bool changed = false;  // false: the record was there already
};

// The course as recording needs it: drafts too. Enough for any number of records.
base::Result<model::Loaded> load_for_records(const Project& project);

// Records that the translation in `path` was made from its original as it is now or, when `from` is
// not empty, as it was at that commit. Only the line of the front matter that says where the
// translation comes from is rewritten. Refuses what is no translation, and a pair with errors.
base::Result<Translated> record_translation(const Project& project, const model::Loaded& loaded,
                                            const std::filesystem::path& path,
                                            std::string_view from = {});

// `source` with that record in its front matter, every other byte as it was. A translation that
// said nothing of where it comes from says that it is a draft by a person.
base::Result<std::string> with_record(std::string_view source, std::string_view file,
                                      const model::Translation& record);

}  // namespace pipeline
