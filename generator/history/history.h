// The history of a course's files, from the git repository that holds them: when each was published
// and last changed, by whom, and what it was at an older revision. One walk from HEAD backwards
// serves all files; it compares the ids of trees from the top and enters only what differs.
//
// A change of a file is a commit in which it differs from what every parent had, as `git log` has
// it. Moving a file without changing it is no change, and its history goes on under the old name; a
// file that was deleted and made again begins anew. Dates are those of the commit.
//
// Reads only. A Repository may be used by several threads; they wait for each other.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace history {

// An instant, and how far the committer's clock was from UTC.
struct Moment {
  std::int64_t seconds = 0;  // since 1970-01-01 UTC
  std::int32_t offset_minutes = 0;
  auto operator<=>(const Moment&) const = default;
};
// "2026-11-20", in UTC.
std::string utc_date(const Moment& moment);

struct Change {
  std::string commit;  // 40 hex digits
  Moment when;
  std::string
      subject;  // first line of the message: UTF-8, no control characters, at most 200 bytes
  auto operator<=>(const Change&) const = default;
};

struct FileHistory {
  std::string path;                  // relative to the folder that was opened
  std::string blob;                  // the id of what is committed: 40 hex digits
  std::optional<Change> last;        // empty: before the part of the history that is here
  std::optional<Change> first;       // the same; the first publication
  std::vector<std::string> authors;  // most changes first, then by name; when they are asked for
  std::vector<Change> changes;       // newest first; as many as are asked for
  std::vector<std::string> former_paths;  // newest first; outside the folder: from the top of the
                                          // repository, with a '/' before it
  auto operator<=>(const FileHistory&) const = default;
};

struct Options {
  std::vector<std::string> endings{};  // of the files wanted: {".md", ".toml"}; empty: all
  bool authors = false;
  std::uint32_t changes = 0;             // how many to list
  std::uint32_t most_commits = 200'000;  // after which the walk stops; what is older is not known
};

struct History {
  std::string head;  // the commit that was read, 40 hex digits; empty when nothing is committed yet
  std::string prefix;    // the folder in the repository, with a final '/', or empty: "content/"
  bool shallow = false;  // the clone is cut off
  bool cut = false;      // most_commits were not enough
  std::vector<FileHistory> files;  // every committed file below the folder, by path

  // Null when the file is not committed.
  const FileHistory* find(std::string_view path) const;
  bool operator==(const History&) const = default;
};

class Repository {
 public:
  // The repository that holds the folder, or nothing when none does (or a bare one). A broken one
  // is an error.
  static base::Result<std::optional<Repository>> open(const std::filesystem::path& folder);
  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  ~Repository();

  // The commit at HEAD, 40 hex digits; empty when there is none yet. Cheap: for asking whether a
  // cached History is still true.
  base::Result<std::string> head() const;
  base::Result<History> read(const Options& options = {}) const;

  // What a file was: `revision` is a commit's id or the id of the file's content itself, in hex, at
  // least 7 digits. Empty when there is no such revision or it has no such file. `path` is as in
  // FileHistory: former_paths are worth a try.
  base::Result<std::optional<std::string>> content_at(std::string_view revision,
                                                      std::string_view path) const;

 private:
  struct State;
  explicit Repository(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The id that git gives these bytes, as FileHistory::blob: equal, when the file on disk is what is
// committed.
std::string blob_id(std::string_view bytes);

// What a build says once: that there is no repository (null), or that the history is not whole.
std::vector<base::Message> notices(const History* history);

}  // namespace history
