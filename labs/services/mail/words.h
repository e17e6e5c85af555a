// The small parts of a mail: encoded words, addresses, character sets, dates. Inside this folder
// only; what it offers to others stands in message.h.
#pragma once

#include <string>
#include <string_view>

namespace services::mail {

// From UTF-8, US-ASCII, ISO 8859-1 or Windows-1252; anything else is taken for UTF-8.
std::string to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace services::mail
