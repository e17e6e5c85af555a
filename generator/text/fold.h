// What makes two spellings of a word the same word: composed characters, and letters without their
// accents. For keys that are compared, never for text that is shown. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace text {

// Unicode normalization form C. Malformed bytes become U+FFFD.
std::string nfc(std::string_view bytes);

// Every letter without its marks: "é" -> "e", "ǻ" -> "a"; and the letters that people type as
// others when their keyboard lacks them: "œ" -> "oe", "æ" -> "ae", "ß" -> "ss", "ø" -> "o", "ł" ->
// "l", "đ" and "ð" -> "d", "þ" -> "th", "ı" -> "i". Expects lower case; idempotent.
std::string without_accents(std::string_view bytes);

// Letters, marks and numbers of any script: what a word is made of.
bool is_word_character(char32_t c);

}  // namespace text
