// What labs need of the reference services: labs/services/references.toml, one table for each lab.
// And the files that a learner would have made, as they are when all is well: files/LAB/ beside it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "generator/base/result.h"
#include "labs/services/faults.h"

namespace services {

struct ReferenceOfLab {
  std::string lab;
  std::vector<std::string> services;
  std::map<std::string, std::string> vars;  // to be filled
  Settings set;                             // beyond a fresh .env
  Files files;
};

base::Result<std::vector<ReferenceOfLab>> load_references(const std::filesystem::path& file);

}  // namespace services
