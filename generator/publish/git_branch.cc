#include "generator/publish/git_branch.h"

#include <git2.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "generator/base/files.h"

namespace publish {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr std::string_view kTrailer = "\nAtelier-Source: ";
constexpr std::string_view kRestores = "\nAtelier-Restores: ";
constexpr std::size_t kMostForeign = 100;  // commits of others that are counted
constexpr std::size_t kIdShown = 12;

struct CommitFacts {
  std::string tree;
  std::string parent;  // the first; empty: none
  std::string subject;
  std::string source;  // what its trailer says; empty: it is none of ours
  std::string restores;
};

std::string hex(const git_oid& id) {
  std::array<char, GIT_OID_HEXSZ + 1> out{};
  git_oid_tostr(out.data(), out.size(), &id);
  return out.data();
}

git_oid oid_of(const std::string& id) {
  git_oid out = {};
  if (git_oid_fromstr(&out, id.c_str()) != 0) out = {};
  return out;
}

std::string trailer(const std::string& text, std::string_view name) {
  const std::size_t at = text.rfind(name);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

base::Result<git::Owned<git_commit>> find_commit(git_repository* repository,
                                                 const std::string& id) {
  git_commit* raw = nullptr;
  const git_oid oid = oid_of(id);
  if (git_commit_lookup(&raw, repository, &oid) != 0)
    return base::fail(
        git::failure(message("cannot read the commit {}", "impossible de lire le commit {}", id)));
  return git::Owned<git_commit>(raw);
}

base::Result<CommitFacts> facts_of(git_repository* repository, const std::string& id) {
  const git::Owned<git_commit> commit = TRY(find_commit(repository, id));
  const char* words = git_commit_message(commit.get());
  const std::string text = words != nullptr ? words : "";
  CommitFacts out;
  out.tree = hex(*git_commit_tree_id(commit.get()));
  if (git_commit_parentcount(commit.get()) > 0)
    out.parent = hex(*git_commit_parent_id(commit.get(), 0));
  out.subject = text.substr(0, std::min<std::size_t>(text.find('\n'), 72));
  for (char& c : out.subject)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  out.source = trailer(text, kTrailer);
  out.restores = trailer(text, kRestores);
  return out;
}

using Blobs = std::map<std::string, git_oid, std::less<>>;

// Every file of a commit.
base::Result<Blobs> blobs_of(git_repository* repository, const std::string& tree_id) {
  git_tree* raw = nullptr;
  const git_oid oid = oid_of(tree_id);
  if (git_tree_lookup(&raw, repository, &oid) != 0)
    return base::fail(git::failure(message("cannot read a commit's files",
                                           "impossible de lire les fichiers d'un "
                                           "commit")));
  const git::Owned<git_tree> tree(raw);
  Blobs out;
  git_tree_walk(
      raw, GIT_TREEWALK_PRE,
      [](const char* root, const git_tree_entry* entry, void* payload) {
        if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB)
          static_cast<Blobs*>(payload)->emplace(std::string(root) + git_tree_entry_name(entry),
                                                *git_tree_entry_id(entry));
        return 0;
      },
      &out);
  return out;
}

}  // namespace

GitBranch::GitBranch(GitOptions options) : options_(std::move(options)) {}

base::Done GitBranch::connect() {
  if (!remote_) remote_ = TRY(git::Remote::open(options_.memory, options_.url, options_.branch));
  tip_ = TRY(remote_->fetch());
  return {};
}

// Refuses to undo what others committed.
base::Done GitBranch::check_tip() const {
  if (!tip_ || options_.replace) return {};
  std::vector<CommitFacts> foreign;
  std::string id = *tip_;
  bool ours = false;
  while (!id.empty() && foreign.size() < kMostForeign) {
    CommitFacts facts = TRY(facts_of(remote_->repository(), id));
    ours = !facts.source.empty();
    if (ours) break;
    id = facts.parent;
    foreign.push_back(std::move(facts));
  }
  const base::Message hint = message(
      "take what they changed into the course, then publish with --replace: their commits "
      "stay in the branch's history, their files do not",
      "reprenez leurs changements dans le cours, puis publiez avec --replace : leurs commits "
      "restent dans l'historique de la branche, leurs fichiers non");
  if (!foreign.empty()) {
    const std::string subject = foreign.front().subject;
    if (!ours) {
      return base::fail(
          base::ErrorKind::System,
          message("the branch '{}' holds something else than this course: its last commit is '{}'",
                  "la branche « {} » contient autre chose que ce cours : son dernier commit est "
                  "« {} »",
                  options_.branch, subject),
          {},
          message("name another branch, or publish with --replace: what is there stays in the "
                  "branch's history",
                  "nommez une autre branche, ou publiez avec --replace : ce qui s'y trouve reste "
                  "dans l'historique de la branche"));
    }
    return base::fail(
        base::ErrorKind::System,
        message("the branch '{}' has diverged: since it was published last, others committed to it "
                "({}, the newest: '{}')",
                "la branche « {} » a divergé : depuis la dernière publication, d'autres y ont fait "
                "des commits ({}, le plus récent : « {} »)",
                options_.branch, foreign.size(), subject),
        {}, hint);
  }
  const std::optional<std::string> mine = remote_->last_pushed();
  if (!mine || *mine == *tip_) return {};
  const git_oid at = oid_of(*tip_), before = oid_of(*mine);
  if (git_graph_descendant_of(remote_->repository(), &at, &before) == 1) return {};
  return base::fail(
      base::ErrorKind::System,
      message("the branch '{}' has diverged: what this machine published last ({}) is no longer in "
              "it; somebody has set it back, or rewritten it",
              "la branche « {} » a divergé : ce que cette machine a publié en dernier ({}) n'y est "
              "plus ; quelqu'un l'a ramenée en arrière, ou réécrite",
              options_.branch, mine->substr(0, kIdShown)),
      {},
      message(
          "ask who did; publish with --replace to go on from what is there",
          "demandez qui ; publiez avec --replace pour continuer à partir de ce qui s'y trouve"));
}

// Writes the files that the branch does not have yet into our own repository.
base::Result<std::string> GitBranch::write_tree(const Source& source, Preview& preview) {
  git_repository* repository = remote_->repository();
  const Blobs there =
      tip_ ? TRY(blobs_of(repository, TRY(facts_of(repository, *tip_)).tree)) : Blobs();
  const auto failed = [] {
    return base::fail(
        git::failure(message("cannot write a commit", "impossible d'écrire un commit")));
  };
  git_index* raw = nullptr;
  if (git_index_new(&raw) != 0) return failed();
  const git::Owned<git_index> index(raw);
  const auto add = [&](const std::string& path, const std::string& bytes) -> base::Done {
    git_index_entry entry = {};
    entry.path = path.c_str();
    entry.mode = GIT_FILEMODE_BLOB;
    if (git_odb_hash(&entry.id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB) != 0) return failed();
    const auto found = there.find(path);
    if (found != there.end() && git_oid_equal(&found->second, &entry.id) == 1) {
      ++preview.unchanged;
    } else {
      if (git_blob_create_from_buffer(&entry.id, repository, bytes.data(), bytes.size()) != 0)
        return failed();
      (found == there.end() ? preview.added : preview.changed).push_back(path);
      preview.bytes += bytes.size();
    }
    if (git_index_add(raw, &entry) != 0) return failed();
    return {};
  };
  // Without it GitHub's own generator would go over the files and leave some out.
  if (source.files.count(".nojekyll") == 0) TRY(add(".nojekyll", ""));
  for (const auto& [path, file] : source.files)
    TRY(add(path, TRY(bytes_of(source.site, file, source.web))));
  for (const auto& [path, id] : there)
    if (path != ".nojekyll" && source.files.count(path) == 0) preview.removed.push_back(path);
  git_oid tree;
  if (git_index_write_tree_to(&tree, raw, repository) != 0) return failed();
  return hex(tree);
}

base::Result<std::string> GitBranch::commit(const std::string& tree_id, const std::string& text,
                                            std::int64_t time) {
  git_repository* repository = remote_->repository();
  const auto failed = [] {
    return base::fail(
        git::failure(message("cannot write a commit", "impossible d'écrire un commit")));
  };
  git_signature* signature = nullptr;
  const std::string name = options_.author_name.empty() ? "Atelier" : options_.author_name;
  const std::string email =
      options_.author_email.empty() ? "atelier@localhost" : options_.author_email;
  // The time of the course's commit: the same course gives the same commit.
  if (git_signature_new(&signature, name.c_str(), email.c_str(),
                        time != 0 ? time : static_cast<std::int64_t>(std::time(nullptr)), 0) != 0)
    return failed();
  const git::Owned<git_signature> signature_owner(signature);
  git_tree* tree = nullptr;
  const git_oid tree_oid = oid_of(tree_id);
  if (git_tree_lookup(&tree, repository, &tree_oid) != 0) return failed();
  const git::Owned<git_tree> tree_owner(tree);
  git::Owned<git_commit> parent;
  if (tip_) parent = TRY(find_commit(repository, *tip_));
  const git_commit* parents[] = {parent.get()};
  git_oid out;
  if (git_commit_create(&out, repository, nullptr, signature, signature, nullptr, text.c_str(),
                        tree, parent ? 1 : 0, parents) != 0)
    return failed();
  return hex(out);
}

base::Result<Preview> GitBranch::prepare(const Source& source, Access) {
  TRY(connect());
  TRY(check_tip());
  Preview preview;
  tree_ = TRY(write_tree(source, preview));
  return preview;
}

base::Result<base::Message> GitBranch::publish(const Source& source, const Progress&) {
  if (tip_ && TRY(facts_of(remote_->repository(), *tip_)).tree == tree_) {
    return message("nothing has changed; {} of {} is at {}", "rien n'a changé ; {} de {} est à {}",
                   options_.branch, options_.url, tip_->substr(0, kIdShown));
  }
  const std::string from = source.revision.empty() ? "unknown" : source.revision;
  const std::string text =
      fmt::format("Publish the course at {}{}\n{}{}\n", from.substr(0, kIdShown),
                  source.edited ? ", with changes that are not committed" : "", kTrailer, from);
  const std::string id = TRY(commit(tree_, text, source.time));
  TRY(remote_->push(id));
  return message("commit {} -> {} of {}", "commit {} -> {} de {}", id.substr(0, kIdShown),
                 options_.branch, options_.url);
}

base::Result<base::Message> GitBranch::roll_back() {
  TRY(connect());
  TRY(check_tip());
  const auto nothing = [&] {
    return base::fail(base::ErrorKind::Usage,
                      message("the branch '{}' holds no earlier site to go back to",
                              "la branche « {} » ne contient aucun site antérieur auquel revenir",
                              options_.branch));
  };
  if (!tip_) return nothing();
  git_repository* repository = remote_->repository();
  // Going back twice goes back by two.
  const CommitFacts shown = TRY(facts_of(repository, *tip_));
  const std::string origin = shown.restores.empty() ? *tip_ : shown.restores;
  const std::string before = TRY(facts_of(repository, origin)).parent;
  if (before.empty()) return nothing();
  const CommitFacts restored = TRY(facts_of(repository, before));
  if (restored.source.empty()) return nothing();  // what was there before this course
  const git::Owned<git_commit> last = TRY(find_commit(repository, *tip_));
  const std::string text = fmt::format("Go back to {}\n{}{}{}{}\n", before.substr(0, kIdShown),
                                       kTrailer, restored.source, kRestores,
                                       restored.restores.empty() ? before : restored.restores);
  const std::string id = TRY(commit(restored.tree, text, git_commit_time(last.get())));
  TRY(remote_->push(id));
  return message("back to {}: commit {} -> {} of {}", "retour à {} : commit {} -> {} de {}",
                 before.substr(0, kIdShown), id.substr(0, kIdShown), options_.branch, options_.url);
}

}  // namespace publish
