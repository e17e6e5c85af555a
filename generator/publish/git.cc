#include "generator/publish/git.h"

#include <git2.h>

namespace publish::git {

void Free::operator()(git_commit* object) const { git_commit_free(object); }
void Free::operator()(git_index* object) const { git_index_free(object); }
void Free::operator()(git_odb* object) const { git_odb_free(object); }
void Free::operator()(git_remote* object) const { git_remote_free(object); }
void Free::operator()(git_repository* object) const { git_repository_free(object); }
void Free::operator()(git_revwalk* object) const { git_revwalk_free(object); }
void Free::operator()(git_signature* object) const { git_signature_free(object); }
void Free::operator()(git_tree* object) const { git_tree_free(object); }

void start_library() {
  static const bool started = [] {
    git_libgit2_init();
    return true;
  }();
  static_cast<void>(started);
}

base::Error failure(base::Message what) {
  const git_error* last = git_error_last();
  std::string words = last != nullptr && last->message != nullptr ? last->message : "";
  for (char& c : words)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  while (words.ends_with(' ') || words.ends_with('.')) words.pop_back();
  if (!words.empty()) {
    what.en += ": " + words;
    what.fr += " : " + words;
  }
  return {base::ErrorKind::System, std::move(what), {}, {}};
}

}  // namespace publish::git
