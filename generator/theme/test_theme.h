// For tests: themes made of a few files on disk, and what loading them reports.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "generator/base/files.h"
#include "generator/theme/theme.h"

namespace theme {

// A folder of its own, gone at the end.
class TestFolder {
 public:
  using Files = std::map<std::string, std::string>;  // path -> text
  explicit TestFolder(const Files& files) {
    static int number = 0;
    path_ = std::filesystem::temp_directory_path() /
            fmt::format("atelier-theme-{}-{}", getpid(), number++);
    std::filesystem::create_directories(path_);
    for (const auto& [name, bytes] : files) (void)base::write_file(path_ / name, bytes);
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The problems as a reader sees them, with "own" for the folder's path.
inline std::string reports(std::vector<base::Error> problems, const TestFolder& folder,
                           base::Locale locale) {
  std::sort(problems.begin(), problems.end(), base::before);
  std::string all;
  for (const base::Error& problem : problems) all += base::describe(problem, locale);
  const std::string path = folder.path().generic_string();
  for (std::size_t at = all.find(path); at != std::string::npos; at = all.find(path))
    all.replace(at, path.size(), "own");
  return all;
}

}  // namespace theme
