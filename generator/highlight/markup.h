// Spans as markup: <span class="t-k">if</span>. The classes, which
// themes/default/styles/highlight.css colours:
//
//   t-c comment       t-k keyword, heading   t-s string     t-n number, constant   t-f function,
//   builtin   t-y type t-v variable      t-p property           t-o operator   t-t tag t-a
//   attribute           t-i, t-d inserted, deleted
//
// Punctuation gets none: most of a program's tokens are punctuation, and a page is lighter without.
#pragma once

#include <string_view>

#include "generator/highlight/highlight.h"
#include "generator/text/html.h"

namespace highlight {

// The bytes [begin, end) of the code, so that a page can put lines and placeholders between the
// pieces; every element that is opened is closed. Taking the tags away and decoding the entities
// gives the code back.
text::Html code_markup(std::string_view code, const Tokens& tokens, std::size_t begin = 0,
                       std::size_t end = std::string_view::npos);

}  // namespace highlight
