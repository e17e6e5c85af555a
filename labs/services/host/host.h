// The rented server itself, as strangers see it: which of its ports answer. SSH greets; the others
// take a connection and say nothing, which is all that a look from outside asks of them.
//
// Settings: OPEN_PORTS, the names of the ports that are open, with commas between: ssh http https,
// and postgres pooler redis ollama qdrant mail-page kong fallback supabase-cli searxng, which must
// not be. SSH_BANNER, what the first of them says.
//
// Switches: vps-adduser-terminal-freeze (SSH says nothing), vps-ssh-unsteady (not every time).
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_host();

}  // namespace services
