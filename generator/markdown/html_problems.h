// What an author reads when raw HTML was turned away.
#pragma once

#include "generator/markdown/html_policy.h"
#include "generator/markdown/problems.h"

namespace markdown {

// Rule html-refused.
void report_refusal(const Refusal& refusal, const Range& where, Problems& problems);

}  // namespace markdown
