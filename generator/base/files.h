// The disk, in the few ways the project uses it. Paths are std::filesystem's; errors carry the path
// and the system's words. Any thread; nothing is cached.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace base {

// The bytes of a regular file. Larger than `limit` is an error, found before anything is read.
Result<std::string> read_file(const std::filesystem::path& path, std::uintmax_t limit = 64u << 20);

// Writes beside and renames, so that a reader sees the old bytes or the new, never a part. Makes
// missing folders.
Done write_file(const std::filesystem::path& path, std::string_view bytes);

struct FileEntry {
  std::string path;  // relative to the root, with '/'
  std::uintmax_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since the epoch
  bool link = false;          // a symbolic link; it is listed and never followed
};

// Every regular file and symbolic link below `root`, sorted by path bytes. Names that start with
// '.' are left out, and so are the folders they name. Links are listed with `link` set and are not
// followed.
Result<std::vector<FileEntry>> list_files(const std::filesystem::path& root);

// The last error of the system as a message: "cannot read 'x': Permission denied".
Error system_error(Message what, const std::filesystem::path& path, int error_number);

}  // namespace base
