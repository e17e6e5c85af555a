#include "generator/text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "generator/text/utf8.h"

namespace text {
namespace {

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string normalized(const icu::Normalizer2* form, std::string_view bytes, UErrorCode& status) {
  std::string out;
  if (U_FAILURE(status)) return std::string(bytes);
  icu::StringByteSink<std::string> sink(&out);
  form->normalizeUTF8(0, icu::StringPiece(bytes.data(), static_cast<std::int32_t>(bytes.size())),
                      sink, nullptr, status);
  return U_SUCCESS(status) ? out : std::string(bytes);
}

// Letters that Unicode does not decompose, as people type them.
std::string_view typed_as(char32_t c) {
  switch (c) {
    case U'œ':
      return "oe";
    case U'æ':
      return "ae";
    case U'ß':
      return "ss";
    case U'ø':
      return "o";
    case U'ł':
      return "l";
    case U'đ':
    case U'ð':
      return "d";
    case U'þ':
      return "th";
    case U'ı':
      return "i";
    default:
      return {};
  }
}

}  // namespace

std::string nfc(std::string_view bytes) {
  if (is_ascii(bytes)) return std::string(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  return normalized(form, bytes, status);
}

std::string without_accents(std::string_view bytes) {
  if (is_ascii(bytes)) return std::string(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFDInstance(status);
  const std::string apart = normalized(form, bytes, status);
  std::string out;
  out.reserve(apart.size());
  for (std::size_t at = 0; at < apart.size();) {
    const char32_t c = next_character(apart, at);
    if ((U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0) continue;
    const std::string_view other = typed_as(c);
    if (other.empty())
      append_character(out, c);
    else
      out += other;
  }
  return out;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  constexpr std::uint32_t kWord = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kWord) != 0;
}

}  // namespace text
