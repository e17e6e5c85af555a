// What a run found: an outcome with its reason for every check, and the causes that explain the
// failures. Every string is already masked. Values; report/ turns them into bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "labs/spec/lab.h"

namespace engine {

enum class Outcome {
  Passed,
  Failed,
  Blocked,        // a check that it needs did not pass
  NotApplicable,  // an optional value was not given
  CouldNotRun,    // our side: no network, no value, no time
};
// "passed", "failed", "blocked", "not-applicable", "could-not-run".
std::string_view name_of(Outcome outcome);

struct Miss {
  std::string line;      // the expectation as the lab file says it
  std::string subject;   // "status"
  std::string expected;  // "== 200"
  std::string seen;      // "401"; empty: nothing
};

struct CheckResult {
  std::string id;
  base::Message title;
  Outcome outcome = Outcome::CouldNotRun;
  std::string reason;    // empty when passed
  base::Message layer;   // who spoke
  base::Message says;    // what the reason means
  base::Message detail;  // more of it: an address, a name
  std::string words;     // the peer's own words
  std::vector<Miss> misses;
  base::Message hint;
  std::string page;
  std::string level;
  std::vector<std::string> blocked_by;  // the checks that did not pass, nearest first
  std::string reproduce;                // a command that shows the same
  std::int64_t weight = 1;
  int attempts = 0;
  double seconds = 0;
  std::string probe;
};

struct CauseResult {
  std::string id;
  base::Message title;
  base::Message fix;
  std::string page;
  std::vector<std::string> explains;  // failed checks
  std::vector<std::string> rivals;    // ids of causes that look the same
  std::vector<base::Message> rival_titles;
  base::Message settle;
};

struct Diagnosis {
  std::vector<CauseResult> causes;
  std::vector<std::string> unexplained;  // failed checks that no cause explains
};

struct Counts {
  std::size_t passed = 0, failed = 0, blocked = 0, not_applicable = 0, could_not_run = 0;
};

struct RunResult {
  std::string lab;
  std::string version;
  std::string digest;
  std::string nonce;
  base::Message title;
  std::string page;
  std::int64_t started = 0;  // seconds since 1970
  double seconds = 0;
  bool interrupted = false;
  std::vector<CheckResult> checks;  // in the lab's order
  Diagnosis diagnosis;

  Counts count() const;
  // 0 all passed, 1 some failed, 3 something could not run.
  int status() const;
};

}  // namespace engine
