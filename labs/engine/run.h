// Runs a lab: every check as soon as what it needs has passed, in parallel with a cap in all and
// per host, retried on named reasons, under one budget; then clean-up, diagnosis and masking.
// Nothing is written; what happens is told to `progress`.
#pragma once

#include <atomic>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "labs/engine/observe.h"
#include "labs/engine/redactor.h"
#include "labs/engine/result.h"
#include "labs/engine/values.h"

namespace engine {

struct RunOptions {
  Values values;               // variables, with defaults; run.* values
  Values secrets;              // those that were found
  std::set<std::string> only;  // ids or tags; what they need runs too; empty: all
  std::set<std::string> skip;
  std::int64_t now = 0;  // seconds since 1970, for expectations about time
  const std::atomic<bool>* cancelled = nullptr;
  Observe observe = engine::observe;
  // Called from the workers, one at a time: a check begins (outcome not yet known) or has ended.
  std::function<void(const spec::Check& check, const CheckResult* ended)> progress;
  Redactor redactor;  // more to mask, beside the secrets
};

RunResult run(const spec::Lab& lab, RunOptions options);

// The ids that `only` and `skip` choose, with everything they need.
std::set<std::string> selected(const spec::Lab& lab, const std::set<std::string>& only,
                               const std::set<std::string>& skip);

}  // namespace engine
