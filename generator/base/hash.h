// Content hashes: XXH3, 128 bits, for names of assets, cache keys and "is it the same". Not for
// security.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

struct Hash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const Hash&) const = default;
};

Hash hash(std::string_view bytes);
// A hash of both, which depends on the order.
Hash combine(const Hash& a, const Hash& b);

// 32 lower-case hex digits; `short_hex`: the first 10, for file names.
std::string hex(const Hash& hash);
std::string short_hex(const Hash& hash);

}  // namespace base
