// From a lab file to a Lab: read, checked against the schema, library files taken in, every line
// parsed, and the whole linted. Nothing is contacted. All problems are reported together.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/spec/lab.h"

namespace spec {

// Gives the bytes of a library file by the name that `use` wrote, or an error.
using ReadFile = std::function<base::Result<std::string>(std::string_view name)>;

// Problems have the rules "toml", "schema", "expectation", "needs", "capture", "variable",
// "reason", "cause", "library", "page". The lab is only to be used when none of them is an error.
Lab decode_lab(std::string_view source, std::string_view file, const ReadFile& read,
               std::vector<base::Error>& problems);

// The same from the disk; library files are looked for beside it. The error says that the file
// cannot be read.
base::Result<Lab> load_lab(const std::filesystem::path& file, std::vector<base::Error>& problems);

// Problems that need more than one part of the lab: unknown needs, cycles, captures that nobody may
// see, unused ones, unknown reasons, causes that name no check. Called by decode_lab.
void lint_lab(const Lab& lab, std::vector<base::Error>& problems);

// Pages that the course in `content` does not have.
void lint_pages(const Lab& lab, const std::filesystem::path& content,
                std::vector<base::Error>& problems);

}  // namespace spec
