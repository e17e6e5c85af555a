// The order of answers. Tiers come before scores: where the words of a query stand says more than
// how often.
//
//   Error      the query is an error message that the section knows (error_pattern.h)
//   Title      the query is the page's title, or the section's heading
//   Heading    every word stands in them
//   Section    every word stands in the section, or in its page's title
//   Page       every word stands somewhere in the page; its best section
//   Some       some words are missing
//
// A section that is met by the beginning of a word, or by a correction, comes a tier and a half
// later. Within a tier: the sum, over the words, of how rare a word is times the weight of the
// fields that it stands in; then the order of the course. Private to search; the browser's script
// does the same on the same numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "generator/search/query.h"

namespace search {

enum class Tier { Error, Title, Heading, Section, Page, Some };

struct Ranked {
  Document document = 0;
  Tier tier = Tier::Some;
  bool exact = true;
  double score = 0;
  std::size_t words = 0;  // of the query's, met in the section or its page's title
};

// Scores are compared in millionths, so that two machines agree.
double in_millionths(double score);

// Every section that holds a word, best first. `allowed`: whether sections of a page (by number)
// may be answers.
std::vector<Ranked> rank(const std::vector<Resolved>& slots, Lexicon& lexicon,
                         const std::function<bool(std::uint32_t page)>& allowed);

}  // namespace search
