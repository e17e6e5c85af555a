#include "generator/pipeline/inputs.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <fstream>
#include <set>
#include <sstream>

#include "generator/base/bytes.h"
#include "generator/base/handle.h"

namespace pipeline {
namespace fs = std::filesystem;
namespace {

using Directory = base::Handle<DIR, ::closedir>;

constexpr std::int64_t kSecond = 1'000'000'000;
// Kernels count file times in ticks of at most 10 ms; twice that is over for sure.
constexpr std::int64_t kTick = 20'000'000;

std::int64_t nanoseconds(const struct timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * kSecond + time.tv_nsec;
}

std::int64_t now() {
  struct timespec time = {};
  ::clock_gettime(CLOCK_REALTIME, &time);
  return nanoseconds(time);
}

InputFile file_of(const struct stat& info) {
  return {static_cast<std::uint64_t>(info.st_size),
          nanoseconds(info.st_mtim),
          nanoseconds(info.st_ctim),
          static_cast<std::uint64_t>(info.st_ino),
          S_ISLNK(info.st_mode),
          true};
}

class Scan {
 public:
  void file(const fs::path& path, const std::string& name) {
    struct stat info = {};
    if (::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode)) take(name, info);
  }

  // `name`: of the folder here, ending in '/'. What cannot be opened has no files.
  void folder(const fs::path& path, const std::string& name) {
    const int opened = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) return;
    out_.emplace(name, InputFile());  // that it is there says something too
    walk(opened, name, 0);
  }

  std::int64_t newest() const { return newest_; }

  Inputs take(std::int64_t at) {
    for (auto& [name, file] : out_) {
      const bool coarse = file.changed % kSecond == 0;
      file.trusted = file.changed + (coarse ? 3 * kSecond : kTick) < at || file.number == 0;
    }
    return std::move(out_);
  }

 private:
  static constexpr int kDeepest = 100;

  void take(const std::string& name, const struct stat& info) {
    const InputFile file = file_of(info);
    newest_ = std::max(newest_, file.changed);
    out_.insert_or_assign(name, file);
  }

  // Takes `descriptor` over.
  void walk(int descriptor, const std::string& name, int depth) {
    const Directory directory(::fdopendir(descriptor));
    if (!directory) {
      ::close(descriptor);
      return;
    }
    while (const struct dirent* entry = ::readdir(directory.get())) {
      if (entry->d_name[0] == '.') continue;
      struct stat info = {};
      if (::fstatat(descriptor, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
      if (S_ISREG(info.st_mode) || S_ISLNK(info.st_mode)) {
        take(name + entry->d_name, info);
      } else if (S_ISDIR(info.st_mode) && depth < kDeepest) {
        const int inner =
            ::openat(descriptor, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inner >= 0) walk(inner, name + entry->d_name + '/', depth + 1);
      }
    }
  }

  Inputs out_;
  std::int64_t newest_ = 0;
};

Scan scan_once(const Project& project, const std::string& own_theme) {
  Scan scan;
  scan.folder(project.content(), "content/");
  scan.folder(project.labs(), "labs/");
  scan.file(project.faults(), "faults.toml");
  scan.folder(project.static_files(), "static/");
  if (!own_theme.empty()) scan.folder(project.site_toml().parent_path() / own_theme, "theme.0/");
  scan.folder(project.default_theme, "theme.1/");
  scan.file(project.site_toml(), "site.toml");
  scan.file(project.deny_list(), "deny");
  return scan;
}

}  // namespace

Inputs scan_inputs(const Project& project, const std::string& own_theme) {
  Scan scan = scan_once(project, own_theme);
  std::int64_t at = now();
  if (scan.newest() <= at && scan.newest() + kTick >= at) {
    const std::int64_t wait = scan.newest() + kTick + 1 - at;
    const struct timespec time = {0, static_cast<long>(wait)};
    ::nanosleep(&time, nullptr);
    scan = scan_once(project, own_theme);
    at = now();
  }
  return scan.take(at);
}

std::optional<base::Hash> digest_of(const Inputs& inputs) {
  base::ByteWriter all;
  for (const auto& [name, file] : inputs) {
    if (!file.trusted) return {};
    all.text(name).number(file.size).number(static_cast<std::uint64_t>(file.modified));
    all.number(static_cast<std::uint64_t>(file.changed)).number(file.number);
  }
  return base::hash(all.bytes());
}

base::Hash program_version() {
  // proc(5): the files that are mapped as code.
  std::set<std::string> files;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const std::size_t path = line.find('/');
    if (path != std::string::npos && line.find("r-xp") < path) files.insert(line.substr(path));
  }
  base::ByteWriter all;
  for (const std::string& file : files) {
    struct stat info = {};
    if (::stat(file.c_str(), &info) != 0) continue;
    all.text(file).number(static_cast<std::uint64_t>(info.st_size));
    all.number(static_cast<std::uint64_t>(nanoseconds(info.st_mtim)));
    all.number(static_cast<std::uint64_t>(nanoseconds(info.st_ctim))).number(info.st_ino);
  }
  return base::hash(all.bytes());
}

}  // namespace pipeline
