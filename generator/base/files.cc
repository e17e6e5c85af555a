#include "generator/base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "generator/base/handle.h"
#include "generator/base/hash.h"

namespace base {
namespace fs = std::filesystem;
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  // Closing can fail on a full disk or a network file system, and then the bytes are not there.
  int close() { return ::close(std::exchange(number_, -1)); }

 private:
  int number_;
};

using Directory = Handle<DIR, ::closedir>;

Message cannot_read(const fs::path& path) {
  return message("cannot read '{}'", "impossible de lire « {} »", path.generic_string());
}
Message cannot_write(const fs::path& path) {
  return message("cannot write '{}'", "impossible d'écrire « {} »", path.generic_string());
}

std::int64_t nanoseconds(const struct stat& info) {
  return static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
}

}  // namespace

Error system_error(Message what, const fs::path& path, int error_number) {
  const std::string reason = std::strerror(error_number);
  return {ErrorKind::System,
          {fmt::format("{}: {}", what.en, reason), fmt::format("{} : {}", what.fr, reason)},
          {path.generic_string(), {}, {}}};
}

Result<std::string> read_file(const fs::path& path, std::uintmax_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) return fail(system_error(cannot_read(path), path, errno));
  struct stat info = {};
  if (::fstat(file.number(), &info) != 0) return fail(system_error(cannot_read(path), path, errno));
  if (!S_ISREG(info.st_mode)) {
    // A fifo or a device could block or never end.
    return fail(ErrorKind::System,
                message("'{}' is not a regular file", "« {} » n'est pas un fichier ordinaire",
                        path.generic_string()),
                {path.generic_string(), {}, {}});
  }
  const auto size = static_cast<std::uintmax_t>(info.st_size);
  if (size > limit) {
    return fail(
        ErrorKind::System,
        message("'{}' has {} bytes; at most {} are read",
                "« {} » a {} octets ; au plus {} sont lus", path.generic_string(), size, limit),
        {path.generic_string(), {}, {}});
  }
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got = ::read(file.number(), bytes.data() + have, bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(system_error(cannot_read(path), path, errno));
    if (got == 0) break;  // the file became shorter while it was read
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

Done write_file(const fs::path& path, std::string_view bytes) {
  std::error_code ignored;  // open() below reports what matters
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), ignored);
  // Hidden, so that what a killed process leaves behind is never listed; of fixed length, as a name
  // has at most 255 bytes.
  const fs::path beside =
      path.parent_path() / ("." + short_hex(hash(path.filename().string())) + ".writing");
  Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.number() < 0) return fail(system_error(cannot_write(path), path, errno));
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.number(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      const int reason = errno;
      ::unlink(beside.c_str());
      return fail(system_error(cannot_write(path), path, reason));
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  if (file.close() != 0 || ::rename(beside.c_str(), path.c_str()) != 0) {
    const int reason = errno;
    ::unlink(beside.c_str());
    return fail(system_error(cannot_write(path), path, reason));
  }
  return {};
}

Result<std::vector<FileEntry>> list_files(const fs::path& root) {
  std::vector<FileEntry> out;
  std::vector<std::string> folders = {""};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    const fs::path place = root / folder;
    const Directory entries(::opendir(place.c_str()));
    if (!entries) return fail(system_error(cannot_read(place), place, errno));
    const int descriptor = ::dirfd(entries.get());
    for (;;) {
      errno = 0;
      const struct dirent* entry = ::readdir(entries.get());
      if (entry == nullptr && errno != 0)
        return fail(system_error(cannot_read(place), place, errno));
      if (entry == nullptr) break;
      const std::string_view name = entry->d_name;
      if (name.starts_with('.')) continue;
      struct stat info = {};
      // It may go away meanwhile.
      if (::fstatat(descriptor, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
      std::string path = folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
      if (S_ISDIR(info.st_mode))
        folders.push_back(std::move(path));
      else if (S_ISREG(info.st_mode) || S_ISLNK(info.st_mode))
        out.push_back({std::move(path), static_cast<std::uintmax_t>(info.st_size),
                       nanoseconds(info), S_ISLNK(info.st_mode)});
    }
  }
  std::sort(out.begin(), out.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
  return out;
}

}  // namespace base
