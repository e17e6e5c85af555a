// The applications of the stack, each an imitation that answers HTTP: the fleet's API and its
// dashboard, the chatbot with Twilio and the tunnel, the AI tools, the coach, the monitoring.
// registry.cc lists them with the others.
#pragma once

#include <memory>
#include <vector>

#include "labs/services/service.h"

namespace services {

std::vector<std::unique_ptr<Service>> application_services();

}  // namespace services
