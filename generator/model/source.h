// Reading a text file of the course from the disk, bounded, as valid UTF-8.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "generator/base/hash.h"
#include "generator/model/problem.h"

namespace model {

constexpr std::uintmax_t kMostTomlBytes = 1u << 20;

struct SourceText {
  std::string text;  // valid UTF-8
  base::Hash hash;   // of the bytes as they are on the disk
};

// `file` is relative to `content`. Larger than `limit`: file-too-large; what the disk refuses:
// file-unreadable; both give nothing. The rules about bytes are applied.
std::optional<SourceText> read_source(const std::filesystem::path& content, std::string_view file,
                                      std::uintmax_t limit, Problems& problems);

}  // namespace model
