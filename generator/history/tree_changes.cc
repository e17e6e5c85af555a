#include "generator/history/tree_changes.h"

#include <git2.h>

namespace history {
namespace {

constexpr int kMostDepth = 100;

enum class Kind { File, Folder, Other };

Kind kind_of(const git_tree_entry* entry) {
  switch (git_tree_entry_filemode(entry)) {
    case GIT_FILEMODE_TREE:
      return Kind::Folder;
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
      return Kind::File;
    default:
      return Kind::Other;
  }
}

// The order in which git writes a tree: a folder as if its name ended in '/'.
int compare_names(const git_tree_entry* a, const git_tree_entry* b) {
  std::string first = git_tree_entry_name(a), second = git_tree_entry_name(b);
  if (kind_of(a) == Kind::Folder) first += '/';
  if (kind_of(b) == Kind::Folder) second += '/';
  return first.compare(second);
}

class Comparison {
 public:
  explicit Comparison(git_repository* repository) : repository_(repository) {}

  base::Done compare(const git_tree* before, const git_tree* after, const std::string& folder,
                     int depth) {
    if (depth > kMostDepth) return {};
    const std::size_t old_count = before != nullptr ? git_tree_entrycount(before) : 0;
    const std::size_t new_count = after != nullptr ? git_tree_entrycount(after) : 0;
    for (std::size_t i = 0, j = 0; i < old_count || j < new_count;) {
      const git_tree_entry* a = i < old_count ? git_tree_entry_byindex(before, i) : nullptr;
      const git_tree_entry* b = j < new_count ? git_tree_entry_byindex(after, j) : nullptr;
      // Most entries are equal neighbours.
      if (a != nullptr && b != nullptr && same(a, b)) {
        ++i;
        ++j;
        continue;
      }
      const int order = a == nullptr ? 1 : b == nullptr ? -1 : compare_names(a, b);
      if (order < 0) b = nullptr;
      if (order > 0) a = nullptr;
      i += a != nullptr;
      j += b != nullptr;
      if (auto done = see(a, b, folder, depth); !done) return done;
    }
    return {};
  }

  std::vector<FileChange> out;

 private:
  static bool same(const git_tree_entry* a, const git_tree_entry* b) {
    return git_oid_equal(git_tree_entry_id(a), git_tree_entry_id(b)) &&
           std::string_view(git_tree_entry_name(a)) == git_tree_entry_name(b) &&
           kind_of(a) == kind_of(b);
  }

  static std::optional<Id> content(const git_tree_entry* entry) {
    if (entry == nullptr || kind_of(entry) != Kind::File) return std::nullopt;
    return id_of(*git_tree_entry_id(entry));
  }

  base::Result<Owned<git_tree>> tree(const git_tree_entry* entry) {
    if (entry == nullptr || kind_of(entry) != Kind::Folder) return Owned<git_tree>();
    return find_tree(repository_, id_of(*git_tree_entry_id(entry)));
  }

  base::Done see(const git_tree_entry* a, const git_tree_entry* b, const std::string& folder,
                 int depth) {
    std::string path = folder + git_tree_entry_name(a != nullptr ? a : b);
    if (auto old_id = content(a), new_id = content(b); old_id != new_id)
      out.push_back({path, old_id, new_id});
    const Owned<git_tree> before = TRY(tree(a));
    const Owned<git_tree> after = TRY(tree(b));
    if (!before && !after) return {};
    path += '/';
    return compare(before.get(), after.get(), path, depth + 1);
  }

  git_repository* repository_;
};

// The tree of the folder; null when there is none.
base::Result<Owned<git_tree>> subtree(git_repository* repository, const git_tree* tree,
                                      std::string_view folder) {
  git_tree_entry* raw = nullptr;
  if (tree == nullptr) return Owned<git_tree>();
  const std::string path(folder.substr(0, folder.size() - 1));
  const int status = git_tree_entry_bypath(&raw, tree, path.c_str());
  const Owned<git_tree_entry> entry(raw);
  if (status == GIT_ENOTFOUND) {
    // A tree on the way that the repository lacks looks like a folder that is not there.
    for (std::size_t slash = path.rfind('/'); slash != std::string::npos;
         slash = slash == 0 ? std::string::npos : path.rfind('/', slash - 1)) {
      if (git_tree_entry_bypath(&raw, tree, path.substr(0, slash).c_str()) != 0) continue;
      const Owned<git_tree_entry> above(raw);
      if (kind_of(raw) == Kind::Folder) TRY(find_tree(repository, id_of(*git_tree_entry_id(raw))));
      break;
    }
    return Owned<git_tree>();
  }
  if (status != 0 || kind_of(raw) != Kind::Folder) return Owned<git_tree>();
  return find_tree(repository, id_of(*git_tree_entry_id(raw)));
}

}  // namespace

base::Result<std::vector<FileChange>> changes_between(git_repository* repository,
                                                      const git_tree* before, const git_tree* after,
                                                      std::string_view folder) {
  Comparison comparison(repository);
  if (folder.empty()) {
    TRY(comparison.compare(before, after, {}, 0));
    return std::move(comparison.out);
  }
  const Owned<git_tree> old_tree = TRY(subtree(repository, before, folder));
  const Owned<git_tree> new_tree = TRY(subtree(repository, after, folder));
  if (old_tree && new_tree &&
      git_oid_equal(git_tree_id(old_tree.get()), git_tree_id(new_tree.get())))
    return std::vector<FileChange>();
  TRY(comparison.compare(old_tree.get(), new_tree.get(), std::string(folder), 0));
  return std::move(comparison.out);
}

}  // namespace history
