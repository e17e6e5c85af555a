// The folder that is imported: which files it has, what its pages say, and at which address it is
// published. It is only ever read, and nothing in it is trusted: links are not followed, other
// repositories inside it are left out, files are read up to a limit.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/importing/notes.h"

namespace importing {

constexpr std::uintmax_t kMostPageBytes = 1u << 20;
constexpr std::uintmax_t kMostAssetBytes = 16u << 20;
constexpr std::uintmax_t kMostBytes = 512u << 20;  // of all pages
constexpr std::size_t kMostPages = 20'000;

// A Markdown file of the source, decoded.
struct SourceFile {
  std::string path;
  std::string text;  // UTF-8, lines end in '\n'
};

class Tree {
 public:
  // Fails when the folder cannot be read, or is none. `origin`: the address the repository has,
  // when the user says it.
  static base::Result<Tree> read(const std::filesystem::path& root, std::string_view origin,
                                 std::vector<Note>& notes);

  const std::vector<SourceFile>& pages() const { return pages_; }  // by path
  const SourceFile* find_page(std::string_view path) const;
  bool has(std::string_view path) const { return sizes_.count(std::string(path)) > 0; }
  // The file that a person surely means: as written, in other case, or normalized otherwise. Empty
  // when there is none, or more than one.
  std::string find_like(std::string_view path) const;
  // A file's bytes; nothing when it is not there, too large, or cannot be read.
  std::optional<std::string> bytes(std::string_view path) const;
  std::uintmax_t size_of(std::string_view path) const;
  const std::filesystem::path& root() const { return root_; }
  const std::string& name() const { return name_; }      // of the folder
  const std::string& origin() const { return origin_; }  // "github.com/owner/name"; may be empty

 private:
  std::filesystem::path root_;
  std::string name_;
  std::string origin_;
  std::vector<SourceFile> pages_;
  std::map<std::string, std::uintmax_t> sizes_;        // every file
  std::multimap<std::string, std::string> by_folded_;  // folded path -> path
};

// Bytes of a Markdown file as text: UTF-8 with or without a mark, UTF-16 with one, else
// Windows-1252 when every byte is a character of it. Runs that were encoded twice are repaired.
// Nothing when it is no text.
std::optional<std::string> decode_text(std::string bytes, Notes& notes);

// "github.com/owner/name" of "https://github.com/owner/name.git" or "git@github.com:owner/name";
// empty when it is no such address.
std::string repository_address(std::string_view url);

bool is_markdown(std::string_view path);

}  // namespace importing
