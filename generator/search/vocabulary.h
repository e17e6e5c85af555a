// The last step of writing an index: from the terms that were met to the table of forms and
// families. Private to search.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/database/database.h"

namespace search {

// Bits below the language's number in the ids of pages and sections.
inline constexpr int kLanguageShift = 40;

// Beyond that many words, which only data has, a word is a family of its own.
inline constexpr std::size_t kMostWords = 1'000'000;

// How often, as a logarithm: 0 to 9.
std::int64_t frequency_of(std::int64_t sections);

// Which words are one.
struct WordFamilies {
  std::vector<std::string> words;  // those that were met, sorted, then irregular forms of them
  std::size_t met = 0;             // how many were met
  std::vector<std::string> names;  // of their families; empty for a form that is none of ours
  std::string suffixes;
  std::string pairs;
};

// `met`: the words of the course, sorted.
WordFamilies word_families(std::vector<std::string> met, std::string_view language);

// Fills form_<number> from terms_<number>, and the language's suffixes and pairs.
base::Done write_vocabulary(database::Database& database, std::int64_t number,
                            std::string_view language);

}  // namespace search
