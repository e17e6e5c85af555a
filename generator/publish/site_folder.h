// SiteFolder: the built site on disk, replaced whole or not at all.
//
// New files go into a folder beside the target ("public.next"); commit() exchanges the two names in
// one step of the kernel (renameat2, RENAME_EXCHANGE), so that a reader sees the old site or the
// new one, and a build that is killed, or meets a full disk, leaves the old one as it was. A file
// whose bytes did not change is the same file afterwards: a hard link that keeps its modification
// time. What is not put() again is gone after commit(). A caller who knows from the last build that
// a file would have the same bytes keeps it without making them.
//
// The site that was replaced stays beside the target, most of its files being the same ones: the
// next build begins with it, so that what did not change costs one look. Nothing in it is trusted.
//
// The marker in the folder holds a hash of all files: the same site, the same marker.
//
// One process at a time (a lock beside the target). put() may be called from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "generator/base/hash.h"
#include "generator/base/result.h"

namespace publish {

struct Changes {
  std::size_t written = 0;  // new, or with other bytes
  std::size_t unchanged = 0;
  std::size_t removed = 0;
};

// A file of the site as it lies on the disk. One that is still of that size, age and number has not
// been touched since.
struct SiteFile {
  base::Hash hash;  // of its bytes
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since the epoch
  std::uint64_t number = 0;   // its inode
  auto operator<=>(const SiteFile&) const = default;
};
using SiteFiles = std::map<std::string, SiteFile, std::less<>>;  // by path

class SiteFolder {
 public:
  // Takes the lock. Refuses a target that is a folder with
  // files in it that no build made: it would be deleted.
  static base::Result<SiteFolder> open(const std::filesystem::path& target);
  ~SiteFolder();  // without commit(): everything new is thrown away
  SiteFolder(SiteFolder&&) noexcept;
  SiteFolder& operator=(SiteFolder&&) noexcept;

  // `path` is relative, '/'-separated, without "." or ".." parts, and put once.
  base::Done put(std::string_view path, std::string_view bytes);
  // Takes over the file of the live site, if it still is `known`; otherwise false, and it is to be
  // put(). Any thread.
  bool keep(std::string_view path, const SiteFile& known);
  base::Result<Changes> commit();

  // What the marker of the live site says; empty when there is no site, or one that was made before
  // markers said anything.
  std::string marker() const;
  // After commit(): every file of the site.
  const SiteFiles& files() const;

 private:
  struct State;
  explicit SiteFolder(std::unique_ptr<State> state);
  // Where a file of the site is written, its folder made.
  base::Result<std::filesystem::path> place_of(std::string_view path);

  std::unique_ptr<State> state_;
};

// The file that marks a folder as made by a build, and so as one that may be replaced.
inline constexpr std::string_view kMarker = ".atelier-site";

}  // namespace publish
