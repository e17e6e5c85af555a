#include "generator/base/bytes.h"

namespace base {
namespace {

constexpr std::size_t kHashBytes = 16;

void put_fixed(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

std::uint64_t take_fixed(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return value;
}

}  // namespace

ByteWriter& ByteWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    bytes_ += static_cast<char>((value & 0x7F) | 0x80);
    value >>= 7;
  }
  bytes_ += static_cast<char>(value);
  return *this;
}

ByteWriter& ByteWriter::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
  return *this;
}

ByteWriter& ByteWriter::hash(const Hash& value) {
  put_fixed(bytes_, value.high);
  put_fixed(bytes_, value.low);
  return *this;
}

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (!good_ || rest_.empty()) break;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    if (shift == 63 && byte > 1) break;  // more than 64 bits
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  good_ = false;
  return 0;
}

std::string_view ByteReader::text() {
  const std::uint64_t size = number();
  if (size > rest_.size()) good_ = false;
  if (!good_) return {};
  const std::string_view value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

Hash ByteReader::hash() {
  if (rest_.size() < kHashBytes) good_ = false;
  if (!good_) return {};
  const Hash value = {take_fixed(rest_), take_fixed(rest_.substr(8))};
  rest_.remove_prefix(kHashBytes);
  return value;
}

std::size_t ByteReader::count() {
  const std::uint64_t value = number();
  if (value > rest_.size()) good_ = false;
  return good_ ? static_cast<std::size_t>(value) : 0;
}

std::string seal(std::string bytes) {
  const Hash sum = hash(bytes);
  put_fixed(bytes, sum.low);
  return bytes;
}

std::optional<std::string_view> unseal(std::string_view sealed) {
  if (sealed.size() < 8) return {};
  const std::string_view bytes = sealed.substr(0, sealed.size() - 8);
  if (take_fixed(sealed.substr(bytes.size())) != hash(bytes).low) return {};
  return bytes;
}

}  // namespace base
