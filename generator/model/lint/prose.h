// Rules about prose: French punctuation.
#pragma once

#include "generator/model/lint/context.h"

namespace model {

// spacing-french, in pages of a French (not Canadian French) half.
void lint_prose(const FileContext& context, Problems& problems);

}  // namespace model
