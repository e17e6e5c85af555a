// Values as bytes and back, for caches of our own: numbers as 7 bits a byte, lowest first (LEB128);
// text as its length and its bytes; a Hash as 16 bytes. Reading never goes beyond the end: damaged
// bytes make the reader bad, and from then on it gives zeros and empty text.
//
// seal() adds a checksum, unseal() takes it off again, or says that the bytes are not those that
// were sealed. Not for files that other programs read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "generator/base/hash.h"

namespace base {

class ByteWriter {
 public:
  ByteWriter& number(std::uint64_t value);
  ByteWriter& text(std::string_view value);
  ByteWriter& hash(const Hash& value);

  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  // The views that text() gives live as long as `bytes`.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number();
  std::string_view text();
  Hash hash();
  // How many values follow, of at least a byte each: never more than there are bytes.
  std::size_t count();

  void refuse() { good_ = false; }
  bool good() const { return good_; }
  bool done() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::string seal(std::string bytes);
std::optional<std::string_view> unseal(std::string_view sealed);

}  // namespace base
