#include "generator/publish/archive.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, std::string_view bytes) { REQUIRE(base::write_file(file, bytes)); }

}  // namespace

TEST_CASE("an archive holds the site below one folder, and nothing hidden") {
  const support::TemporaryFolder temporary;
  const fs::path site = temporary.path() / "public";
  write(site / "index.html", "<p>Bonjour</p>");
  write(site / "fr" / "leçons" / "été.html", std::string(5000, 'x'));
  write(site / ".atelier-site", "");
  fs::create_symlink("/etc/passwd", site / "link");
  const fs::path archive = temporary.path() / "out" / "course.zip";
  const auto summary = publish::write_zip(site, "course", archive);
  REQUIRE(summary);
  CHECK(summary->files == 2);
  CHECK(summary->bytes == fs::file_size(archive));
  CHECK(summary->bytes < 1000);  // deflated
  const std::string command =
      "python3 -c \"import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is "
      "None; "
      "print(*[(i.filename, i.date_time[0]) for i in z.infolist()])\" '" +
      archive.string() + "' > '" + (temporary.path() / "listed").string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  CHECK(base::read_file(temporary.path() / "listed").value_or("") ==
        "('course/fr/leçons/été.html', 1980) ('course/index.html', 1980)\n");
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
