// Watcher: says when something below some folders changes (inotify). It does not say what: whoever
// asks looks for himself. Names that start with '.' do not count, as everywhere. New folders are
// watched from the moment they are there. One thread may wait; wake() comes from any.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "generator/base/result.h"

namespace preview {

class Watcher {
 public:
  // Folders that are not there are watched for by their parents. `left_out`: folders whose content
  // is nobody's input. Without enough watches of the kernel's: polls() is true.
  static base::Result<Watcher> create(std::vector<std::filesystem::path> folders,
                                      std::vector<std::filesystem::path> left_out);
  ~Watcher();
  Watcher(Watcher&&) noexcept;
  Watcher& operator=(Watcher&&) noexcept;

  enum class Event { Changed, Woken, Idle };
  // Waits for a change, and then until `quiet` passes without another, at most ten times as long:
  // an editor writes a file in several steps. When nothing changes within `patience`: Idle; zero is
  // as long as it takes.
  Event wait(std::chrono::milliseconds quiet,
             std::chrono::milliseconds patience = std::chrono::milliseconds(0));
  void wake();

  // The kernel has no watches left: wait() returns Changed once a second, whatever happened.
  bool polls() const { return polls_; }

 private:
  Watcher() = default;
  void watch(const std::filesystem::path& folder, int depth);
  bool take_events();  // true when one of them counts
  bool is_left_out(const std::filesystem::path& path) const;

  int inotify_ = -1;
  int wake_ = -1;
  bool polls_ = false;
  std::map<int, std::filesystem::path> folders_;  // by watch
  std::vector<std::filesystem::path> left_out_;
};

}  // namespace preview
