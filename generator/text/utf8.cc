#include "generator/text/utf8.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include <cstdint>
#include <cstring>

namespace text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned char byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// The length of the well-formed character at `at` (RFC 3629, table in section 4); 0 when there is
// none.
std::size_t well_formed(std::string_view bytes, std::size_t at) {
  const unsigned char lead = byte_at(bytes, at);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes.size() - at < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte_at(bytes, at + i) & 0xC0) != 0x80) return 0;
  const unsigned char second = length > 1 ? byte_at(bytes, at + 1) : 0;
  if (lead == 0xE0 && second < 0xA0) return 0;  // overlong
  if (lead == 0xED && second > 0x9F) return 0;  // a surrogate
  if (lead == 0xF0 && second < 0x90) return 0;  // overlong
  if (lead == 0xF4 && second > 0x8F) return 0;  // beyond U+10FFFF
  return length;
}

// The offset of the first byte beyond ASCII at or after `at`; the size when there is none.
std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  while (at + 8 <= bytes.size()) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes.data() + at, 8);
    if ((eight & kHighBits) != 0) break;
    at += 8;
  }
  while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
  return at;
}

char32_t decode(std::string_view bytes, std::size_t at, std::size_t length) {
  constexpr unsigned char kLeadBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  auto out = static_cast<char32_t>(byte_at(bytes, at) & kLeadBits[length]);
  for (std::size_t i = 1; i < length; ++i) out = (out << 6) | (byte_at(bytes, at + i) & 0x3Fu);
  return out;
}

}  // namespace

std::optional<std::size_t> first_invalid(std::string_view bytes) {
  for (std::size_t at = skip_ascii(bytes, 0); at < bytes.size(); at = skip_ascii(bytes, at)) {
    const std::size_t length = well_formed(bytes, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

char32_t next_character(std::string_view bytes, std::size_t& at) {
  const std::size_t length = well_formed(bytes, at);
  if (length == 0) {
    ++at;
    return kReplacement;
  }
  const char32_t character = decode(bytes, at, length);
  at += length;
  return character;
}

char32_t character_before(std::string_view bytes, std::size_t at) {
  if (at == 0) return 0;
  for (std::size_t length = 1; length <= 4 && length <= at; ++length) {
    const std::size_t start = at - length;
    if ((byte_at(bytes, start) & 0xC0) == 0x80) continue;
    if (well_formed(bytes.substr(0, at), start) == length) return decode(bytes, start, length);
    break;
  }
  return kReplacement;
}

void append_character(std::string& out, char32_t character) {
  const auto put = [&](char32_t bits) { out += static_cast<char>(bits); };
  const auto continuation = [&](int shift) { put(0x80 | ((character >> shift) & 0x3F)); };
  if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
    character = kReplacement;
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0 | (character >> 6));
    continuation(0);
  } else if (character < 0x10000) {
    put(0xE0 | (character >> 12));
    continuation(6);
    continuation(0);
  } else {
    put(0xF0 | (character >> 18));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

std::string_view cut_to(std::string_view bytes, std::size_t limit) {
  if (bytes.size() <= limit) return bytes;
  while (limit > 0 && (byte_at(bytes, limit) & 0xC0) == 0x80) --limit;
  return bytes.substr(0, limit);
}

std::string shortened(std::string_view bytes, std::size_t limit) {
  if (bytes.size() <= limit) return std::string(bytes);
  return std::string(cut_to(bytes, limit)) + "…";
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  return u_isalpha(static_cast<UChar32>(c)) != 0;
}

std::string lower_case(std::string_view bytes) {
  std::string out;
  if (skip_ascii(bytes, 0) == bytes.size()) {
    out = bytes;
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&out);
  icu::CaseMap::utf8ToLower("", 0,
                            icu::StringPiece(bytes.data(), static_cast<std::int32_t>(bytes.size())),
                            sink, nullptr, status);
  return U_SUCCESS(status) ? out : std::string(bytes);
}

}  // namespace text
