// Words whose forms a stemmer cannot bring together, by language: "take took taken", "ouvrir
// ouvert". Private to search.
#pragma once

#include <string_view>

namespace search {

// Groups separated by ';', their members by spaces; each member stands for everything that has its
// stem. Empty for a language without a list.
std::string_view irregular_words(std::string_view language);

}  // namespace search
