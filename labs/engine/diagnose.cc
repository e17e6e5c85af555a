#include "labs/engine/diagnose.h"

#include <algorithm>
#include <map>
#include <set>

#include "labs/formats/reasons.h"

namespace engine {
namespace {

using ByCheck = std::map<std::string_view, const CheckResult*>;

bool holds(const spec::Condition& condition, const ByCheck& results) {
  const auto found = results.find(condition.check);
  if (found == results.end()) return false;
  const CheckResult& result = *found->second;
  if (condition.passes) return result.outcome == Outcome::Passed;
  if (result.outcome != Outcome::Failed) return false;
  return condition.reasons.empty() ||
         std::any_of(
             condition.reasons.begin(), condition.reasons.end(),
             [&](const std::string& pattern) { return formats::covers(pattern, result.reason); });
}

// The failed checks that the cause speaks of: in its `seen`, else in its `when`.
std::set<std::string> explained_by(const spec::Cause& cause, const ByCheck& results) {
  std::set<std::string> out;
  for (const auto* list : {&cause.when, &cause.seen})
    for (const spec::Condition& condition : *list)
      if (!condition.passes && holds(condition, results)) out.insert(condition.check);
  return out;
}

struct Candidate {
  const spec::Cause* cause;
  std::set<std::string> explains;
};

// More conditions say more; exact reasons say more than patterns; then by id, never by file order.
std::size_t weight_of(const spec::Cause& cause) {
  std::size_t out = 0;
  for (const spec::Condition& condition : cause.when) {
    out += 10;
    for (const std::string& reason : condition.reasons)
      if (!reason.ends_with('*')) out += 1;
  }
  return out;
}

bool are_rivals(const spec::Cause& a, const spec::Cause& b) {
  const auto names = [](const spec::Cause& one, const spec::Cause& other) {
    return std::find(one.rivals.begin(), one.rivals.end(), other.id) != one.rivals.end();
  };
  return names(a, b) || names(b, a);
}

// The one that explains most of what is open; then the most specific. Null when none explains any.
const Candidate* choose(const std::vector<Candidate>& candidates,
                        const std::set<std::string>& open) {
  const Candidate* best = nullptr;
  std::pair<std::size_t, std::size_t> most = {0, 0};
  for (const Candidate& one : candidates) {
    const auto explained = static_cast<std::size_t>(
        std::count_if(one.explains.begin(), one.explains.end(),
                      [&](const std::string& check) { return open.contains(check); }));
    const auto key = std::pair(explained, weight_of(*one.cause));
    const bool better =
        key > most || (key == most && best != nullptr && one.cause->id < best->cause->id);
    if (explained == 0 || !better) continue;
    best = &one;
    most = key;
  }
  return best;
}

CauseResult result_of(const Candidate& candidate) {
  CauseResult out;
  out.id = candidate.cause->id;
  out.title = candidate.cause->title;
  out.fix = candidate.cause->fix;
  out.page = candidate.cause->page;
  out.settle = candidate.cause->settle;
  out.explains.assign(candidate.explains.begin(), candidate.explains.end());
  return out;
}

}  // namespace

Diagnosis diagnose(const spec::Lab& lab, std::span<const CheckResult> checks) {
  ByCheck results;
  std::set<std::string> open;
  for (const CheckResult& check : checks) {
    results[check.id] = &check;
    if (check.outcome == Outcome::Failed) open.insert(check.id);
  }
  std::vector<Candidate> candidates;
  for (const spec::Cause& cause : lab.causes) {
    const bool fits =
        !cause.when.empty() &&
        std::all_of(cause.when.begin(), cause.when.end(),
                    [&](const spec::Condition& one) { return holds(one, results); }) &&
        std::none_of(cause.unless.begin(), cause.unless.end(),
                     [&](const spec::Condition& one) { return holds(one, results); });
    if (fits) candidates.push_back({&cause, explained_by(cause, results)});
  }
  Diagnosis out;
  while (const Candidate* best = choose(candidates, open)) {
    CauseResult told = result_of(*best);
    const spec::Cause* cause = best->cause;
    for (const std::string& check : best->explains) open.erase(check);
    for (const Candidate& other : candidates) {
      if (other.cause == cause || !are_rivals(*cause, *other.cause)) continue;
      told.rivals.push_back(other.cause->id);
      told.rival_titles.push_back(other.cause->title);
    }
    if (told.rivals.empty()) told.settle = {};
    out.causes.push_back(std::move(told));
    std::erase_if(candidates, [&](const Candidate& one) {
      return one.cause == cause || are_rivals(*cause, *one.cause);
    });
  }
  for (const CheckResult& check : checks)
    if (open.contains(check.id)) out.unexplained.push_back(check.id);
  return out;
}

std::vector<CheckResult> imagine(const spec::Lab& lab, const spec::Cause& cause) {
  const auto& fails = cause.seen.empty() ? cause.when : cause.seen;
  std::vector<CheckResult> out;
  std::set<std::string> down;
  for (const spec::Check& check : lab.checks) {
    CheckResult result;
    result.id = check.id;
    result.outcome = Outcome::Passed;
    out.push_back(std::move(result));
  }
  for (CheckResult& result : out) {
    const auto failure = std::find_if(fails.begin(), fails.end(), [&](const spec::Condition& one) {
      return !one.passes && one.check == result.id;
    });
    // What would rule the cause out was not looked at.
    const bool ruled_out = std::any_of(
        cause.unless.begin(), cause.unless.end(),
        [&](const spec::Condition& one) { return one.passes && one.check == result.id; });
    if (failure == fails.end() && ruled_out) result.outcome = Outcome::NotApplicable;
    if (failure == fails.end()) continue;
    result.outcome = Outcome::Failed;
    if (!failure->reasons.empty()) result.reason = failure->reasons.front();
    if (result.reason.ends_with('*')) {
      for (const formats::Reason& reason : formats::reasons())
        if (formats::covers(result.reason, reason.code)) {
          result.reason = reason.code;
          break;
        }
    }
    down.insert(result.id);
  }
  // What needs a failed check is blocked, and what needs that one too.
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto& needs = lab.checks[i].needs;
      const bool blocked = std::any_of(
          needs.begin(), needs.end(), [&](const std::string& need) { return down.contains(need); });
      if (!blocked || out[i].outcome == Outcome::Blocked) continue;
      out[i].outcome = Outcome::Blocked;
      down.insert(out[i].id);
      moved = true;
    }
  }
  return out;
}

}  // namespace engine
