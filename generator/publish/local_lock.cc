#include "generator/publish/local_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "generator/base/files.h"

namespace publish {
namespace fs = std::filesystem;
using base::message;

base::Result<LocalLock> LocalLock::take(const fs::path& file, std::string_view name) {
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  LocalLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (lock.descriptor_ < 0) {
    return base::fail(base::system_error(
        message("cannot write '{}'", "impossible d'écrire « {} »", file.generic_string()), file,
        errno));
  }
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    return base::fail(base::ErrorKind::System,
                      message("this machine is publishing to '{}' already",
                              "cette machine publie déjà vers « {} »", name),
                      {}, message("wait for it to end", "attendez que ce soit fini"));
  }
  std::array<char, 512> bytes{};
  const ssize_t count = ::pread(lock.descriptor_, bytes.data(), bytes.size(), 0);
  if (count > 0) lock.left_behind_.assign(bytes.data(), static_cast<std::size_t>(count));
  return lock;
}

LocalLock::~LocalLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}
LocalLock::LocalLock(LocalLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      left_behind_(std::move(other.left_behind_)) {}
LocalLock& LocalLock::operator=(LocalLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  left_behind_.swap(other.left_behind_);
  return *this;
}

base::Done LocalLock::remember(std::string_view text) {
  if (::ftruncate(descriptor_, 0) != 0 ||
      ::pwrite(descriptor_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    return base::fail(base::ErrorKind::System,
                      message("cannot note the lock of this publication",
                              "impossible de noter le verrou de cette publication"));
  }
  left_behind_ = text;
  return {};
}

std::string LocalLock::new_text() {
  std::array<std::uint64_t, 2> noise{};
  if (::getrandom(noise.data(), sizeof noise, 0) < 0)
    noise[0] = static_cast<std::uint64_t>(::getpid());
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return fmt::format("{:016x}{:016x} {} {}", noise[0], noise[1], host.data(), ::getpid());
}

}  // namespace publish
