// GitHub's alerts: a quote whose first line is [!NOTE] and nothing else.
#pragma once

#include <string_view>

#include "generator/markdown/context.h"
#include "generator/markdown/directives/directive.h"

namespace markdown {

// A block for the quote that holds `blocks`: an Alert, or a Quote. `first_line` is the source of
// the quote's first line from where its first paragraph begins, at offset `begin`; empty when the
// quote begins with something else.
BlockNode make_quote(Blocks blocks, std::string_view first_line, std::size_t begin,
                     Context& context);

}  // namespace markdown
