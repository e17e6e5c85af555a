#include "tests/support/tree.h"

#include <fstream>
#include <sstream>

namespace support {
namespace fs = std::filesystem;

Tree read_tree(const fs::path& root) {
  Tree out;
  if (!fs::exists(root)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    out[fs::relative(entry.path(), root).generic_string()] = bytes.str();
  }
  return out;
}

void write_tree(const fs::path& root, const Tree& tree) {
  fs::remove_all(root);
  for (const auto& [path, bytes] : tree) {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path, std::ios::binary) << bytes;
  }
}

}  // namespace support
