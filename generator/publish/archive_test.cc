#include "generator/publish/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <clocale>

#include "generator/base/files.h"
#include "generator/base/handle.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;

namespace {

// Each entry's name, the length of its data as read, and whether it has a date.
std::string names_in(const fs::path& file) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // the reader gives names in the encoding of the locale
  const base::Handle<::archive, archive_read_free> archive(archive_read_new());
  REQUIRE(archive_read_support_format_zip(archive.get()) == ARCHIVE_OK);
  REQUIRE(archive_read_open_filename(archive.get(), file.c_str(), 10240) == ARCHIVE_OK);
  std::string names;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(archive.get(), &entry) == ARCHIVE_OK) {
    std::size_t length = 0;
    char bytes[512];
    for (la_ssize_t got = 0; (got = archive_read_data(archive.get(), bytes, sizeof bytes)) > 0;)
      length += static_cast<std::size_t>(got);
    const bool dated = archive_entry_mtime(entry) >
                       315'619'200;  // after the first days of 1980, with which ZIP begins
    names += fmt::format("{} {} {}\n", archive_entry_pathname(entry), length,
                         dated ? "dated" : "no date");
  }
  return names;
}

void write(const fs::path& file, std::string_view bytes) { REQUIRE(base::write_file(file, bytes)); }

}  // namespace

TEST_CASE("an archive holds the site below one folder, and nothing hidden") {
  const support::TemporaryFolder temporary;
  const fs::path site = temporary.path() / "public";
  write(site / "index.html", "<p>Bonjour</p>");
  write(site / "fr" / "dns.html", std::string(5000, 'x'));
  write(site / ".atelier-site", "");
  fs::create_symlink("/etc/passwd", site / "link");
  const fs::path archive = temporary.path() / "out" / "course.zip";
  const auto summary = publish::write_zip(site, "course", archive);
  REQUIRE(summary);
  CHECK(summary->files == 2);
  CHECK(summary->bytes == fs::file_size(archive));
  CHECK(summary->bytes < 1000);  // deflated
  CHECK(names_in(archive) == "course/fr/dns.html 5000 no date\ncourse/index.html 14 no date\n");
}

TEST_CASE("names beyond ASCII are UTF-8 and marked as such") {
  const support::TemporaryFolder temporary;
  write(temporary.path() / "site" / "été.html", "x");
  REQUIRE(publish::write_zip(temporary.path() / "site", "course", temporary.path() / "x.zip"));
  const std::string bytes = base::read_file(temporary.path() / "x.zip").value_or("");
  CHECK(bytes.find("course/été.html") != std::string::npos);
  REQUIRE(bytes.size() > 8);
  CHECK((static_cast<unsigned char>(bytes[7]) & 0x08) != 0);  // APPNOTE 4.4.4, bit 11
}

TEST_CASE("the same site gives the same archive, wherever and whenever it lies") {
  const support::TemporaryFolder one, other;
  for (const support::TemporaryFolder* folder : {&one, &other}) {
    write(folder->path() / "site" / "b.html", "b");
    write(folder->path() / "site" / "a" / "c.html", "c");
    REQUIRE(publish::write_zip(folder->path() / "site", "x", folder->path() / "x.zip"));
  }
  const auto bytes = base::read_file(one.path() / "x.zip");
  REQUIRE(bytes);
  CHECK(*bytes == base::read_file(other.path() / "x.zip").value_or(""));
}

TEST_CASE("an archive that cannot be written leaves the old one") {
  const support::TemporaryFolder temporary;
  const fs::path archive = temporary.path() / "x.zip";
  write(archive, "old");
  CHECK_FALSE(publish::write_zip(temporary.path() / "missing", "x", archive));
  CHECK(base::read_file(archive).value_or("") == "old");
  CHECK_FALSE(fs::exists(temporary.path() / "x.zip.part"));
}
