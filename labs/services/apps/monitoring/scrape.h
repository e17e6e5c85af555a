// The targets of Prometheus and one round over them. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "labs/services/apps/monitoring/samples.h"
#include "labs/services/service.h"

namespace services::monitoring {

struct Target {
  std::string job;
  std::string service;   // of this process
  std::string instance;  // host:port
  std::string path;
  bool probe = false;     // asked whether it answers, as the blackbox exporter does
  bool optional = false;  // not a target when it does not run here
};

struct Scraped {
  Target target;
  bool up = false;
  std::string error;
};

// Asks every target and keeps what it says; not again within five seconds, when what was found
// last is told from the store alone.
base::Result<std::vector<Scraped>> scrape(Context& context);

}  // namespace services::monitoring
