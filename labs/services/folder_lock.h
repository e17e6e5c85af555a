// A folder that one process at a time uses. Internal to the stack.
#pragma once

#include <filesystem>

#include "generator/base/result.h"

namespace services {

class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();  // also when the process is killed
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  // Makes the folder. In use by another, it is an error.
  base::Done take(const std::filesystem::path& folder);

 private:
  int file_ = -1;
};

}  // namespace services
