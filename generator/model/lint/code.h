// Rules about code blocks: what is copied from them must run.
#pragma once

#include "generator/model/check_code.h"
#include "generator/model/lint/context.h"

namespace model {

// prompt-in-code, space-in-code; and code-syntax, of what `check` (CheckCode in load.h) finds in
// blocks that are not marked broken.
void lint_code(const FileContext& context, const CheckCode& check, Problems& problems);

}  // namespace model
