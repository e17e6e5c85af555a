#include "generator/theme/files.h"

#include "generator/base/files.h"

namespace theme {

namespace {

constexpr std::uintmax_t kMaximumBytes = 4u << 20;

}  // namespace

base::Result<Files> read_files(const std::vector<std::filesystem::path>& folders) {
  Files files;
  for (const std::filesystem::path& folder : folders) {
    std::error_code ignored;
    if (folder.empty() || !std::filesystem::is_directory(folder, ignored)) continue;
    for (const base::FileEntry& entry : TRY(base::list_files(folder))) {
      if (entry.link) continue;
      const std::filesystem::path path = folder / entry.path;
      files[entry.path].push_back(
          {path.generic_string(), TRY(base::read_file(path, kMaximumBytes))});
    }
  }
  return files;
}

std::vector<std::string> names_in(const Files& files, std::string_view folder,
                                  std::string_view extension) {
  std::vector<std::string> names;
  for (auto at = files.lower_bound(folder); at != files.end(); ++at) {
    const std::string_view path = at->first;
    if (!path.starts_with(folder)) break;
    if (!path.ends_with(extension) || path.size() <= folder.size() + extension.size()) continue;
    names.emplace_back(path.substr(folder.size(), path.size() - folder.size() - extension.size()));
  }
  return names;
}

}  // namespace theme
