// One text node with what stands on either side of it in its block, for the rules of typography.cc,
// quotes.cc and spaces.cc.
#pragma once

#include <cstddef>
#include <string_view>

#include "generator/text/utf8.h"

namespace text {

struct InlineText {
  std::string_view plain;
  char32_t before = 0;  // the last character of what precedes, 0 at the block's start
  char32_t after = 0;   // the first character of what follows, 0 at the block's end

  // The character that begins at byte `i`; `after` at the end.
  char32_t at(std::size_t i) const { return i < plain.size() ? next_character(plain, i) : after; }
  // The character that ends at byte `i`; `before` at the start.
  char32_t ending_at(std::size_t i) const { return i > 0 ? character_before(plain, i) : before; }
};

inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool is_letter_or_digit(char32_t c) { return is_digit(c) || is_letter(c); }
// A space of any kind, a line's end, or the edge of the block.
inline bool is_space_or_edge(char32_t c) {
  return c <= U' ' || c == U'\u00A0' || c == U'\u202F' || c == U'\u2009';
}

}  // namespace text
