// What labs need of the reference services: labs/services/references.toml, one table for each lab.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "generator/base/result.h"

namespace services {

struct ReferenceOfLab {
  std::string lab;
  std::vector<std::string> services;
  std::map<std::string, std::string> vars;  // to be filled
};

base::Result<std::vector<ReferenceOfLab>> load_references(const std::filesystem::path& file);

}  // namespace services
