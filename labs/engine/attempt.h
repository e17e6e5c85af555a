// One check: its probe, its expectations, again while retry allows, as often as repeat wants. For
// this folder alone.
#pragma once

#include "labs/engine/run.h"

namespace engine {

struct Attempted {
  CheckResult result;
  Values captured;
  std::vector<std::string> secrets;  // captured values that are secrets
};

// `values` holds everything the check may see.
Attempted attempt(const spec::Lab& lab, const spec::Check& check, const Values& values,
                  const RunOptions& options, probes::Clock::time_point end_of_run);

// The result of a check that is not attempted.
CheckResult describe_check(const spec::Check& check);
void give_reason(CheckResult& result, std::string_view reason);

}  // namespace engine
