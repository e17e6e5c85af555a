// Observation + expectation -> whether it holds, what was wanted and what was seen. Pure: the clock
// is an argument.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "labs/engine/values.h"
#include "labs/probes/observation.h"
#include "labs/spec/lab.h"

namespace engine {

struct Finding {
  bool holds = false;
  std::string expected;  // "== 200"
  std::string seen;      // "401", "\"text\"", "nothing"
};

// What the subject is in the observation, or nothing. "reason" is `reason`.
std::optional<text::Node> look_up(const spec::Subject& subject,
                                  const probes::Observation& observation, std::string_view reason,
                                  const Values& values);

Finding judge(const spec::Expectation& expectation, const probes::Observation& observation,
              std::string_view reason, const Values& values, std::int64_t now);

// The first rule for that probe whose conditions all hold, or null.
const spec::AnswerRule* recognise(const spec::Lab& lab, spec::ProbeKind probe,
                                  const probes::Observation& observation, const Values& values,
                                  std::int64_t now);

}  // namespace engine
