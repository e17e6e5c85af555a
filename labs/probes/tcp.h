// A TCP port: open, closed or filtered, and what its service says first.
#pragma once

#include <string>

#include "labs/probes/observation.h"

namespace probes {

struct TcpRequest {
  std::string target;
  std::string send;
  bool banner = false;
};

Observation probe_tcp(const TcpRequest& request, const Limits& limits);

}  // namespace probes
