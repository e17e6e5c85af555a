// GitRemote: one branch of a git repository elsewhere - a path, file://, https:// or ssh:// - and
// what of it is here, in a bare repository that is only a memory and may be deleted.
//
// Over ssh the key comes from the agent, or from the file that ATELIER_SSH_KEY names (its
// passphrase: ATELIER_SSH_PASSPHRASE), and the host must be in ~/.ssh/known_hosts. Over https the
// name and the token come from ATELIER_GIT_USER and ATELIER_GIT_TOKEN.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "generator/base/result.h"
#include "generator/publish/git.h"

struct git_oid;

namespace publish::git {

class Remote {
 public:
  static base::Result<Remote> open(const std::filesystem::path& memory, const std::string& url,
                                   const std::string& branch);
  ~Remote();
  Remote(Remote&&) noexcept;
  Remote& operator=(Remote&&) noexcept;

  git_repository* repository() const;
  // Brings what the branch holds now; its commit, or nothing when there is no such branch.
  base::Result<std::optional<std::string>> fetch();
  // The commit that this machine pushed last; nothing when it never did.
  std::optional<std::string> last_pushed() const;
  // Puts the branch there to `commit`, which must come after what is there.
  base::Done push(const std::string& commit);

 private:
  struct State;
  explicit Remote(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace publish::git
