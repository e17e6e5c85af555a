#include "generator/history/git.h"

#include <git2.h>

#include <algorithm>

namespace history {
namespace {

git_oid oid_of(const Id& id) {
  git_oid oid;
  std::memcpy(oid.id, id.bytes.data(), id.bytes.size());
  return oid;
}

// The length of the character that starts at `at`; 0 when none does.
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || text.size() - at < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  if (length == 3 &&
      ((lead == 0xE0 && byte(at + 1) < 0xA0) || (lead == 0xED && byte(at + 1) > 0x9F)))
    return 0;
  if (length == 4 &&
      ((lead == 0xF0 && byte(at + 1) < 0x90) || (lead == 0xF4 && byte(at + 1) > 0x8F)))
    return 0;
  return length;
}

bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (first < 0x20 || first == 0x7F) return true;
  return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

}  // namespace

Id id_of(const git_oid& oid) {
  Id id;
  std::memcpy(id.bytes.data(), oid.id, id.bytes.size());
  return id;
}

std::string hex(const Id& id) {
  std::string out;
  for (const unsigned char byte : id.bytes) out += fmt::format("{:02x}", byte);
  return out;
}

void Free::operator()(git_blob* object) const { git_blob_free(object); }
void Free::operator()(git_commit* object) const { git_commit_free(object); }
void Free::operator()(git_mailmap* object) const { git_mailmap_free(object); }
void Free::operator()(git_repository* object) const { git_repository_free(object); }
void Free::operator()(git_tree* object) const { git_tree_free(object); }
void Free::operator()(git_tree_entry* object) const { git_tree_entry_free(object); }

void start_library() {
  static const bool started = [] {
    git_libgit2_init();
    // Only reading, and no program of the repository is run: whose it is does not matter.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    // A folder of thousands of files is read once for both commits that are compared, and not
    // again for the next pair.
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE,
                     static_cast<std::size_t>(1) << 20);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, static_cast<ssize_t>(32) << 20);
    return true;
  }();
  static_cast<void>(started);
}

base::Error damaged(std::string_view kind_en, std::string_view kind_fr, const Id& id) {
  base::Error out;
  out.kind = base::ErrorKind::System;
  const std::string written = hex(id).substr(0, 12);
  out.message = {fmt::format("the git repository is damaged: it has no {} {}", kind_en, written),
                 fmt::format("le dépôt git est abîmé : il n'a pas {} {}", kind_fr, written)};
  out.hint = base::message("'git fsck' says what is missing; a fresh clone has it",
                           "« git fsck » dit ce qui manque ; un clone neuf l'a");
  return out;
}

base::Result<Owned<git_commit>> find_commit(git_repository* repository, const Id& id) {
  const git_oid oid = oid_of(id);
  git_commit* raw = nullptr;
  if (git_commit_lookup(&raw, repository, &oid) != 0)
    return base::fail(damaged("commit", "de commit", id));
  return Owned<git_commit>(raw);
}

base::Result<Owned<git_tree>> find_tree(git_repository* repository, const Id& id) {
  const git_oid oid = oid_of(id);
  git_tree* raw = nullptr;
  if (git_tree_lookup(&raw, repository, &oid) != 0)
    return base::fail(damaged("tree", "d'arbre", id));
  return Owned<git_tree>(raw);
}

std::string harmless(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    const std::string_view character = text.substr(at, std::max<std::size_t>(length, 1));
    at += character.size();
    const std::string_view shown = length == 0 ? "?" : is_control(character) ? " " : character;
    if (out.size() + shown.size() > most) break;
    out += shown;
  }
  return out;
}

}  // namespace history
