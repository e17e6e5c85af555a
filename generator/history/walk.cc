#include "generator/history/walk.h"

#include <git2.h>

#include <algorithm>
#include <map>
#include <queue>
#include <unordered_map>

#include "generator/history/tree_changes.h"

namespace history {
namespace {

constexpr std::size_t kLongestSubject = 200;
constexpr std::size_t kLongestName = 100;

// Whose history goes on below a commit: the path that a file has there -> the files (in
// History::files) it became. Moved from commit to commit, so that a commit costs what it changes.
using Interest = std::unordered_map<std::string, std::vector<std::uint32_t>>;

void add(Interest& all, std::string path, const std::vector<std::uint32_t>& files) {
  std::vector<std::uint32_t>& there = all[std::move(path)];
  for (const std::uint32_t file : files)
    if (std::find(there.begin(), there.end(), file) == there.end()) there.push_back(file);
}

void join(Interest& all, Interest more) {
  if (all.size() < more.size()) std::swap(all, more);
  for (auto& [path, files] : more) add(all, path, files);
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// A parent of the commit in hand, and what the commit did to it.
struct Parent {
  Owned<git_commit> commit;
  Owned<git_tree> tree;
  std::unordered_map<std::string, FileChange> changes;  // by path
  std::multimap<Id, std::string> gone;                  // files that the commit took away
  bool gone_everywhere = false;                         // `gone` is of the whole repository
  Interest interest;
};

class Walk {
 public:
  Walk(const Start& start, const Options& options)
      : start_(start), options_(options), folder_(start.prefix) {}

  base::Result<History> run() {
    out_.head = hex(start_.head);
    out_.prefix = start_.prefix;
    out_.shallow = !start_.cut_off.empty();
    git_mailmap* raw = nullptr;
    if (git_mailmap_from_repository(&raw, start_.repository) == 0) mailmap_.reset(raw);
    const Owned<git_commit> head = TRY(find_commit(start_.repository, start_.head));
    const Owned<git_tree> tree = TRY(tree_of(*head));
    Interest interest;
    for (const FileChange& file :
         TRY(changes_between(start_.repository, nullptr, tree.get(), folder_))) {
      if (!is_wanted(file.path)) continue;
      interest[file.path] = {static_cast<std::uint32_t>(out_.files.size())};
      FileHistory& history = out_.files.emplace_back();
      history.path = file.path.substr(folder_.size());
      history.blob = hex(*file.after);
    }
    counts_.resize(out_.files.size());
    wait_for(start_.head, *head, std::move(interest));
    std::uint32_t commits = 0;
    while (!queue_.empty()) {
      const Id id = queue_.top().second;
      queue_.pop();
      const auto found = waiting_.find(id);
      if (found == waiting_.end()) continue;
      Interest here = std::move(found->second);
      waiting_.erase(found);
      if (start_.cut_off.count(id) > 0) continue;  // what was before is not known
      if (++commits > options_.most_commits) {
        out_.cut = true;
        break;
      }
      TRY(look(id, std::move(here)));
    }
    finish();
    return std::move(out_);
  }

 private:
  bool is_wanted(std::string_view path) const {
    return options_.endings.empty() ||
           std::any_of(options_.endings.begin(), options_.endings.end(),
                       [&](const std::string& ending) { return path.ends_with(ending); });
  }

  base::Result<Owned<git_tree>> tree_of(const git_commit& commit) const {
    return find_tree(start_.repository, id_of(*git_commit_tree_id(&commit)));
  }

  // Newest first; of equal times any order does, as what is known at a commit does not depend on
  // it. A commit whose clock was wrong is looked at again when a later one leads to it too.
  void wait_for(const Id& id, const git_commit& commit, Interest interest) {
    if (interest.empty()) return;
    const auto [place, fresh] = waiting_.try_emplace(id);
    if (fresh) queue_.emplace(git_commit_time(&commit), id);
    join(place->second, std::move(interest));
  }

  base::Done look(const Id& id, Interest interest) {
    commit_ = TRY(find_commit(start_.repository, id));
    author_.clear();
    change_.commit = hex(id);
    const unsigned count = git_commit_parentcount(commit_.get());
    if (count == 0) {
      for (const auto& [path, files] : interest) created(files);
      return {};
    }
    const Owned<git_tree> tree = TRY(tree_of(*commit_));
    std::vector<Parent> parents(count);
    for (unsigned i = 0; i < count; ++i) {
      Parent& parent = parents[i];
      parent.commit =
          TRY(find_commit(start_.repository, id_of(*git_commit_parent_id(commit_.get(), i))));
      parent.tree = TRY(tree_of(*parent.commit));
      for (FileChange& change :
           TRY(changes_between(start_.repository, parent.tree.get(), tree.get(), folder_))) {
        if (!change.after) parent.gone.emplace(*change.before, change.path);
        std::string path = change.path;
        parent.changes.emplace(std::move(path), std::move(change));
      }
    }
    if (auto done = divide(std::move(interest), *tree, parents); !done) return done;
    for (unsigned i = 0; i < count; ++i)
      wait_for(id_of(*git_commit_parent_id(commit_.get(), i)), *parents[i].commit,
               std::move(parents[i].interest));
    return {};
  }

  // Each file goes on in the first parent that has it as it is, as `git log` has it; a file that
  // none has so was changed here.
  base::Done divide(Interest interest, const git_tree& tree, std::vector<Parent>& parents) {
    std::map<std::string, std::vector<std::uint32_t>> changed;  // in the order of paths
    for (const auto& [path, change] : parents[0].changes) {
      if (auto node = interest.extract(path)) changed.emplace(path, std::move(node.mapped()));
    }
    parents[0].interest = std::move(interest);
    for (const auto& [path, files] : changed) {
      const auto same = std::find_if(
          parents.begin() + 1, parents.end(),
          [&path = path](const Parent& parent) { return parent.changes.count(path) == 0; });
      if (same != parents.end()) {
        add(same->interest, path, files);
        continue;
      }
      bool known = false;
      for (Parent& parent : parents) {
        if (!parent.changes.at(path).before) continue;
        add(parent.interest, path, files);
        known = true;
      }
      if (known) {
        record(files);
        continue;
      }
      const bool moved = TRY(follow(path, files, tree, parents));
      if (!moved) created(files);
    }
    return {};
  }

  // A file that was moved without being changed goes on under its old name.
  base::Result<bool> follow(const std::string& path, const std::vector<std::uint32_t>& files,
                            const git_tree& tree, std::vector<Parent>& parents) {
    const Id content = *parents[0].changes.at(path).after;
    for (Parent& parent : parents) {
      auto source = find_source(parent, content, path);
      if (source == parent.gone.end() && !folder_.empty() && !parent.gone_everywhere) {
        for (FileChange& change :
             TRY(changes_between(start_.repository, parent.tree.get(), &tree, {})))
          if (!change.after && !change.path.starts_with(folder_))
            parent.gone.emplace(*change.before, std::move(change.path));
        parent.gone_everywhere = true;
        source = find_source(parent, content, path);
      }
      if (source == parent.gone.end()) continue;
      for (const std::uint32_t file : files)
        out_.files[file].former_paths.push_back(source->second.starts_with(start_.prefix)
                                                    ? source->second.substr(start_.prefix.size())
                                                    : "/" + source->second);
      add(parent.interest, source->second, files);
      if (!source->second.starts_with(folder_)) folder_.clear();
      parent.gone.erase(source);  // one file can come from there
      return true;
    }
    return false;
  }

  static std::multimap<Id, std::string>::iterator find_source(Parent& parent, const Id& content,
                                                              std::string_view path) {
    const auto [first, last] = parent.gone.equal_range(content);
    auto best = parent.gone.end();
    for (auto it = first; it != last; ++it) {
      const bool named_alike = name_of(it->second) == name_of(path);
      const bool best_alike = best != parent.gone.end() && name_of(best->second) == name_of(path);
      if (best == parent.gone.end() || (named_alike && !best_alike) ||
          (named_alike == best_alike && it->second < best->second))
        best = it;
    }
    return best;
  }

  // The change that the commit in hand is, made when the first file needs it.
  const Change& change() {
    if (author_.empty()) {
      change_.when = {git_commit_time(commit_.get()), git_commit_time_offset(commit_.get())};
      const char* summary = git_commit_summary(commit_.get());
      change_.subject = harmless(summary != nullptr ? summary : "", kLongestSubject);
      git_signature* author = nullptr;
      if (git_commit_author_with_mailmap(&author, commit_.get(), mailmap_.get()) == 0) {
        author_ = harmless(author->name != nullptr ? author->name : "", kLongestName);
        git_signature_free(author);
      }
      if (author_.empty()) author_ = "?";
    }
    return change_;
  }

  void record(const std::vector<std::uint32_t>& files) {
    for (const std::uint32_t i : files) {
      FileHistory& file = out_.files[i];
      const Change& now = change();
      if (!file.last) file.last = now;
      if (options_.authors) ++counts_[i][author_];
      if (file.changes.size() < options_.changes) file.changes.push_back(now);
    }
  }

  void created(const std::vector<std::uint32_t>& files) {
    record(files);
    for (const std::uint32_t i : files) {
      FileHistory& file = out_.files[i];
      if (!file.first || change().when.seconds < file.first->when.seconds) file.first = change();
    }
  }

  void finish() {
    for (std::size_t i = 0; i < out_.files.size(); ++i) {
      FileHistory& file = out_.files[i];
      std::vector<std::pair<std::string, std::uint32_t>> authors(counts_[i].begin(),
                                                                 counts_[i].end());
      std::stable_sort(authors.begin(), authors.end(),
                       [](const auto& a, const auto& b) { return a.second > b.second; });
      for (auto& [name, count] : authors) file.authors.push_back(std::move(name));
      std::stable_sort(
          file.changes.begin(), file.changes.end(),
          [](const Change& a, const Change& b) { return a.when.seconds > b.when.seconds; });
    }
    std::sort(out_.files.begin(), out_.files.end(),
              [](const FileHistory& a, const FileHistory& b) { return a.path < b.path; });
  }

  const Start& start_;
  const Options& options_;
  std::string folder_;  // below which trees are compared; empty when a file came from elsewhere
  Owned<git_mailmap> mailmap_;
  History out_;
  std::vector<std::map<std::string, std::uint32_t>> counts_;  // changes by author, of each file
  std::unordered_map<Id, Interest, IdHash> waiting_;
  std::priority_queue<std::pair<std::int64_t, Id>> queue_;
  Owned<git_commit> commit_;  // in hand
  Change change_;
  std::string author_;  // its; empty before somebody asks
};

}  // namespace

base::Result<History> walk(const Start& start, const Options& options) {
  return Walk(start, options).run();
}

}  // namespace history
