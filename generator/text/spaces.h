// What becomes of the plain spaces of a text node. Used by typography.cc alone.
#pragma once

#include <cstddef>
#include <string>

#include "generator/text/inline_text.h"
#include "generator/text/typography.h"

namespace text {

// The run of spaces at byte `i` of the node, or a whole number with spaced thousands of which it is
// the first space: appends what is right to `out` and returns the byte behind what was handled.
std::size_t set_space(std::string& out, const InlineText& node, std::size_t i, Language language);

}  // namespace text
