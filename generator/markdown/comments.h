// HTML comments read as directives: "<!-- name: arguments -->", "<!-- name -->", "<!-- /name -->".
// Everything else is an ordinary comment, which nobody gets to see; telling the two apart is done
// here, in favour of the ordinary comment.
#pragma once

#include <cstddef>
#include <string_view>

#include "generator/markdown/directives/directive.h"

namespace markdown {

enum class CommentKind {
  Ordinary,
  Open,      // of a directive, or a marker: "id: x", "step: x", "check: x"
  Close,     // "/quiz"
  Misspelt,  // within a typo of one of them
};

struct Comment {
  CommentKind kind = CommentKind::Ordinary;
  const Directive* directive =
      nullptr;  // Misspelt: the one that is near; Ordinary: one whose name comes first, or null
  std::string_view name;       // as written, with its '/'
  std::size_t name_begin = 0;  // offsets in the text around the comment
  std::size_t arguments_begin = 0;
  std::size_t arguments_end = 0;
};

// [begin, end) of `text` is a whole comment, from "<!--" to "-->".
Comment read_comment(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace markdown
