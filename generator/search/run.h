// Cutting up one run of characters, the half of the tokenizer that is about spelling. Private to
// search.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/search/tokenizer.h"

namespace search {

// The rules of a language that matter for cutting.
enum class Spelling : std::uint8_t { Other, English, French };
Spelling spelling_of(std::string_view language);

// What stands behind this in a run is not looked at. In bytes.
inline constexpr std::size_t kLongestRun = 2048;

struct Piece {
  std::string term;
  TokenKind kind = TokenKind::Word;
  bool part = false;
};

// Where the next run begins and ends at or after `at`; begin == end == text.size() when there is
// none.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
};
Run next_run(std::string_view text, std::size_t at);

// The pieces of a run, wholes before parts, no two the same; none when it holds no letter or digit.
std::vector<Piece> cut_run(std::string_view run, Spelling spelling);

}  // namespace search
