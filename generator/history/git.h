// What this folder shares of libgit2: ids, ownership, errors. Inside this folder only.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "generator/base/result.h"

struct git_blob;
struct git_commit;
struct git_mailmap;
struct git_oid;
struct git_repository;
struct git_tree;
struct git_tree_entry;

namespace history {

struct Id {
  std::array<unsigned char, 20> bytes{};
  auto operator<=>(const Id&) const = default;
};
struct IdHash {
  std::size_t operator()(const Id& id) const {
    std::size_t out = 0;
    std::memcpy(&out, id.bytes.data(), sizeof out);  // an id is a hash already
    return out;
  }
};
Id id_of(const git_oid& oid);
std::string hex(const Id& id);

struct Free {
  void operator()(git_blob* object) const;
  void operator()(git_commit* object) const;
  void operator()(git_mailmap* object) const;
  void operator()(git_repository* object) const;
  void operator()(git_tree* object) const;
  void operator()(git_tree_entry* object) const;
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// The library is started before its first use and stays: starting it again is cheap, but what it
// keeps is not.
void start_library();

// "the git repository is damaged: it has no commit 1234abcd", with the way to find out more.
base::Error damaged(std::string_view kind_en, std::string_view kind_fr, const Id& id);

base::Result<Owned<git_commit>> find_commit(git_repository* repository, const Id& id);
base::Result<Owned<git_tree>> find_tree(git_repository* repository, const Id& id);

// A name or a subject as it may be shown: well-formed UTF-8 without control characters, at most
// `most` bytes.
std::string harmless(std::string_view text, std::size_t most);

}  // namespace history
