// SftpStore: a folder of another machine over SFTP. A file is written beside, in our own folder,
// and then takes its place in one step (posix-rename@openssh.com): libraries that speak only the
// protocol's own "rename" cannot do that, because it refuses a name that is taken. With a server
// that lacks the extension a page that changes is missing for a moment.
#pragma once

#include <set>

#include "generator/publish/sftp_session.h"
#include "generator/publish/store.h"

namespace publish {

struct SftpOptions {
  SshAddress address;
  std::string folder;  // on that machine: absolute, or from the account's home
};

class SftpStore : public Store {
 public:
  static base::Result<std::unique_ptr<Store>> open(SftpOptions options);

  base::Result<std::optional<std::string>> read(std::string_view path) override;
  base::Done write(std::span<const Upload> files) override;
  base::Done remove(std::span<const std::string> paths) override;
  base::Result<std::optional<std::string>> lock(std::string_view text) override;
  base::Done unlock() override;

 private:
  SftpStore(SftpOptions options, sftp::Session session);
  std::string place(std::string_view path) const;
  base::Done make_folders(std::span<const Upload> files);
  base::Done write_few(std::span<const Upload> files);
  base::Done rename(std::span<const Upload> files);
  enum class Doing { Read, Write };
  base::Error refusal(const sftp::Answer& answer, std::string_view path,
                      Doing doing = Doing::Write) const;

  SftpOptions options_;
  sftp::Session session_;
  std::set<std::string, std::less<>> folders_;  // that are there
};

}  // namespace publish
