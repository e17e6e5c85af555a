#include "generator/publish/site_folder.h"

#include <fcntl.h>
#include <stdio.h>  // renameat2
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "generator/base/bytes.h"
#include "generator/base/files.h"
#include "generator/publish/site_path.h"

namespace publish {
namespace fs = std::filesystem;
using base::ErrorKind;
using base::message;

struct SiteFolder::State {
  fs::path target;
  fs::path next;
  int lock = -1;
  bool leaves_next = false;  // there is a whole site in it
  std::atomic<std::size_t> written = 0;
  std::atomic<std::size_t> unchanged = 0;
  std::mutex guard;
  std::set<std::string, std::less<>> folders;  // made below `next` already
  SiteFiles files;                             // put or kept

  // Takes out of `next` what is of an earlier site.
  void clear_up();

  ~State() {
    std::error_code ignored;
    if (lock >= 0 && !leaves_next) fs::remove_all(next, ignored);
    if (lock >= 0) ::close(lock);
  }
};

namespace {

bool same_bytes(const fs::path& file, std::string_view bytes) {
  std::error_code failed;
  if (fs::symlink_status(file, failed).type() != fs::file_type::regular) return false;
  if (fs::file_size(file, failed) != bytes.size() || failed) return false;
  const auto have = base::read_file(file);
  return have && *have == bytes;
}

std::int64_t nanoseconds(const struct timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

// What the disk says of a regular file; nothing of anything else.
std::optional<SiteFile> look_at(const fs::path& file) {
  struct stat info = {};
  if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  return SiteFile{{},
                  static_cast<std::uint64_t>(info.st_size),
                  nanoseconds(info.st_mtim),
                  static_cast<std::uint64_t>(info.st_ino)};
}

// A hash of all files, in hex.
std::string digest_of(const SiteFiles& files) {
  base::ByteWriter all;
  for (const auto& [path, file] : files) all.text(path).hash(file.hash);
  return base::hex(base::hash(all.bytes()));
}

// Every file below `root` but its marker, and what is no folder; by path.
template <class Visit>
void visit_files(const fs::path& root, const Visit& visit) {
  std::error_code failed;
  for (fs::recursive_directory_iterator it(root, failed), end; !failed && it != end;
       it.increment(failed)) {
    if (it->is_directory(failed) && !it->is_symlink(failed)) continue;
    const std::string path = it->path().native().substr(root.native().size() + 1);
    if (path != kMarker) visit(path);
  }
}

// Makes the folder `inside` below `root` of real folders: what else is in the way goes.
std::error_code make_folder(const fs::path& root, std::string_view inside) {
  std::error_code failed;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = inside.find('/', end + 1);
    const fs::path folder = root / inside.substr(0, end);
    if (::mkdir(folder.c_str(), 0755) == 0) continue;
    struct stat info = {};
    if (errno == EEXIST && ::lstat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) continue;
    fs::remove_all(folder, failed);
    fs::create_directory(folder, failed);
    if (failed) return failed;
  }
  return failed;
}

// Frees a place for a file.
void clear_place(const fs::path& place) {
  if (::unlink(place.c_str()) == 0 || errno == ENOENT) return;
  std::error_code ignored;
  fs::remove_all(place, ignored);
}

// A folder that may be replaced: absent, empty, or marked by a build.
bool is_ours(const fs::path& target) {
  std::error_code failed;
  if (!fs::exists(target, failed)) return true;
  if (!fs::is_directory(target, failed)) return false;
  return fs::exists(target / kMarker, failed) || fs::is_empty(target, failed);
}

}  // namespace

void SiteFolder::State::clear_up() {
  std::vector<std::string> old;
  visit_files(next, [&](const std::string& path) {
    if (files.find(path) == files.end()) old.push_back(path);
  });
  for (const std::string& path : old) clear_place(next / path);
  std::set<std::string, std::less<>> wanted;  // folders, with those around them
  for (const std::string& folder : folders)
    for (std::size_t end = folder.find('/');; end = folder.find('/', end + 1)) {
      wanted.insert(folder.substr(0, end));
      if (end == std::string::npos) break;
    }
  std::vector<fs::path> empty;
  std::error_code failed;
  for (fs::recursive_directory_iterator it(next, failed), end; !failed && it != end;
       it.increment(failed)) {
    if (!it->is_directory(failed) || it->is_symlink(failed)) continue;
    if (!wanted.contains(it->path().native().substr(next.native().size() + 1)))
      empty.push_back(it->path());
  }
  for (auto folder = empty.rbegin(); folder != empty.rend(); ++folder) ::rmdir(folder->c_str());
}

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
  failed = make_folder(state->next.parent_path(), state->next.filename().native());
  if (failed) {
    return base::fail(
        base::system_error(message("cannot write beside '{}'",
                                   "impossible d'écrire à côté de « {} »", wanted.generic_string()),
                           wanted, failed.value()));
  }
  return SiteFolder(std::move(state));
}

std::string SiteFolder::marker() const {
  return base::read_file(state_->target / kMarker, 64).value_or("");
}

const SiteFiles& SiteFolder::files() const { return state_->files; }

base::Result<fs::path> SiteFolder::place_of(std::string_view path) {
  State& state = *state_;
  if (!is_plain_path(path)) {
    return base::fail(ErrorKind::System, message("'{}' is no place in the site",
                                                 "« {} » n'est pas un endroit du site", path));
  }
  const std::size_t slash = path.rfind('/');
  const std::string_view inside = slash == std::string_view::npos ? "" : path.substr(0, slash);
  const std::lock_guard guard(state.guard);
  if (!inside.empty() && state.folders.find(inside) == state.folders.end()) {
    if (const std::error_code failed = make_folder(state.next, inside)) {
      return base::fail(
          base::system_error(message("cannot make the folder of '{}'",
                                     "impossible de créer le dossier de « {} »", path),
                             state.next / inside, failed.value()));
    }
    state.folders.emplace(inside);
  }
  return state.next / path;
}

bool SiteFolder::keep(std::string_view path, const SiteFile& known) {
  State& state = *state_;
  if (path == kMarker) return false;
  const auto to = place_of(path);
  if (!to) return false;
  const auto is_known = [&] {
    auto found = look_at(*to);
    if (found) found->hash = known.hash;
    return found == known;
  };
  if (!is_known()) {
    // Linked first and looked at then: what is looked at is what the new site has.
    clear_place(*to);
    if (::link((state.target / path).c_str(), to->c_str()) != 0) return false;
    if (!is_known()) {
      ::unlink(to->c_str());
      return false;
    }
  }
  ++state.unchanged;
  const std::lock_guard guard(state.guard);
  state.files.insert_or_assign(std::string(path), known);
  return true;
}

base::Done SiteFolder::put(std::string_view path, std::string_view bytes) {
  State& state = *state_;
  const fs::path to = TRY(place_of(path));
  const fs::path old = state.target / path;
  const bool counts = path != kMarker;
  {
    // Kept, and then made after all: another file of the same task could not be kept.
    const std::lock_guard guard(state.guard);
    if (const auto kept = state.files.find(path); kept != state.files.end()) {
      state.files.erase(kept);
      --state.unchanged;
    }
  }
  clear_place(to);  // it may be a file of the live site: written beside, never into
  const bool same = same_bytes(old, bytes) && ::link(old.c_str(), to.c_str()) == 0;
  if (counts) ++(same ? state.unchanged : state.written);
  if (!same) {
    if (auto done = base::write_file(to, bytes); !done) return done;
  }
  auto file = look_at(to);
  if (!file) file.emplace();
  file->hash = base::hash(bytes);
  const std::lock_guard guard(state.guard);
  state.files.insert_or_assign(std::string(path), *file);
  return {};
}

base::Result<Changes> SiteFolder::commit() {
  State& state = *state_;
  const std::string mark = digest_of(state.files);
  const bool same_mark = marker() == mark;
  if (auto marked = put(kMarker, mark); !marked) return base::fail(std::move(marked).error());
  state.files.erase(std::string(kMarker));
  const bool replaces = fs::exists(state.target);
  Changes changes{state.written, state.unchanged, 0};
  std::size_t before = 0;
  visit_files(state.target, [&](const std::string& path) {
    ++before;
    if (state.files.find(path) == state.files.end()) ++changes.removed;
  });
  state.clear_up();
  if (changes.unchanged == before && changes.written == 0 && same_mark) {
    state.leaves_next = true;
    return changes;  // the same site: nothing to exchange
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
  state.leaves_next = replaces;
  return changes;
}

}  // namespace publish
