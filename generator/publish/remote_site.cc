#include "generator/publish/remote_site.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace publish {
using base::message;
namespace {

// How much is held in memory, and is on its way, at a time.
constexpr std::size_t kBatchFiles = 64;
constexpr std::size_t kBatchBytes = 8u << 20;
// After how many files the manifest says what is done, so that a publication that is cut has not to
// begin again.
constexpr std::size_t kFilesBetweenSaves = 512;
constexpr unsigned kSecondsBetweenTries = 2;
constexpr int kLockTries = 300;

// What a lock says of its owner: its text without the number, made harmless.
std::string owner_of(std::string_view text) {
  const std::size_t space = text.find(' ');
  std::string out(space == std::string_view::npos ? "?" : text.substr(space + 1));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  out.resize(std::min<std::size_t>(out.size(), 100));
  return out;
}

std::size_t count_of(const std::vector<std::vector<std::string>>& steps) {
  std::size_t out = 0;
  for (const auto& step : steps) out += step.size();
  return out;
}

}  // namespace

RemoteSite::RemoteSite(RemoteOptions options, std::unique_ptr<Store> store)
    : options_(std::move(options)), store_(std::move(store)) {}

RemoteSite::~RemoteSite() {
  // When it cannot be taken away it stays remembered, and the next publication from here does it.
  if (locked_ && store_->unlock()) (void)local_lock_->remember("");
}

base::Done RemoteSite::take_lock() {
  local_lock_ = TRY(LocalLock::take(options_.lock_file, options_.name));
  const std::string mine = LocalLock::new_text();
  const std::string left_behind = local_lock_->left_behind();
  const auto is_own = [&](const std::string& text) {
    return ("\n" + left_behind + "\n").find("\n" + text + "\n") != std::string::npos;
  };
  bool may_break = options_.when_locked == WhenLocked::Break;
  for (int tries = 0;; ++tries) {
    // Known before it is there: who is killed in between has left nothing that stays.
    TRY(local_lock_->remember(left_behind.empty() ? mine : left_behind + "\n" + mine));
    const std::optional<std::string> other = TRY(store_->lock(mine));
    if (!other) break;
    if (tries < kLockTries && (is_own(*other) || std::exchange(may_break, false))) {
      TRY(store_->unlock());
      continue;
    }
    TRY(local_lock_->remember(left_behind));
    if (options_.when_locked == WhenLocked::Wait && tries < kLockTries) {
      ::sleep(kSecondsBetweenTries);
      continue;
    }
    return base::fail(
        base::ErrorKind::System,
        message("somebody is publishing to '{}': {}", "quelqu'un publie vers « {} » : {}",
                options_.name, owner_of(*other)),
        {},
        message("wait with --lock wait; if that publication was killed, --lock break takes its "
                "lock away",
                "attendez avec --lock wait ; si cette publication a été tuée, --lock break enlève "
                "son verrou"));
  }
  locked_ = true;
  return local_lock_->remember(mine);
}

base::Result<Preview> RemoteSite::prepare(const Source& source, Access access) {
  if (access == Access::Change) TRY(take_lock());
  const std::optional<std::string> text = TRY(store_->read(kManifestPath));
  there_ = text ? TRY(parse_manifest(*text, options_.address)) : Manifest();
  plan_ = make_plan(source.files, there_);
  Preview preview = preview_of(source.files, there_);
  if (!text) {
    preview.notes.push_back(
        message("nothing tells of an earlier publication there: everything is sent, and what may "
                "be there already is not deleted",
                "rien n'indique de publication antérieure à cet endroit : tout est envoyé, et ce "
                "qui s'y trouve peut-être n'est pas supprimé"));
  } else if (!plan_.doubtful.empty()) {
    preview.notes.push_back(
        message("the last publication was cut: {} files are not certain, and are done again",
                "la dernière publication a été interrompue : {} fichiers sont incertains et sont "
                "refaits",
                plan_.doubtful.size()));
  }
  return preview;
}

base::Done RemoteSite::save_manifest() {
  unsaved_ = 0;
  const Upload upload = {std::string(kManifestPath), write_manifest(there_), nullptr};
  return store_->write({&upload, 1});
}

void RemoteSite::advance(std::size_t count) {
  done_ += count;
  unsaved_ += count;
  if (*progress_) (*progress_)(done_, all_);
}

base::Done RemoteSite::send(const Source& source, const std::vector<std::string>& step) {
  for (std::size_t next = 0; next < step.size();) {
    std::vector<Upload> batch;
    std::size_t size = 0;
    while (next < step.size() && batch.size() < kBatchFiles && size < kBatchBytes) {
      const auto file = source.files.find(step[next++]);
      batch.push_back(
          {file->first, TRY(bytes_of(source.site, file->second, source.web)), &file->second});
      size += batch.back().bytes.size();
    }
    TRY(store_->write(batch));
    for (const Upload& upload : batch)
      there_.insert_or_assign(upload.path, ManifestEntry{ManifestEntry::State::Known,
                                                         upload.file->version, upload.file->size});
    advance(batch.size());
    if (unsaved_ >= kFilesBetweenSaves) TRY(save_manifest());
  }
  return {};
}

base::Done RemoteSite::take_away(const std::vector<std::string>& step) {
  for (std::size_t next = 0; next < step.size(); next += kBatchFiles) {
    const std::span batch(step.data() + next, std::min(kBatchFiles, step.size() - next));
    TRY(store_->remove(batch));
    for (const std::string& path : batch) there_.erase(path);
    advance(batch.size());
  }
  return {};
}

base::Result<base::Message> RemoteSite::publish(const Source& source, const Progress& progress) {
  progress_ = &progress;
  done_ = 0;
  all_ = count_of(plan_.sent) + count_of(plan_.removed);
  if (!plan_.empty()) {
    // From here on the manifest says of each of these files that it is uncertain.
    using State = ManifestEntry::State;
    for (const auto& step : plan_.sent)
      for (const std::string& path : step) {
        const auto found = there_.find(path);
        const bool is_there = found != there_.end() && found->second.state != State::Maybe;
        there_.insert_or_assign(path,
                                ManifestEntry{is_there ? State::Replaced : State::Maybe, {}, 0});
      }
    for (const auto& step : plan_.removed)
      for (const std::string& path : step)
        there_.insert_or_assign(path, ManifestEntry{State::Maybe, {}, 0});
    TRY(save_manifest());
    for (const auto& step : plan_.sent) TRY(send(source, step));
    for (const auto& step : plan_.removed) TRY(take_away(step));
    TRY(save_manifest());
  }
  TRY(store_->unlock());
  locked_ = false;
  TRY(local_lock_->remember(""));
  return message("{} files sent, {} deleted -> {}", "{} fichiers envoyés, {} supprimés -> {}",
                 count_of(plan_.sent), count_of(plan_.removed), options_.address);
}

base::Result<base::Message> RemoteSite::roll_back() {
  return base::fail(
      base::ErrorKind::Usage,
      message("'{}' keeps no earlier site to go back to",
              "« {} » ne garde aucun site antérieur auquel revenir", options_.name),
      {},
      message("check out the course as it was, and publish that: only what differs is sent",
              "revenez au cours tel qu'il était et publiez-le : seul ce qui diffère est envoyé"));
}

}  // namespace publish
