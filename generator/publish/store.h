// Store: a place on another machine that holds files by path (SFTP, S3). Each write of a file is
// whole or not at all: a reader sees the old bytes or the new ones. What comes back from there is
// not trusted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/publish/outgoing.h"

namespace publish {

struct Upload {
  std::string path;
  std::string bytes;
  const OutgoingFile* file = nullptr;  // null: one of our own
};

class Store {
 public:
  virtual ~Store() = default;
  // Nothing when there is no such file.
  virtual base::Result<std::optional<std::string>> read(std::string_view path) = 0;
  // In any order, several at a time; folders are made. After an error some are written.
  virtual base::Done write(std::span<const Upload> files) = 0;
  // The same. One that is not there is no error.
  virtual base::Done remove(std::span<const std::string> paths) = 0;
  // Leaves `text` there as the lock. When somebody's lock is there already: what it says.
  virtual base::Result<std::optional<std::string>> lock(std::string_view text) = 0;
  // Takes every lock away, whosever it is.
  virtual base::Done unlock() = 0;
};

}  // namespace publish
