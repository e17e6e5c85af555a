// <VPS_IP>: what a learner's own value takes the place of, in code and inline code.
#pragma once

#include <cstdint>
#include <vector>

#include "generator/markdown/facts.h"
#include "generator/markdown/source_text.h"

namespace markdown {

// Appends every placeholder with its position. `line` is the source's line on which the code
// begins, `offset` the offset of a code span.
void find_placeholders(const CodeBlock& code, std::uint32_t line, const SourceText& source,
                       std::vector<PlaceholderFact>& out);
void find_placeholders(const Inline& code, std::size_t offset, const SourceText& source,
                       std::vector<PlaceholderFact>& out);

}  // namespace markdown
