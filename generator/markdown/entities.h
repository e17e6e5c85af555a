// Character references and backslash escapes, as CommonMark (0.29, 2.5 and 2.4) reads them.
#pragma once

#include <string>
#include <string_view>

namespace markdown {

// "&eacute;", "&#233;", "&#xE9;" -> "é". What is no reference stays as it is.
std::string decode_entities(std::string_view text);
// References and "\*" -> "*": the address of a link as it was meant.
std::string unescape(std::string_view text);

}  // namespace markdown
