// What the site needs of the labs: their ids, titles, the checks they have and the breakdowns that
// can be practised. Read leniently: lab-check's own decoder is the strict one, and says what is
// wrong with a lab file.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "generator/model/course.h"

namespace model {

struct Labs {
  std::vector<LabSummary> labs;  // by id
  bool known = false;  // false: there is no such folder, and nothing can be said about a lab
};

// Every *.toml directly in `folder`; a file that cannot be read as a lab is left out. Their
// breakdowns stand in services/faults.toml beside the folder, if there is one.
Labs read_labs(const std::filesystem::path& folder, std::span<const std::string> languages);

// One lab file's text; an empty id when it is none, or its id is no slug.
// `faults`: the text of faults.toml.
LabSummary decode_lab(std::string_view source, std::span<const std::string> languages,
                      std::string_view faults = {});

}  // namespace model
