// The words that every text is full of, by language. They are not indexed; the browser gets the
// same list with its index.
#pragma once

#include <string_view>

namespace search {

// Separated by spaces, without accents, sorted. Empty for a language without a list.
std::string_view common_words(std::string_view language);

// `folded` is in lower case and without accents.
bool is_common_word(std::string_view folded, std::string_view language);

}  // namespace search
