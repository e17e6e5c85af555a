#include "generator/publish/course_revision.h"

#include <git2.h>

#include <array>

#include "generator/publish/git.h"

namespace publish {
namespace {

bool is_edited(git_repository* repository) {
  git_status_options options = GIT_STATUS_OPTIONS_INIT;
  options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
  options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
  git_status_list* list = nullptr;
  if (git_status_list_new(&list, repository, &options) != 0) return false;
  const std::size_t count = git_status_list_entrycount(list);
  git_status_list_free(list);
  return count > 0;
}

}  // namespace

CourseRevision course_revision(const std::filesystem::path& course) {
  git::start_library();
  git_repository* raw = nullptr;
  if (git_repository_open_ext(&raw, course.c_str(), 0, nullptr) != 0) return {};
  const git::Owned<git_repository> repository(raw);
  git_oid id;
  git_commit* commit = nullptr;
  if (git_reference_name_to_id(&id, raw, "HEAD") != 0 || git_commit_lookup(&commit, raw, &id) != 0)
    return {};
  const git::Owned<git_commit> owner(commit);
  std::array<char, GIT_OID_HEXSZ + 1> hex{};
  git_oid_tostr(hex.data(), hex.size(), &id);
  CourseRevision out = {hex.data(), git_commit_time(commit), is_edited(raw)};
  git_signature* signature = nullptr;
  if (git_signature_default(&signature, raw) == 0) {
    const git::Owned<git_signature> signature_owner(signature);
    out.author_name = signature->name;
    out.author_email = signature->email;
  }
  return out;
}

}  // namespace publish
