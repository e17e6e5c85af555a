// RemoteSite: a site in a Store, changed file by file in the order of its Plan. A publication that
// is cut leaves every page whole and every file that a page points to; the next one goes on where
// it ended.
#pragma once

#include <memory>
#include <optional>

#include "generator/publish/local_lock.h"
#include "generator/publish/store.h"
#include "generator/publish/target.h"

namespace publish {

struct RemoteOptions {
  std::string name;                 // of the target: "live"
  std::string address;              // as a person knows it: "sftp://host/path"
  std::filesystem::path lock_file;  // on this machine
  WhenLocked when_locked = WhenLocked::Fail;
};

class RemoteSite : public Target {
 public:
  RemoteSite(RemoteOptions options, std::unique_ptr<Store> store);
  ~RemoteSite() override;  // takes its lock away, if it can

  base::Result<Preview> prepare(const Source& source, Access access) override;
  base::Result<base::Message> publish(const Source& source, const Progress& progress) override;
  base::Result<base::Message> roll_back() override;

 private:
  base::Done take_lock();
  base::Done save_manifest();
  base::Done send(const Source& source, const std::vector<std::string>& step);
  base::Done take_away(const std::vector<std::string>& step);
  void advance(std::size_t count);

  RemoteOptions options_;
  std::unique_ptr<Store> store_;
  std::optional<LocalLock> local_lock_;
  bool locked_ = false;
  Manifest there_;
  Plan plan_;
  const Progress* progress_ = nullptr;
  std::size_t done_ = 0;
  std::size_t all_ = 0;
  std::size_t unsaved_ = 0;  // files since the manifest was saved
};

}  // namespace publish
