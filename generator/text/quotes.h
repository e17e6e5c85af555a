// Which straight quotes and apostrophes of a text node become curved ones. Used by typography.cc
// alone.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "generator/text/inline_text.h"
#include "generator/text/typography.h"

namespace text {

// At byte `at` of the node, one ASCII quote becomes `replacement`, a literal.
struct QuoteChange {
  std::size_t at = 0;
  std::string_view replacement;
};

// Bytes [begin, end) of a node that are copied as they are.
struct Verbatim {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The changes in order. `open_quotes` is how many double quotes are open at the node's start, and
// afterwards at its end.
std::vector<QuoteChange> change_quotes(const InlineText& node, Language language,
                                       const std::vector<Verbatim>& verbatim, int& open_quotes);

}  // namespace text
