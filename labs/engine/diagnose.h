// From outcomes and reasons to causes. A cause fits when all of its conditions hold; a blocked
// check meets none. Among those that fit, the fewest that explain every failure are told, the most
// specific first; what looks the same from outside is told as a pair. Nothing is guessed.
#pragma once

#include <span>

#include "labs/engine/result.h"

namespace engine {

Diagnosis diagnose(const spec::Lab& lab, std::span<const CheckResult> checks);

// The results a run would have if exactly this fault were there: the cause's `seen` conditions fail
// with their first reason, what needs them is blocked, everything else passes.
std::vector<CheckResult> imagine(const spec::Lab& lab, const spec::Cause& cause);

}  // namespace engine
