#include "generator/publish/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "generator/base/files.h"
#include "generator/base/handle.h"

namespace publish {
namespace fs = std::filesystem;
namespace {

using Archive = base::Handle<::archive, archive_write_free>;
using Entry = base::Handle<archive_entry, archive_entry_free>;

tl::unexpected<base::Error> cannot_write(const fs::path& file, ::archive* archive) {
  const char* why = archive_error_string(archive);
  return base::fail(base::ErrorKind::System,
                    base::message("cannot write '{}': {}", "impossible d'écrire « {} » : {}",
                                  file.generic_string(), why != nullptr ? why : "?"));
}

base::Done add(::archive* archive, const std::string& name, const std::string& bytes,
               const fs::path& file) {
  const Entry entry(archive_entry_new());
  archive_entry_set_pathname_utf8(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
  if (archive_write_header(archive, entry.get()) != ARCHIVE_OK) return cannot_write(file, archive);
  if (archive_write_data(archive, bytes.data(), bytes.size()) !=
      static_cast<la_ssize_t>(bytes.size()))
    return cannot_write(file, archive);
  return {};
}

base::Result<std::size_t> write_all(const fs::path& site, std::string_view top,
                                    const fs::path& file) {
  const auto listed = TRY(base::list_files(site));
  Archive archive(archive_write_new());
  if (archive_write_set_format_zip(archive.get()) != ARCHIVE_OK ||
      archive_write_set_options(archive.get(), "zip:compression=deflate,zip:hdrcharset=UTF-8") !=
          ARCHIVE_OK ||
      archive_write_open_filename(archive.get(), file.c_str()) != ARCHIVE_OK)
    return cannot_write(file, archive.get());
  std::size_t count = 0;
  for (const base::FileEntry& entry : listed) {
    if (entry.link) continue;
    const std::string bytes = TRY(base::read_file(site / entry.path));
    if (auto done = add(archive.get(), fmt::format("{}/{}", top, entry.path), bytes, file); !done)
      return base::fail(std::move(done).error());
    ++count;
  }
  if (archive_write_close(archive.get()) != ARCHIVE_OK) return cannot_write(file, archive.get());
  return count;
}

}  // namespace

base::Result<ArchiveSummary> write_zip(const fs::path& site, std::string_view top,
                                       const fs::path& archive) {
  fs::path beside = archive;
  beside += ".part";
  std::error_code failed;
  if (archive.has_parent_path()) fs::create_directories(archive.parent_path(), failed);
  auto count = write_all(site, top, beside);
  if (!count) {
    fs::remove(beside, failed);
    return base::fail(std::move(count).error());
  }
  fs::rename(beside, archive, failed);
  if (failed) {
    auto error = base::system_error(
        base::message("cannot write '{}'", "impossible d'écrire « {} »", archive.generic_string()),
        archive, failed.value());
    fs::remove(beside, failed);
    return base::fail(std::move(error));
  }
  return ArchiveSummary{*count, fs::file_size(archive, failed)};
}

}  // namespace publish
