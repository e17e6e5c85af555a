// The files of a theme: what lies in its folders, the site's own folder before the default one.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace theme {

struct File {
  std::string shown_as;  // the path for messages, as the folder was given
  std::string bytes;
};

// All files of the folders, by their path relative to the theme, '/' separated: the first folder's
// first. For everything but strings only the first counts. A folder that does not exist is an empty
// one.
using Files = std::map<std::string, std::vector<File>, std::less<>>;

base::Result<Files> read_files(const std::vector<std::filesystem::path>& folders);

// "templates/", ".mustache" -> the names between them, sorted.
std::vector<std::string> names_in(const Files& files, std::string_view folder,
                                  std::string_view extension);

}  // namespace theme
