#include "generator/text/collate.h"

#include <unicode/bytestream.h>
#include <unicode/coll.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>

#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace text {

namespace {

constexpr std::size_t kMaximumBytes = 4096;  // more of a text does not decide on its place

}  // namespace

std::string sort_key(std::string_view utf8, std::string_view language) {
  utf8 = cut_to(utf8, kMaximumBytes);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(
      icu::StringPiece(language.data(), static_cast<std::int32_t>(language.size())), status);
  if (U_FAILURE(status)) status = U_ZERO_ERROR;
  // ICU keeps the rules of a language once loaded; the object itself is cheap.
  const std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(locale, status));
  if (U_FAILURE(status) || collator == nullptr) return std::string(utf8);
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::string key(utf8.size() * 4 + 16, '\0');
  const auto written = [&] {
    return collator->getSortKey(wide, reinterpret_cast<std::uint8_t*>(key.data()),
                                static_cast<std::int32_t>(key.size()));
  };
  std::int32_t length = written();
  if (length > static_cast<std::int32_t>(key.size())) {
    key.resize(static_cast<std::size_t>(length));
    length = written();
  }
  key.resize(length > 0 ? static_cast<std::size_t>(length) - 1 : 0);  // without the final zero
  return key;
}

std::string index_letter(std::string_view utf8) {
  const std::string folded = without_accents(lower_case(cut_to(utf8, 64)));
  std::size_t at = 0;
  const char32_t first = next_character(folded, at);
  std::string letter;
  if (!folded.empty() && is_letter(first))
    append_character(letter, static_cast<char32_t>(u_toupper(static_cast<UChar32>(first))));
  return letter;
}

}  // namespace text
