// The part of a text that shows why it was found. Private to search.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/search/tokenizer.h"

namespace search {

struct Range {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  bool operator==(const Range&) const = default;
};

struct Snippet {
  std::string text;  // in one line; "…" where it was cut
  std::vector<Range> marks;
};

// Around the place with most of the `wanted` terms, the first of equals; the beginning when there
// is none. Words stay whole.
Snippet snippet(std::string_view text, const std::set<std::string, std::less<>>& wanted,
                Tokenizer& tokenizer, std::size_t longest = 220);

}  // namespace search
