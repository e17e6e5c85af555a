// The laws of error patterns: a pattern is its own pattern, and other numbers leave the same
// pattern. A number is a run of digits with no letter, digit or sign of a word beside it.
#include <string>

#include "generator/base/ascii.h"
#include "generator/search/error_pattern.h"
#include "generator/text/fold.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

// Every number of the text with other digits, and more or fewer of them.
std::string with_other_numbers(std::string_view text, unsigned seed) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t before = text::character_before(text, at);
    if (!base::is_digit(text[at])) {
      out += text[at++];
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && base::is_digit(text[end])) ++end;
    std::size_t next = end;
    const char32_t behind = end < text.size() ? text::next_character(text, next) : 0;
    const auto of_word = [](char32_t c) { return c == U'*' || text::is_word_character(c); };
    if (of_word(before) || of_word(behind)) {
      out += text.substr(at, end - at);
    } else {
      for (unsigned i = 0; i < 1 + seed % 9; ++i) out += static_cast<char>('0' + (seed >> i) % 10);
    }
    seed = seed * 1664525 + 1013904223;
    at = end;
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const search::ErrorToken& token : search::error_tokens(text)) {
    fuzz::law(token.begin < token.end && token.end <= text.size(),
              "a token's place is in the text");
    fuzz::law(!token.word.empty() && token.word.find(' ') == std::string::npos,
              "a token is one word");
  }
  // Beyond the limit on tokens, a shorter text would reach further.
  if (search::error_tokens(text).size() >= 2000) return 0;
  const std::string pattern = search::error_pattern(text);
  fuzz::law(search::error_pattern(pattern) == pattern, "a pattern is its own pattern");
  fuzz::law(search::error_pattern(with_other_numbers(text, data[0])) == pattern,
            "other numbers leave the same pattern");
  return 0;
}
