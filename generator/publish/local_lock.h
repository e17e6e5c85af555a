// LocalLock: one publication to a place at a time from this machine, and the memory of the lock
// that the last one left on the other machine. A publication that was killed, or cut off, could not
// take its lock away there; the next one from here knows it for its own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "generator/base/result.h"

namespace publish {

class LocalLock {
 public:
  // Fails when another process of this machine has it. `name`: of the target, for the message.
  static base::Result<LocalLock> take(const std::filesystem::path& file, std::string_view name);
  ~LocalLock();
  LocalLock(LocalLock&&) noexcept;
  LocalLock& operator=(LocalLock&&) noexcept;

  // What the last publication from here called its lock there; empty when it took it away.
  const std::string& left_behind() const { return left_behind_; }
  base::Done remember(std::string_view text);

  // A text for a lock that nobody else makes: a random number, this machine, this process.
  static std::string new_text();

 private:
  explicit LocalLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
  std::string left_behind_;
};

}  // namespace publish
