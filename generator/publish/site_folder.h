// SiteFolder: the built site on disk, replaced whole or not at all.
//
// New files go into a folder beside the target ("public.next"); commit() exchanges the two names in
// one step of the kernel (renameat2, RENAME_EXCHANGE), so that a reader sees the old site or the
// new one, and a build that is killed, or meets a full disk, leaves the old one as it was. A file
// whose bytes did not change is the same file afterwards: a hard link that keeps its modification
// time. What is not put() again is gone after commit().
//
// One process at a time (a lock beside the target). put() may be called from any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "generator/base/result.h"

namespace publish {

struct Changes {
  std::size_t written = 0;  // new, or with other bytes
  std::size_t unchanged = 0;
  std::size_t removed = 0;
};

class SiteFolder {
 public:
  // Takes the lock and clears what a killed build left. Refuses a target that is a folder with
  // files in it that no build made: it would be deleted.
  static base::Result<SiteFolder> open(const std::filesystem::path& target);
  ~SiteFolder();  // without commit(): everything new is thrown away
  SiteFolder(SiteFolder&&) noexcept;
  SiteFolder& operator=(SiteFolder&&) noexcept;

  // `path` is relative, '/'-separated, without "." or ".." parts, and put once.
  base::Done put(std::string_view path, std::string_view bytes);
  base::Result<Changes> commit();

 private:
  struct State;
  explicit SiteFolder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The file that marks a folder as made by a build, and so as one that may be replaced.
inline constexpr std::string_view kMarker = ".atelier-site";

}  // namespace publish
