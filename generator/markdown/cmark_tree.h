// cmark-gfm's tree of a page: GitHub's tables, strikethrough, bare addresses, task lists and
// footnotes, no smart punctuation.
#pragma once

#include <memory>
#include <string_view>

struct cmark_node;

namespace markdown {

struct FreeTree {
  void operator()(cmark_node* root) const;
};
using Tree = std::unique_ptr<cmark_node, FreeTree>;

// Any thread, at any time. `text` has passed the guards.
Tree parse_tree(std::string_view text);

}  // namespace markdown
