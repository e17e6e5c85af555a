#include "labs/engine/result.h"

namespace engine {

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Passed:
      return "passed";
    case Outcome::Failed:
      return "failed";
    case Outcome::Blocked:
      return "blocked";
    case Outcome::NotApplicable:
      return "not-applicable";
    case Outcome::CouldNotRun:
      break;
  }
  return "could-not-run";
}

Counts RunResult::count() const {
  Counts out;
  for (const CheckResult& check : checks) {
    switch (check.outcome) {
      case Outcome::Passed:
        ++out.passed;
        break;
      case Outcome::Failed:
        ++out.failed;
        break;
      case Outcome::Blocked:
        ++out.blocked;
        break;
      case Outcome::NotApplicable:
        ++out.not_applicable;
        break;
      case Outcome::CouldNotRun:
        ++out.could_not_run;
        break;
    }
  }
  return out;
}

int RunResult::status() const {
  const Counts counts = count();
  if (counts.failed > 0) return 1;
  return counts.could_not_run > 0 || counts.blocked > 0 || interrupted ? 3 : 0;
}

}  // namespace engine
