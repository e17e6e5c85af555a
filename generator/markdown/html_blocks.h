// A block of raw HTML, as CommonMark cuts it (from a tag at the start of a line to the next blank
// line), taken apart into what means something to us: comments, <details> and <summary>, and markup
// between them.
#pragma once

#include "generator/markdown/assembler.h"
#include "generator/markdown/source_text.h"

namespace markdown {

void add_html_block(const Excerpt& html, Context& context, Assembler& out);

}  // namespace markdown
