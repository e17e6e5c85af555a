// ReleaseFolder: a site in a folder of this machine that a web server reads:
//
//   PATH/current            a symbolic link to the release that is shown: the server's root
//   PATH/releases/0007-…    the releases, numbered, the newest few
//
// A release is made beside the others and shown by renaming a link, one step of the kernel: readers
// see the old site or the new one, whenever it is cut. A file that did not change is one file in
// several releases. Going back is showing another release.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "generator/publish/target.h"

namespace publish {

struct ReleaseOptions {
  std::string name;  // of the target
  std::filesystem::path path;
  std::size_t keep = 5;  // releases, the one that is shown among them
};

class ReleaseFolder : public Target {
 public:
  explicit ReleaseFolder(ReleaseOptions options);
  ~ReleaseFolder() override;

  base::Result<Preview> prepare(const Source& source, Access access) override;
  base::Result<base::Message> publish(const Source& source, const Progress& progress) override;
  base::Result<base::Message> roll_back() override;

 private:
  base::Done take_lock();
  std::string current() const;                // "0007-1a2b3c4d5e"; empty: none
  std::vector<std::string> releases() const;  // by number
  base::Done show(const std::string& release);
  void forget_old();
  base::Result<std::string> make_release(const Source& source, const Progress& progress);

  ReleaseOptions options_;
  int lock_ = -1;
  bool changes_ = false;
  Manifest there_;
};

}  // namespace publish
