// Where labs are: the catalog's folder, and one lab by its id or its file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "labs/cli/session.h"
#include "labs/spec/load.h"

namespace lab_check {

// The folder given, else labs/catalog here, else the one beside the program.
base::Result<std::filesystem::path> find_catalog(const std::string& given, const Session& session);

// The lab files directly in the catalog, sorted.
base::Result<std::vector<std::filesystem::path>> lab_files(const std::filesystem::path& catalog);

// A file's path or an id in the catalog; an unknown one is told with the nearest.
base::Result<std::filesystem::path> find_lab(const std::string& written, const std::string& catalog,
                                             const Session& session);

}  // namespace lab_check
