// What an author is told of code that does not parse. Inside this folder only.
#pragma once

#include <string_view>
#include <vector>

#include "generator/highlight/highlight.h"

struct TSLanguage;
struct TSTree;

namespace highlight {

// At most kMaximumErrors, the first exactly where the parser could not go on. `tree` is of
// `parsed`, which is `code` with its placeholders masked; `spans` are its tokens, by which brackets
// in strings are told from brackets.
std::vector<SyntaxError> find_syntax_errors(const TSLanguage* language, const TSTree& tree,
                                            std::string_view parsed, std::string_view code,
                                            const std::vector<Token>& spans);

}  // namespace highlight
