#include "generator/publish/outgoing.h"

#include <mutex>

#include "generator/base/files.h"
#include "generator/base/parallel.h"
#include "generator/publish/site_path.h"

namespace publish {
namespace fs = std::filesystem;
using base::message;
namespace {

// The files that come of one file of the site.
base::Result<std::vector<std::pair<std::string, OutgoingFile>>> files_of(
    const fs::path& site, const std::string& path, const OutgoingOptions& options) {
  const std::string bytes = TRY(base::read_file(site / path, kLargestFile));
  OutgoingFile plain;
  plain.from = path;
  plain.hash = plain.version = base::hash(bytes);
  plain.size = bytes.size();
  std::optional<std::string> small;
  if (options.compression != Compression::None && options.web.compress)
    small = options.web.compress(path, bytes);
  if (options.headers) {
    plain.headers = {{"Content-Type", std::string(options.web.type_of(path))},
                     {"Cache-Control", std::string(options.web.cache_control_of(path))}};
  }
  std::vector<std::pair<std::string, OutgoingFile>> out;
  if (small) {
    OutgoingFile packed = plain;
    packed.compressed = true;
    packed.size = small->size();
    packed.version = base::hash(*small);
    if (options.compression == Compression::Beside) {
      out.emplace_back(path + ".gz", std::move(packed));
    } else {
      packed.headers.emplace_back("Content-Encoding", "gzip");
      plain = std::move(packed);
    }
  }
  out.emplace_back(path, std::move(plain));
  for (auto& [name, file] : out)
    for (const auto& [header, value] : file.headers)
      file.version = base::combine(file.version, base::hash(header + ": " + value));
  return out;
}

}  // namespace

base::Result<Outgoing> read_outgoing(const fs::path& site, const OutgoingOptions& options) {
  const std::vector<base::FileEntry> entries = TRY(base::list_files(site));
  for (const base::FileEntry& entry : entries) {
    if (!entry.link && is_plain_path(entry.path)) continue;
    return base::fail(
        base::ErrorKind::System,
        message("'{}' in the site is a link, or its name cannot be published",
                "« {} », dans le site, est un lien, ou son nom ne peut être publié", entry.path));
  }
  Outgoing out;
  std::mutex guard;
  std::optional<base::Error> failure;
  base::parallel_for(entries.size(), options.jobs, [&](std::size_t i) {
    auto files = files_of(site, entries[i].path, options);
    const std::lock_guard lock(guard);
    if (!files) {
      if (!failure) failure = std::move(files).error();
      return;
    }
    // A "style.css.gz" of the site's own is not replaced by ours.
    for (auto& [path, file] : *files) {
      if (path == file.from)
        out.insert_or_assign(std::move(path), std::move(file));
      else
        out.emplace(std::move(path), std::move(file));
    }
  });
  if (failure) return base::fail(std::move(*failure));
  return out;
}

base::Result<std::string> bytes_of(const fs::path& site, const OutgoingFile& file,
                                   const WebFacts& web) {
  std::string bytes = TRY(base::read_file(site / file.from, kLargestFile));
  if (base::hash(bytes) != file.hash) {
    return base::fail(base::ErrorKind::System,
                      message("'{}' has changed while the site was being published",
                              "« {} » a changé pendant la publication du site", file.from),
                      {},
                      message("a build has replaced the site; publish again",
                              "une construction a remplacé le site ; publiez à nouveau"));
  }
  if (!file.compressed) return bytes;
  auto small = web.compress(file.from, bytes);
  return small ? std::move(*small) : std::move(bytes);
}

}  // namespace publish
