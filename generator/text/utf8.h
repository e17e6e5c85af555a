// UTF-8 (RFC 3629): finding what is not, and walking what is. Functions never read past the view; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace text {

// The offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates are not).
std::optional<std::size_t> first_invalid(std::string_view bytes);

// Decodes the character at `at` and moves `at` behind it. Malformed bytes give U+FFFD, one byte at a time.
char32_t next_character(std::string_view bytes, std::size_t& at);
// The character that ends just before `at`, or 0 at the start.
char32_t character_before(std::string_view bytes, std::size_t at);
void append_character(std::string& out, char32_t character);

// At most `limit` bytes from the start, never half a character.
std::string_view cut_to(std::string_view bytes, std::size_t limit);
// The same with '…' behind it when something was cut: for quoting a stranger's text in a message.
std::string shortened(std::string_view bytes, std::size_t limit = 60);

bool is_letter(char32_t c);  // any script (ICU)
std::string lower_case(std::string_view bytes);  // full Unicode, no locale

}  // namespace text
