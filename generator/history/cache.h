// A History as bytes, to be kept between builds: as long as HEAD and the options are the same, so
// is the history.
//
// Format: "atelier history 1\n", the key, the fields in the order of the structs - numbers as 8
// bytes, little endian, texts and lists with their length before them - and the XXH3 hash of all
// that as 32 hex digits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/history/history.h"

namespace history {

// What the history depends on: the commit, the folder, the options.
std::string cache_key(std::string_view head, std::string_view folder, const Options& options);

std::string serialise(const History& history, std::string_view key);
// Empty when the bytes are damaged, of another version, or of another key.
std::optional<History> parse(std::string_view bytes, std::string_view key);

}  // namespace history
