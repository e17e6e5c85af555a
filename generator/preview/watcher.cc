#include "generator/preview/watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace preview {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                  IN_MOVED_TO | IN_DELETE_SELF | IN_ATTRIB;
constexpr int kDeepest = 100;
constexpr int kPollMilliseconds = 1000;
constexpr int kMostQuiets = 10;

}  // namespace

base::Result<Watcher> Watcher::create(std::vector<fs::path> folders,
                                      std::vector<fs::path> left_out) {
  Watcher out;
  out.left_out_ = std::move(left_out);
  out.inotify_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  out.wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (out.wake_ < 0) {
    return base::fail(base::ErrorKind::System, message("the system gives no more descriptors",
                                                       "le système ne donne plus de descripteurs"));
  }
  if (out.inotify_ < 0) out.polls_ = true;
  for (const fs::path& folder : folders) {
    std::error_code failed;
    if (fs::is_directory(folder, failed))
      out.watch(folder, 0);
    else if (fs::is_directory(folder.parent_path(), failed))
      out.watch(folder.parent_path(), kDeepest);  // it alone
  }
  return out;
}

Watcher::~Watcher() {
  if (inotify_ >= 0) ::close(inotify_);
  if (wake_ >= 0) ::close(wake_);
}
Watcher::Watcher(Watcher&& other) noexcept
    : inotify_(std::exchange(other.inotify_, -1)),
      wake_(std::exchange(other.wake_, -1)),
      polls_(other.polls_),
      folders_(std::move(other.folders_)),
      left_out_(std::move(other.left_out_)) {}
Watcher& Watcher::operator=(Watcher&& other) noexcept {
  std::swap(inotify_, other.inotify_);
  std::swap(wake_, other.wake_);
  std::swap(polls_, other.polls_);
  folders_.swap(other.folders_);
  left_out_.swap(other.left_out_);
  return *this;
}

bool Watcher::is_left_out(const fs::path& path) const {
  return path.filename().string().starts_with('.') ||
         std::find(left_out_.begin(), left_out_.end(), path) != left_out_.end();
}

void Watcher::watch(const fs::path& folder, int depth) {
  if (polls_ || depth > kDeepest) return;
  const int watch_id = ::inotify_add_watch(inotify_, folder.c_str(), kEvents | IN_ONLYDIR);
  if (watch_id < 0) {
    // It has gone again, or there are no more watches.
    polls_ = errno == ENOSPC || errno == ENOMEM;
    return;
  }
  folders_[watch_id] = folder;
  if (depth == kDeepest) return;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    std::error_code unknown;
    if (it->is_directory(unknown) && !it->is_symlink(unknown) && !is_left_out(it->path()))
      watch(it->path(), depth + 1);
  }
}

bool Watcher::take_events() {
  alignas(struct inotify_event) std::array<char, 16384> bytes{};
  bool counts = false;
  for (;;) {
    const ssize_t size = ::read(inotify_, bytes.data(), bytes.size());
    if (size <= 0) return counts;
    for (ssize_t at = 0; at < size;) {
      const auto* event = reinterpret_cast<const struct inotify_event*>(
          bytes.data() + static_cast<std::size_t>(at));
      at += static_cast<ssize_t>(sizeof(struct inotify_event)) + static_cast<ssize_t>(event->len);
      if ((event->mask & IN_Q_OVERFLOW) != 0) counts = true;
      const auto folder = folders_.find(event->wd);
      if ((event->mask & IN_IGNORED) != 0) {
        if (folder != folders_.end()) folders_.erase(folder);
        continue;
      }
      if (folder == folders_.end()) continue;
      const fs::path path = event->len > 0 ? folder->second / event->name : folder->second;
      if (is_left_out(path)) continue;
      if ((event->mask & IN_ISDIR) != 0 && (event->mask & (IN_CREATE | IN_MOVED_TO)) != 0)
        watch(path, 1);
      // A file that was just made has no content yet; its closing comes.
      const bool only_made = (event->mask & IN_CREATE) != 0 && (event->mask & IN_ISDIR) == 0;
      counts = counts || !only_made;
    }
  }
}

Watcher::Event Watcher::wait(std::chrono::milliseconds quiet, std::chrono::milliseconds patience) {
  int quiets = 0;
  bool changed = false;
  for (;;) {
    std::array<struct pollfd, 2> sources = {{{wake_, POLLIN, 0}, {inotify_, POLLIN, 0}}};
    const int most = changed                ? static_cast<int>(quiet.count())
                     : polls_               ? kPollMilliseconds
                     : patience.count() > 0 ? static_cast<int>(patience.count())
                                            : -1;
    const int ready = ::poll(sources.data(), polls_ ? 1 : 2, most);
    if (ready < 0 && errno == EINTR) continue;
    if (sources[0].revents != 0) {
      std::uint64_t count = 0;
      (void)!::read(wake_, &count, sizeof count);
      return Event::Woken;
    }
    if (ready == 0 && !changed && !polls_) return Event::Idle;
    if (ready == 0) return Event::Changed;  // it is quiet, or time to poll
    if (sources[1].revents != 0 && take_events()) changed = true;
    if (changed && ++quiets > kMostQuiets) return Event::Changed;
  }
}

void Watcher::wake() {
  const std::uint64_t one = 1;
  (void)!::write(wake_, &one, sizeof one);
}

}  // namespace preview
