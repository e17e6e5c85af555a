// Word families: which words of a closed vocabulary are the same word for a search.
//
// Two forms are of one family when their stems agree in either order of the two things that can be
// done to them: stemmed and then stripped of accents (which Snowball's French rules need: "créée"
// -> "cré"), or stripped and then stemmed (which is what somebody without an accented keyboard asks
// for); or when they are irregular forms of one word (irregular_words.h). Each way alone misses
// some; families are the connected groups of all. A vocabulary is closed when an index is finished,
// so this is worked out once and written into it, and a query needs no stemmer.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace search {

// Letters alone: what has a family and may be mistyped.
bool is_word(std::string_view form);

// The name of each form's family, by position: its shortest stem, without accents, the first in
// alphabetical order. A form that is no word (digits, signs) is a family of its own. The result
// does not depend on the order of `forms`.
std::vector<std::string> families(std::span<const std::string> forms, std::string_view language);

}  // namespace search
