// Project: where the parts of a course lie on disk.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/base/result.h"

namespace pipeline {

struct Project {
  std::filesystem::path root;  // the folder that holds content/course.toml
  std::string
      content_shown_as;  // how problems name the content folder: "content", "../course/content"
  std::string site_shown_as;  // the same for site/site.toml
  std::filesystem::path content() const { return root / "content"; }
  std::filesystem::path labs() const { return root / "labs" / "catalog"; }
  std::filesystem::path faults() const { return root / "labs" / "services" / "faults.toml"; }
  std::filesystem::path deny_list() const { return root / ".atelier-deny"; }
  std::filesystem::path site_toml() const { return root / "site" / "site.toml"; }
  std::filesystem::path static_files() const { return root / "site" / "static"; }
  std::filesystem::path public_folder() const { return root / "site" / "public"; }
  // What a build leaves for other commands; nothing of it belongs to the site. Made when needed.
  std::filesystem::path build;
  std::filesystem::path search_database() const { return build / "search.db"; }
  std::filesystem::path build_cache() const { return build / "build.db"; }
  std::filesystem::path
      default_theme;  // themes/default: the project's, or the one that came with the program
};

// The project of `start`: that folder, or the nearest one above it, that holds content/course.toml.
// `program` is the running executable, beside which the default theme is looked for when the
// project has none.
base::Result<Project> find_project(const std::filesystem::path& start,
                                   const std::filesystem::path& program);

}  // namespace pipeline
