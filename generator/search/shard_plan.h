// Which files the browser searches in: what a build leaves to the next one, which then writes only
// those that changed (index_patch.h). Values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace search {

struct ShardFile {
  std::string name;         // "t-0k9x2aq"
  std::string fence;        // entries from here on are in it; "" for the first
  std::uint32_t parts = 0;  // of a folder of blocks: how many files; 0: it is a file itself
  bool operator==(const ShardFile&) const = default;
};

// The files of one language; shards.h says what each kind holds.
struct LanguageFiles {
  std::string language;
  std::vector<ShardFile> terms, overflow, words, blocks, errors, filters;
  bool operator==(const LanguageFiles&) const = default;
};

// Where in `files` the entry of `key` is, or would be; 0 when there are none.
std::size_t file_of(const std::vector<ShardFile>& files, std::string_view key);

using ShardPlan = std::vector<LanguageFiles>;  // in the order of the database

// Paths of all of them, sorted; `folder` is "assets/search".
std::vector<std::string> paths_of(const ShardPlan& plan, std::string_view folder);

std::string encode(const ShardPlan& plan);
std::optional<ShardPlan> decode_shard_plan(std::string_view bytes);

}  // namespace search
