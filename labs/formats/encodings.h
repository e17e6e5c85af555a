// Base64 (RFC 4648, both alphabets), percent-encoding (RFC 3986) and hexadecimal. Values; any
// thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace formats {

std::string encode_base64(std::string_view bytes);     // '+' '/', padded
std::string encode_base64url(std::string_view bytes);  // '-' '_', not padded
// Either alphabet, padded or not; nothing when it holds anything else or cannot end there.
std::optional<std::string> decode_base64(std::string_view text);

// Everything but letters, digits and "-._~" becomes %XX.
std::string encode_percent(std::string_view bytes);
// What is no escape stays as it is.
std::string decode_percent(std::string_view text);
// application/x-www-form-urlencoded, in the order given.
std::string encode_form(std::span<const std::pair<std::string, std::string>> fields);

std::string encode_hex(std::string_view bytes);  // lower case

}  // namespace formats
