// What the site needs of the labs: their ids, titles and the checks they have. Read leniently:
// lab-check's own decoder is the strict one, and says what is wrong with a lab file.
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

// Every *.toml directly in `folder`; a file that cannot be read as a lab is left out.
Labs read_labs(const std::filesystem::path& folder, std::span<const std::string> languages);

// One lab file's text; an empty id when it is none, or its id is no slug.
LabSummary decode_lab(std::string_view source, std::span<const std::string> languages);

}  // namespace model
