#include "generator/base/hash.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace base {

Hash hash(std::string_view bytes) {
  const XXH128_hash_t value = XXH3_128bits(bytes.data(), bytes.size());
  return {value.high64, value.low64};
}

Hash combine(const Hash& a, const Hash& b) {
  const std::uint64_t words[] = {a.high, a.low, b.high, b.low};
  return hash({reinterpret_cast<const char*>(words), sizeof words});
}

std::string hex(const Hash& hash) { return fmt::format("{:016x}{:016x}", hash.high, hash.low); }
std::string short_hex(const Hash& hash) { return hex(hash).substr(0, 10); }

}  // namespace base
