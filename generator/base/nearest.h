// "Did you mean …?": the known name that is closest to what was written.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "generator/base/message.h"

namespace base {

// The candidate within a third of the length (at least one, at most four) of edits - insert,
// delete, replace, swap of neighbours - ignoring ASCII case; the first of equals. Empty when none
// is near.
std::string nearest(std::string_view written, std::span<const std::string> candidates);

// "did you mean 'dns'?" for the nearest candidate; an empty message when none is near.
Message did_you_mean(std::string_view written, std::span<const std::string> candidates);

}  // namespace base
