#include "generator/base/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>

namespace base {
namespace fs = std::filesystem;
namespace {

// An empty folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "atelier-files-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path operator/(std::string_view name) const { return path_ / name; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::vector<std::string> names_in(const fs::path& root) {
  std::vector<std::string> out;
  const auto listed = list_files(root);
  REQUIRE(listed);
  for (const FileEntry& entry : *listed) out.push_back(entry.path);
  return out;
}

TEST_CASE("what is written can be read, whatever the bytes, and folders are made") {
  const Folder folder;
  const std::string bytes("a\0b\xff\n", 5);
  REQUIRE(write_file(folder / "deep/er/x.bin", bytes));
  CHECK(read_file(folder / "deep/er/x.bin") == bytes);
  REQUIRE(write_file(folder / "empty", ""));
  CHECK(read_file(folder / "empty") == "");
}

TEST_CASE("a file over the limit is refused before it is read") {
  const Folder folder;
  const std::string path = (folder / "big").string();
  REQUIRE(write_file(path, "12345"));

  CHECK(read_file(path, 5) == "12345");
  const auto refused = read_file(path, 4);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::System);
  CHECK(refused.error().message.en == "'" + path + "' has 5 bytes; at most 4 are read");
  CHECK(refused.error().message.fr == "« " + path + " » a 5 octets ; au plus 4 sont lus");
  CHECK(to_string(refused.error().where) == path);
}

TEST_CASE("what is not a regular file is refused, and nothing waits for it") {
  const Folder folder;
  const std::string fifo = (folder / "fifo").string();
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);

  for (const std::string& path : {fifo, folder.path().string(), std::string("/dev/zero")}) {
    CAPTURE(path);
    const auto refused = read_file(path);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.en == "'" + path + "' is not a regular file");
    CHECK(refused.error().message.fr == "« " + path + " » n'est pas un fichier ordinaire");
  }
}

TEST_CASE("a file that is not there is named, with the system's words") {
  const Folder folder;
  const std::string path = (folder / "none").string();
  const auto missing = read_file(path);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.en == "cannot read '" + path + "': No such file or directory");
  CHECK(missing.error().message.fr ==
        "impossible de lire « " + path + " » : No such file or directory");
}

TEST_CASE("writing replaces the whole file and leaves nothing beside it") {
  const Folder folder;
  REQUIRE(write_file(folder / "x", "a long first version"));
  const auto reader = read_file(folder / "x");
  REQUIRE(write_file(folder / "x", "second"));

  CHECK(reader == "a long first version");
  CHECK(read_file(folder / "x") == "second");
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a reader that has the old file open keeps the old bytes") {
  const Folder folder;
  REQUIRE(write_file(folder / "x", "old"));
  fs::create_hard_link(folder / "x", folder / "also-x");
  REQUIRE(write_file(folder / "x", "new"));
  CHECK(read_file(folder / "also-x") == "old");  // replaced by a rename, not written into
}

TEST_CASE("a failed write keeps the old file and cleans up") {
  const Folder folder;
  REQUIRE(write_file(folder / "taken/file", "x"));

  const std::string path = (folder / "taken").string();  // a folder cannot be replaced by a file
  const auto failed = write_file(path, "y");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message.en == "cannot write '" + path + "': Is a directory");
  CHECK(failed.error().message.fr == "impossible d'écrire « " + path + " » : Is a directory");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"taken/file"});
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);

  CHECK_FALSE(write_file(folder / "taken/file/below", "y"));  // the parent is a file
}

TEST_CASE("a name as long as the system allows can be written") {
  const Folder folder;
  const std::string name(255, 'n');
  REQUIRE(write_file(folder / name, "x"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{name});
}

TEST_CASE("files are listed by their bytes, without hidden ones, links unfollowed") {
  const Folder folder;
  for (const char* name : {"b.md", "a/z.md", "a.md", "a/b/c.md", "B.md", ".hidden", ".git/config",
                           "a/.secret/x.md", "é.md", "zz.writing"})
    REQUIRE(write_file(folder / name, "12"));
  fs::create_symlink("a.md", folder / "link.md");
  fs::create_directory_symlink("a", folder / "loop");
  fs::create_symlink("nowhere", folder / "dead");
  REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);

  CHECK(names_in(folder.path()) == std::vector<std::string>{"B.md", "a.md", "a/b/c.md", "a/z.md",
                                                            "b.md", "dead", "link.md", "loop",
                                                            "zz.writing", "é.md"});
  const auto listed = list_files(folder.path());
  REQUIRE(listed);
  for (const FileEntry& entry : *listed) {
    CAPTURE(entry.path);
    CHECK(entry.link == (entry.path == "dead" || entry.path == "link.md" || entry.path == "loop"));
    CHECK((entry.link || entry.size == 2));
    CHECK(entry.modified > 0);
  }
}

TEST_CASE("a folder that is not there cannot be listed") {
  const Folder folder;
  const auto failed = list_files(folder / "none");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == ErrorKind::System);
}

}  // namespace
}  // namespace base
