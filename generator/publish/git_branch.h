// GitBranch: a site as the files of a branch ("gh-pages"), one commit a publication, each after the
// one before, so that nothing is ever forced and the branch is the history of what was published.
// Only files that changed are sent. Each commit says which commit of the course it was made from:
//
//   Publish the course at 0123456789ab
//
//   Atelier-Source: 0123456789abcdef0123456789abcdef01234567
//
// A branch whose last commit does not say that was changed by somebody else, and publishing would
// undo their work: it is refused, until asked for.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "generator/publish/git_remote.h"
#include "generator/publish/target.h"

namespace publish {

struct GitOptions {
  std::string name;  // of the target
  std::string url;
  std::string branch = "gh-pages";
  std::filesystem::path memory;  // a folder of ours, for a bare repository
  std::string author_name;       // empty: as git knows the user
  std::string author_email;
  bool replace = false;  // what others committed there, too
};

class GitBranch : public Target {
 public:
  explicit GitBranch(GitOptions options);

  base::Result<Preview> prepare(const Source& source, Access access) override;
  base::Result<base::Message> publish(const Source& source, const Progress& progress) override;
  base::Result<base::Message> roll_back() override;

 private:
  base::Done connect();
  base::Done check_tip() const;
  base::Result<std::string> write_tree(const Source& source, Preview& preview);
  base::Result<std::string> commit(const std::string& tree, const std::string& text,
                                   std::int64_t time);

  GitOptions options_;
  std::optional<git::Remote> remote_;
  std::optional<std::string> tip_;
  std::string tree_;  // of the site, once it is prepared
};

}  // namespace publish
