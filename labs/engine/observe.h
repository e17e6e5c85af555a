// From a check's parameters to its probe: the one place that knows every probe by name.
#pragma once

#include <functional>
#include <string>

#include "labs/probes/observation.h"
#include "labs/spec/probe_kinds.h"

namespace engine {

// Parameters are filled: no template is left in them. Tests give their own.
using Observe =
    std::function<probes::Observation(spec::ProbeKind kind, const text::Node& parameters,
                                      const probes::Limits& limits, std::int64_t now)>;

probes::Observation observe(spec::ProbeKind kind, const text::Node& parameters,
                            const probes::Limits& limits, std::int64_t now);

// "host" of the target, for the cap per host; empty for probes that send nothing.
std::string host_of(spec::ProbeKind kind, const text::Node& parameters);

// A curl command that sends the same request, for http; empty otherwise.
std::string command_of(spec::ProbeKind kind, const text::Node& parameters);

}  // namespace engine
