#include "generator/publish/site_folder.h"

#include <fcntl.h>
#include <stdio.h>  // renameat2
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "generator/base/files.h"

namespace publish {
namespace fs = std::filesystem;
using base::ErrorKind;
using base::message;

struct SiteFolder::State {
  fs::path target;
  fs::path next;
  int lock = -1;
  bool committed = false;
  std::atomic<std::size_t> written = 0;
  std::atomic<std::size_t> unchanged = 0;
  std::mutex folders_guard;
  std::set<fs::path> folders;  // made below `next` already

  ~State() {
    std::error_code ignored;
    if (lock >= 0 && !committed) fs::remove_all(next, ignored);
    if (lock >= 0) ::close(lock);
  }
};

namespace {

// True when the path names a place below a root and nothing else.
bool is_plain(std::string_view path) {
  if (path.empty() || path.front() == '/') return false;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == ".." || part.find('\0') != std::string_view::npos)
      return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
  return false;  // a '/' at the end
}

bool same_bytes(const fs::path& file, std::string_view bytes) {
  std::error_code failed;
  if (fs::symlink_status(file, failed).type() != fs::file_type::regular) return false;
  if (fs::file_size(file, failed) != bytes.size() || failed) return false;
  const auto have = base::read_file(file);
  return have && *have == bytes;
}

// Files of a site, its marker left out.
std::size_t count_files(const fs::path& root) {
  std::size_t count = 0;
  std::error_code failed;
  for (fs::recursive_directory_iterator it(root, failed), end; !failed && it != end;
       it.increment(failed))
    if (!it->is_directory(failed) && it->path().filename() != kMarker) ++count;
  return count;
}

// A folder that may be replaced: absent, empty, or marked by a build.
bool is_ours(const fs::path& target) {
  std::error_code failed;
  if (!fs::exists(target, failed)) return true;
  if (!fs::is_directory(target, failed)) return false;
  return fs::exists(target / kMarker, failed) || fs::is_empty(target, failed);
}

}  // namespace

SiteFolder::SiteFolder(std::unique_ptr<State> state) : state_(std::move(state)) {}
SiteFolder::~SiteFolder() = default;
SiteFolder::SiteFolder(SiteFolder&&) noexcept = default;
SiteFolder& SiteFolder::operator=(SiteFolder&&) noexcept = default;

base::Result<SiteFolder> SiteFolder::open(const fs::path& wanted) {
  std::error_code failed;
  // A link is replaced behind its name: readers follow it to the new site.
  fs::path target = fs::weakly_canonical(wanted, failed);
  if (failed) target = wanted;
  if (!target.has_filename()) target = target.parent_path();
  if (!is_ours(target)) {
    return base::fail(
        ErrorKind::Usage,
        message(
            "'{}' holds files that no build made; it is not replaced",
            "« {} » contient des fichiers qu'aucune construction n'a faits ; il n'est pas remplacé",
            wanted.generic_string()),
        {},
        message("choose another folder with --out, or empty this one",
                "choisissez un autre dossier avec --out, ou videz celui-ci"));
  }
  fs::create_directories(target.parent_path(), failed);

  auto state = std::make_unique<State>();
  state->target = target;
  state->next = target;
  state->next += ".next";
  fs::path lock = target;
  lock += ".lock";
  state->lock = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (state->lock < 0) {
    return base::fail(
        base::system_error(message("cannot write beside '{}'",
                                   "impossible d'écrire à côté de « {} »", wanted.generic_string()),
                           wanted, errno));
  }
  if (::flock(state->lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(std::exchange(state->lock, -1));
    return base::fail(
        ErrorKind::System,
        message("another build is writing '{}'", "une autre construction écrit « {} »",
                wanted.generic_string()),
        {},
        message("wait for it to end, or choose another folder with --out",
                "attendez qu'elle se termine, ou choisissez un autre dossier avec --out"));
  }
  fs::remove_all(state->next, failed);
  if (!fs::create_directories(state->next, failed) || failed) {
    return base::fail(
        base::system_error(message("cannot write beside '{}'",
                                   "impossible d'écrire à côté de « {} »", wanted.generic_string()),
                           wanted, failed.value()));
  }
  SiteFolder folder(std::move(state));
  const auto marked = folder.put(kMarker, "");
  if (!marked) return base::fail(marked.error());
  return folder;
}

base::Done SiteFolder::put(std::string_view path, std::string_view bytes) {
  State& state = *state_;
  if (!is_plain(path)) {
    return base::fail(ErrorKind::System, message("'{}' is no place in the site",
                                                 "« {} » n'est pas un endroit du site", path));
  }
  const fs::path to = state.next / path;
  {
    const std::lock_guard guard(state.folders_guard);
    if (state.folders.insert(to.parent_path()).second) {
      std::error_code failed;
      fs::create_directories(to.parent_path(), failed);
      if (failed) {
        return base::fail(
            base::system_error(message("cannot make the folder of '{}'",
                                       "impossible de créer le dossier de « {} »", path),
                               to, failed.value()));
      }
    }
  }
  const fs::path old = state.target / path;
  const bool counts = path != kMarker;
  if (same_bytes(old, bytes) && ::link(old.c_str(), to.c_str()) == 0) {
    if (counts) ++state.unchanged;
    return {};
  }
  if (counts) ++state.written;
  return base::write_file(to, bytes);
}

base::Result<Changes> SiteFolder::commit() {
  State& state = *state_;
  const bool replaces = fs::exists(state.target);
  const std::size_t before = replaces ? count_files(state.target) : 0;
  Changes changes{state.written, state.unchanged, 0};
  if (changes.unchanged == before && changes.written == 0) {
    return changes;  // the same site: nothing to exchange, the destructor clears up
  }
  int done = -1;
  if (replaces) {
    done =
        ::renameat2(AT_FDCWD, state.next.c_str(), AT_FDCWD, state.target.c_str(), RENAME_EXCHANGE);
    if (done != 0 && (errno == EINVAL || errno == ENOSYS)) {
      // A file system without the exchange: two renames, and a moment without a site between them.
      fs::path old = state.target;
      old += ".old";
      std::error_code ignored;
      fs::remove_all(old, ignored);
      done = ::rename(state.target.c_str(), old.c_str());
      if (done == 0) done = ::rename(state.next.c_str(), state.target.c_str());
      fs::remove_all(old, ignored);
    }
  } else {
    done = ::rename(state.next.c_str(), state.target.c_str());
  }
  if (done != 0) {
    return base::fail(base::system_error(message("cannot put the new site in its place",
                                                 "impossible de mettre le nouveau site à sa place"),
                                         state.target, errno));
  }
  state.committed = true;
  std::error_code ignored;
  // Files of the old site that the new one does not have under the same name.
  std::size_t removed = 0;
  for (fs::recursive_directory_iterator it(state.next, ignored), end; !ignored && it != end;
       it.increment(ignored)) {
    if (it->is_directory(ignored)) continue;
    if (!fs::exists(state.target / fs::relative(it->path(), state.next, ignored), ignored))
      ++removed;
  }
  changes.removed = removed;
  fs::remove_all(state.next, ignored);
  return changes;
}

}  // namespace publish
