// tree-sitter's parser behind two questions: what is the tree, and where did the parser first not
// know how to go on. Inside this folder only.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "generator/highlight/budget.h"

struct TSLanguage;
struct TSTree;

namespace highlight {

struct DeleteTree {
  void operator()(TSTree* tree) const;
};
using Tree = std::unique_ptr<TSTree, DeleteTree>;

// Null when the budget is exhausted or the library does not know the grammar's ABI. `code` has at
// most kMaximumBytes, no NUL, and is well-formed UTF-8.
Tree parse(const TSLanguage* language, std::string_view code, Budget& budget);
bool has_errors(const TSTree& tree);
// Whether a query over the tree takes time in proportion to its size. It is quadratic in the depth
// (that of nodes which the grammar hides included), in the length of runs of nodes without a name
// (brackets that no rule took), and in the children of an error.
bool is_tractable(const TSTree& tree);

// The token that no rule of the grammar could take.
struct Obstacle {
  std::size_t offset = 0;  // where the parser stood: behind the last token it took
  std::size_t end = 0;  // behind the token that it refused; white space and comments may precede it
  std::string symbol;   // the grammar's name of that token: "end" at the end, "_dedent", "}"
};

// Parses again and listens to the parser's log, the only place where the library says it: in the
// tree, what could not be parsed may begin lines before. Empty when the log is not understood.
std::optional<Obstacle> first_obstacle(const TSLanguage* language, std::string_view code,
                                       Budget& budget);

}  // namespace highlight
