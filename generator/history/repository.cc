#include <git2.h>

#include <algorithm>
#include <mutex>

#include "generator/base/files.h"
#include "generator/history/git.h"
#include "generator/history/history.h"
#include "generator/history/walk.h"

namespace history {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr git_object_size_t kLargestFile = 16u << 20;

base::Error unreadable() {
  base::Error out;
  out.kind = base::ErrorKind::System;
  out.message = message("the git repository cannot be read", "le dépôt git est illisible");
  out.hint = message("'git status' says why", "« git status » dit pourquoi");
  return out;
}

// "content/" of /home/a/course/content in /home/a/course; nothing when it lies elsewhere.
std::optional<std::string> prefix_of(const fs::path& folder, const char* top) {
  std::error_code failed;
  const fs::path here = fs::canonical(folder, failed);
  if (failed) return std::nullopt;
  const fs::path root = fs::canonical(top, failed);
  if (failed) return std::nullopt;
  const std::string path = here.lexically_relative(root).generic_string();
  if (path == ".") return std::string();
  if (path.empty() || path == ".." || path.starts_with("../")) return std::nullopt;
  return path + "/";
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

// The commits at which a shallow clone was cut off, as the clone's own list has them.
std::set<Id> cut_off_commits(git_repository* repository) {
  std::set<Id> out;
  if (git_repository_is_shallow(repository) == 0) return out;
  const auto list = base::read_file(fs::path(git_repository_commondir(repository)) / "shallow");
  if (!list) return out;
  for (std::size_t at = 0; at + 40 <= list->size();
       at = std::min(list->find('\n', at), list->size()) + 1) {
    git_oid oid;
    if (git_oid_fromstrn(&oid, list->data() + at, 40) == 0) out.insert(id_of(oid));
  }
  return out;
}

struct FreeObject {
  void operator()(git_object* object) const { git_object_free(object); }
};
using Object = std::unique_ptr<git_object, FreeObject>;

base::Result<std::optional<std::string>> content_of(git_object* object, const Id& id) {
  const auto* blob = reinterpret_cast<const git_blob*>(object);
  if (git_object_type(object) != GIT_OBJECT_BLOB) return std::optional<std::string>();
  if (git_blob_rawsize(blob) > kLargestFile) return base::fail(damaged("file", "de fichier", id));
  return std::optional<std::string>(std::string(static_cast<const char*>(git_blob_rawcontent(blob)),
                                                static_cast<std::size_t>(git_blob_rawsize(blob))));
}

}  // namespace

struct Repository::State {
  Owned<git_repository> repository;
  std::string prefix;
  std::mutex mutex;
};

Repository::Repository(std::unique_ptr<State> state) : state_(std::move(state)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

base::Result<std::optional<Repository>> Repository::open(const fs::path& folder) {
  start_library();
  git_repository* raw = nullptr;
  const int status = git_repository_open_ext(&raw, folder.c_str(), 0, nullptr);
  if (status == GIT_ENOTFOUND) return std::optional<Repository>();
  if (status != 0) return base::fail(unreadable());
  auto state = std::make_unique<State>();
  state->repository.reset(raw);
  const char* top = git_repository_workdir(raw);
  if (top == nullptr) return std::optional<Repository>();
  auto prefix = prefix_of(folder, top);
  if (!prefix) return std::optional<Repository>();
  state->prefix = std::move(*prefix);
  return std::optional<Repository>(Repository(std::move(state)));
}

base::Result<std::string> Repository::head() const {
  const std::lock_guard lock(state_->mutex);
  git_oid oid;
  const int status = git_reference_name_to_id(&oid, state_->repository.get(), "HEAD");
  if (status == GIT_ENOTFOUND) return std::string();
  if (status != 0) return base::fail(unreadable());
  return hex(id_of(oid));
}

base::Result<History> Repository::read(const Options& options) const {
  const std::string at = TRY(head());
  const std::lock_guard lock(state_->mutex);
  History nothing;
  nothing.prefix = state_->prefix;
  if (at.empty()) return nothing;
  git_oid oid;
  git_oid_fromstrn(&oid, at.data(), at.size());
  return walk({state_->repository.get(), id_of(oid), state_->prefix,
               cut_off_commits(state_->repository.get())},
              options);
}

base::Result<std::optional<std::string>> Repository::content_at(std::string_view revision,
                                                                std::string_view path) const {
  if (revision.size() < 7 || revision.size() > 40 || !is_hex(revision))
    return std::optional<std::string>();
  const std::lock_guard lock(state_->mutex);
  git_repository* repository = state_->repository.get();
  git_oid oid;
  git_oid_fromstrn(&oid, revision.data(), revision.size());
  git_object* raw = nullptr;
  if (git_object_lookup_prefix(&raw, repository, &oid, revision.size(), GIT_OBJECT_ANY) != 0)
    return std::optional<std::string>();
  const Object object(raw);
  if (git_object_type(raw) != GIT_OBJECT_COMMIT) return content_of(raw, id_of(*git_object_id(raw)));
  const auto tree = TRY(
      find_tree(repository, id_of(*git_commit_tree_id(reinterpret_cast<const git_commit*>(raw)))));
  const std::string whole =
      path.starts_with('/') ? std::string(path.substr(1)) : state_->prefix + std::string(path);
  git_tree_entry* found = nullptr;
  if (whole.empty() || git_tree_entry_bypath(&found, tree.get(), whole.c_str()) != 0)
    return std::optional<std::string>();
  const Owned<git_tree_entry> entry(found);
  if (git_tree_entry_type(found) != GIT_OBJECT_BLOB) return std::optional<std::string>();
  const Id id = id_of(*git_tree_entry_id(found));
  if (git_object_lookup(&raw, repository, git_tree_entry_id(found), GIT_OBJECT_BLOB) != 0)
    return base::fail(damaged("file", "de fichier", id));
  const Object file(raw);
  return content_of(raw, id);
}

std::string blob_id(std::string_view bytes) {
  start_library();
  git_oid oid;
  if (git_odb_hash(&oid, bytes.data(), bytes.size(), GIT_OBJECT_BLOB) != 0) return {};
  return hex(id_of(oid));
}

std::string utc_date(const Moment& moment) {
  // Days since 1970-01-01 to a date of the Gregorian calendar; eras of 400 years begin in March.
  constexpr std::int64_t kDay = 86'400, kEra = 146'097;
  std::int64_t days = moment.seconds / kDay - (moment.seconds % kDay < 0 ? 1 : 0) + 719'468;
  const std::int64_t era = (days >= 0 ? days : days - kEra + 1) / kEra;
  days -= era * kEra;
  const std::int64_t year = (days - days / 1460 + days / 36'524 - days / 146'096) / 365;
  const std::int64_t day_of_year = days - (365 * year + year / 4 - year / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;
  return fmt::format("{:04}-{:02}-{:02}", era * 400 + year + (month >= 10 ? 1 : 0),
                     month < 10 ? month + 3 : month - 9, day_of_year - (153 * month + 2) / 5 + 1);
}

const FileHistory* History::find(std::string_view path) const {
  const auto found = std::lower_bound(
      files.begin(), files.end(), path,
      [](const FileHistory& file, std::string_view wanted) { return file.path < wanted; });
  return found != files.end() && found->path == path ? &*found : nullptr;
}

std::vector<base::Message> notices(const History* history) {
  std::vector<base::Message> out;
  if (history == nullptr) {
    out.push_back(message("no git repository holds this course: its pages carry no dates",
                          "aucun dépôt git ne contient ce cours : ses pages n'ont pas de dates"));
  } else if (history->files.empty()) {
    out.push_back(message("nothing of this course is committed yet: its pages carry no dates",
                          "rien de ce cours n'est encore validé dans git : ses pages n'ont pas de "
                          "dates"));
  } else if (history->shallow) {
    out.push_back(
        message("this is a shallow clone: what is older than it has no dates ('git fetch "
                "--unshallow' brings them)",
                "ce clone est superficiel : ce qui le précède n'a pas de dates (« git fetch "
                "--unshallow » les apporte)"));
  } else if (history->cut) {
    out.push_back(
        message("the history is very long: what has not changed lately has no dates",
                "l'historique est très long : ce qui n'a pas changé récemment n'a pas de dates"));
  }
  return out;
}

}  // namespace history
