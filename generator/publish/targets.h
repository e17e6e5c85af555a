// The targets of a course, as site/site.toml names them:
//
//   [publish.live]
//   type = "sftp"                                what else a target has depends on it, see below
//   url = "sftp://me@host.example:2222/srv/www/course"
//
//   directory   path, keep             a folder of this machine
//   git         url, branch            a branch of a repository
//   sftp        url                    a folder of another machine
//   s3          bucket, endpoint, region, prefix
//   all but git: compress = "beside" or "stored"
//
// No password, token or key stands there: one in an address is refused.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/publish/git_branch.h"
#include "generator/publish/outgoing.h"
#include "generator/publish/target.h"
#include "generator/text/node.h"
#include "generator/text/schema.h"

namespace publish {

enum class TargetType { Directory, Git, Sftp, S3 };

struct TargetConfig {
  std::string name;
  TargetType type = TargetType::Directory;
  std::string url;   // git, sftp
  std::string path;  // directory
  std::size_t keep = 5;
  std::string branch = "gh-pages";
  std::string bucket, endpoint, region, prefix;
  Compression compression = Compression::None;

  bool keeps_headers() const { return type == TargetType::S3; }
};

// What stands under "publish" in site.toml, also for editors.
const text::Schema& targets_schema();
// From the table of site.toml; what is wrong with them is appended to `problems`.
std::vector<TargetConfig> read_targets(const text::Node& site, std::string_view file,
                                       std::vector<base::Error>& problems);

// The one of that name; without a name the only one there is.
base::Result<TargetConfig> choose_target(const std::vector<TargetConfig>& targets,
                                         const std::string& name);

struct TargetOptions {
  std::filesystem::path root;    // of the course: relative paths start there
  std::filesystem::path memory;  // a folder for what a target remembers between publications
  WhenLocked when_locked = WhenLocked::Fail;
  bool replace = false;
  std::string author_name, author_email;
};

// Connects, where there is something to connect to.
base::Result<std::unique_ptr<Target>> open_target(const TargetConfig& config,
                                                  const TargetOptions& options);

// "sftp://me@host:2222/srv/www" taken apart: "/srv/www"; "/~/www" is "www" in the account's home.
struct SftpUrl {
  std::string user, host, folder;
  int port = 0;
};
base::Result<SftpUrl> parse_sftp_url(std::string_view url, const base::Span& where);

}  // namespace publish
