// The info string of a fence: ```sh title="on the VPS" {2,4-5} broken
#pragma once

#include "generator/markdown/context.h"
#include "generator/markdown/document.h"

namespace markdown {

// Fills language, title, marked and broken of `code` from [begin, end) of the excerpt, which is
// what follows the fence. What is wrong is reported as code-info, marked lines that are not there
// included: `code.text` must be set.
void read_code_info(const Excerpt& line, std::size_t begin, std::size_t end, CodeBlock& code,
                    Context& context);

}  // namespace markdown
