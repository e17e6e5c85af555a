#include "generator/publish/release_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include "generator/base/files.h"
#include "generator/publish/site_path.h"

namespace publish {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr std::string_view kNew = ".new";  // in releases/: one that is being made
constexpr std::string_view kNewLink = ".current.new";
constexpr std::string_view kReleaseManifest = ".atelier-manifest";  // in a release

// 7 of "0007-1a2b3c4d5e"; 0 of anything that is no release.
std::uint64_t number_of(std::string_view release) {
  std::uint64_t number = 0;
  const auto [end, failed] =
      std::from_chars(release.data(), release.data() + release.size(), number);
  const bool ours = failed == std::errc() && end != release.data() + release.size() && *end == '-';
  return ours ? number : 0;
}

base::Error cannot_write(const fs::path& path, int number) {
  return base::system_error(
      message("cannot write '{}'", "impossible d'écrire « {} »", path.generic_string()), path,
      number);
}

// A hash of what the site is: two releases of the same site bear the same.
std::string digest_of(const Manifest& manifest) {
  return base::short_hex(base::hash(write_manifest(manifest)));
}

Manifest manifest_of(const Outgoing& files) {
  Manifest out;
  for (const auto& [path, file] : files)
    out.emplace_hint(out.end(), path,
                     ManifestEntry{ManifestEntry::State::Known, file.version, file.size});
  return out;
}

// The file of the old release under its new name, if it still is what its manifest says.
bool link_old(const fs::path& from, const fs::path& to, const ManifestEntry& known) {
  std::error_code failed;
  if (fs::symlink_status(from, failed).type() != fs::file_type::regular) return false;
  const auto bytes = base::read_file(from, kLargestFile);
  return bytes && base::hash(*bytes) == known.version && ::link(from.c_str(), to.c_str()) == 0;
}

// Waits until what was written is on the disk: a power cut must not leave a link to half a release.
base::Done flush(const fs::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool done = opened >= 0 && ::syncfs(opened) == 0;
  const int number = errno;
  if (opened >= 0) ::close(opened);
  if (!done) return base::fail(cannot_write(folder, number));
  return {};
}

}  // namespace

ReleaseFolder::ReleaseFolder(ReleaseOptions options) : options_(std::move(options)) {}
ReleaseFolder::~ReleaseFolder() {
  if (lock_ < 0) return;
  std::error_code ignored;
  fs::remove_all(options_.path / "releases" / kNew, ignored);
  ::close(lock_);
}

base::Done ReleaseFolder::take_lock() {
  if (lock_ >= 0) return {};
  std::error_code failed;
  fs::create_directories(options_.path / "releases", failed);
  if (failed) return base::fail(cannot_write(options_.path / "releases", failed.value()));
  const fs::path link = options_.path / "current";
  if (const auto type = fs::symlink_status(link, failed).type();
      type != fs::file_type::not_found && type != fs::file_type::symlink) {
    return base::fail(base::ErrorKind::Usage,
                      message("'{}' is no link, so no release can be shown there",
                              "« {} » n'est pas un lien : aucune version ne peut y être montrée",
                              link.generic_string()),
                      {},
                      message("move it away, or publish to another folder",
                              "déplacez-le, ou publiez dans un autre dossier"));
  }
  const fs::path lock = options_.path / ".lock";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) return base::fail(cannot_write(lock, errno));
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(std::exchange(lock_, -1));
    return base::fail(
        base::ErrorKind::System,
        message("somebody is publishing to '{}'", "quelqu'un publie vers « {} »", options_.name),
        {}, message("wait for it to end", "attendez que ce soit fini"));
  }
  fs::remove_all(options_.path / "releases" / kNew, failed);
  return {};
}

std::string ReleaseFolder::current() const {
  std::error_code failed;
  const fs::path link = fs::read_symlink(options_.path / "current", failed);
  const std::string name = link.filename().string();
  return failed || number_of(name) == 0 ? std::string() : name;
}

std::vector<std::string> ReleaseFolder::releases() const {
  std::vector<std::string> out;
  std::error_code failed;
  for (fs::directory_iterator it(options_.path / "releases", failed), end; !failed && it != end;
       it.increment(failed))
    if (number_of(it->path().filename().string()) != 0)
      out.push_back(it->path().filename().string());
  std::sort(out.begin(), out.end(), [](const std::string& a, const std::string& b) {
    return std::pair(number_of(a), a) < std::pair(number_of(b), b);
  });
  return out;
}

base::Result<Preview> ReleaseFolder::prepare(const Source& source, Access access) {
  if (access == Access::Change) TRY(take_lock());
  there_.clear();
  const std::string shown = current();
  Preview preview;
  if (!shown.empty()) {
    const fs::path record = options_.path / "releases" / shown / kReleaseManifest;
    // Without its record a release is as good as none: every file is copied.
    if (const auto text = base::read_file(record))
      if (auto manifest = parse_manifest(*text, options_.path.generic_string()))
        there_ = std::move(*manifest);
  }
  preview = preview_of(source.files, there_);
  changes_ = !preview.empty() || shown.empty();
  return preview;
}

base::Result<std::string> ReleaseFolder::make_release(const Source& source,
                                                      const Progress& progress) {
  const fs::path all = options_.path / "releases";
  const fs::path next = all / kNew;
  const fs::path old = all / current();
  std::error_code failed;
  fs::create_directories(next, failed);
  std::string folder;  // the last one that was made
  std::size_t done = 0;
  for (const auto& [path, file] : source.files) {
    const fs::path to = next / path;
    if (const std::string_view wanted = folder_of(path); wanted != folder) {
      fs::create_directories(next / wanted, failed);
      folder = wanted;
    }
    const auto known = there_.find(path);
    const bool kept = known != there_.end() && known->second.version == file.version &&
                      link_old(old / path, to, known->second);
    if (!kept) TRY(base::write_file(to, TRY(bytes_of(source.site, file, source.web))));
    if (progress) progress(++done, source.files.size());
  }
  const Manifest manifest = manifest_of(source.files);
  TRY(base::write_file(next / kReleaseManifest, write_manifest(manifest)));
  TRY(flush(next));
  const std::vector<std::string> before = releases();
  const std::uint64_t number = before.empty() ? 1 : number_of(before.back()) + 1;
  const std::string name = fmt::format("{:04}-{}", number, digest_of(manifest));
  if (::rename(next.c_str(), (all / name).c_str()) != 0)
    return base::fail(cannot_write(all / name, errno));
  return name;
}

base::Done ReleaseFolder::show(const std::string& release) {
  const fs::path link = options_.path / kNewLink;
  std::error_code failed;
  fs::remove(link, failed);
  fs::create_symlink(fs::path("releases") / release, link, failed);
  if (failed) return base::fail(cannot_write(link, failed.value()));
  if (::rename(link.c_str(), (options_.path / "current").c_str()) != 0)
    return base::fail(cannot_write(options_.path / "current", errno));
  return flush(options_.path);
}

void ReleaseFolder::forget_old() {
  const std::string shown = current();
  const std::vector<std::string> all = releases();
  const std::size_t most = std::max<std::size_t>(options_.keep, 1);
  std::size_t too_many = all.size() > most ? all.size() - most : 0;
  for (const std::string& release : all) {
    if (too_many == 0) break;
    --too_many;
    if (release == shown) continue;
    std::error_code ignored;  // one that stays is tried again next time
    fs::remove_all(options_.path / "releases" / release, ignored);
  }
}

base::Result<base::Message> ReleaseFolder::publish(const Source& source, const Progress& progress) {
  const std::string place = (options_.path / "current").generic_string();
  if (!changes_) {
    return message("nothing has changed; {} shows {}", "rien n'a changé ; {} montre {}", place,
                   current());
  }
  const std::string release = TRY(make_release(source, progress));
  TRY(show(release));
  forget_old();
  return message("release {} -> {}", "version {} -> {}", release, place);
}

base::Result<base::Message> ReleaseFolder::roll_back() {
  TRY(take_lock());
  const std::string shown = current();
  std::string before;
  for (const std::string& release : releases())
    if (number_of(release) < number_of(shown)) before = release;
  if (before.empty()) {
    return base::fail(base::ErrorKind::Usage,
                      message("'{}' has no release before the one it shows",
                              "« {} » n'a pas de version avant celle qu'il montre", options_.name));
  }
  TRY(show(before));
  return message("back to release {} -> {}", "retour à la version {} -> {}", before,
                 (options_.path / "current").generic_string());
}

}  // namespace publish
