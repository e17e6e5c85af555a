#include "generator/exporting/zip.h"

#include <array>
#include <cstdint>

namespace exporting {
namespace {

using base::message;

constexpr std::uint32_t kDate = 0x0021;  // 1980-01-01, the first day that there is
constexpr std::uint16_t kUtf8 = 0x0800;  // names are UTF-8

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> out{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value & 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
    out[i] = value;
  }
  return out;
}

std::uint32_t checksum(std::string_view bytes) {
  static constexpr std::array<std::uint32_t, 256> kTable = make_table();
  std::uint32_t out = 0xFFFFFFFFu;
  for (const char c : bytes)
    out = kTable[(out ^ static_cast<unsigned char>(c)) & 0xFF] ^ (out >> 8);
  return ~out;
}

void put16(std::string& out, std::size_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>(value >> 8 & 0xFF);
}
void put32(std::string& out, std::size_t value) {
  put16(out, value & 0xFFFF);
  put16(out, value >> 16 & 0xFFFF);
}

bool is_ascii(std::string_view name) {
  for (const char c : name)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// What the local and the central header have in common.
void put_common(std::string& out, const PackedFile& file, std::uint32_t sum) {
  put16(out, 20);  // version needed
  put16(out, is_ascii(file.path) ? 0 : kUtf8);
  put16(out, 0);  // stored
  put16(out, 0);  // time
  put16(out, kDate);
  put32(out, sum);
  put32(out, file.bytes.size());
  put32(out, file.bytes.size());
  put16(out, file.path.size());
  put16(out, 0);  // no extra fields
}

}  // namespace

base::Result<std::string> zip(const std::vector<PackedFile>& files) {
  std::string out, directory;
  constexpr std::size_t kMost = 0xFFFFFFFFu;
  for (const PackedFile& file : files) {
    const std::size_t offset = out.size();
    if (files.size() > 0xFFFF || file.path.size() > 0xFFFF ||
        offset + file.bytes.size() + directory.size() + (1u << 20) > kMost)
      return base::fail(base::ErrorKind::System,
                        message("too much for one archive", "trop pour une seule archive"));
    const std::uint32_t sum = checksum(file.bytes);
    put32(out, 0x04034B50);
    put_common(out, file, sum);
    out += file.path;
    out += file.bytes;
    put32(directory, 0x02014B50);
    put16(directory, 20);  // made by
    put_common(directory, file, sum);
    put16(directory, 0);  // comment
    put16(directory, 0);  // disk
    put16(directory, 0);
    put32(directory, 0);
    put32(directory, offset);
    directory += file.path;
  }
  const std::size_t start = out.size();
  out += directory;
  put32(out, 0x06054B50);
  put16(out, 0);
  put16(out, 0);
  put16(out, files.size());
  put16(out, files.size());
  put32(out, directory.size());
  put32(out, start);
  put16(out, 0);
  return out;
}

}  // namespace exporting
