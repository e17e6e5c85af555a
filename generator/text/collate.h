// Sorting as a language sorts: "Eau, éclair, œuf, zèbre" (Unicode collation, by ICU). Any thread.
#pragma once

#include <string>
#include <string_view>

namespace text {

// Bytes that compare as the text does in `language` (a BCP 47 tag): sort by them, never show them.
// Texts that the language takes for equal have equal keys. For a tag that ICU does not know it is
// the root order.
std::string sort_key(std::string_view utf8, std::string_view language);

// The letter under which an index lists the text: "É" -> "E", "œuf" -> "O". Empty when the text
// does not begin with a letter.
std::string index_letter(std::string_view utf8);

}  // namespace text
