// Rules about code blocks: what is copied from them must run.
#pragma once

#include "generator/model/lint/context.h"

namespace model {

// prompt-in-code, space-in-code.
void lint_code(const FileContext& context, Problems& problems);

}  // namespace model
