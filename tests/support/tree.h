// A folder's files as values: path -> bytes. For tests that compare whole sites.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace support {

using Tree = std::map<std::string, std::string>;

Tree read_tree(const std::filesystem::path& root);
// Makes `root` hold exactly these files.
void write_tree(const std::filesystem::path& root, const Tree& tree);

}  // namespace support
