// The gateway of the stack (Kong 2.8 with Supabase's declarative configuration): the only door.
// Routes by path; key-auth with the literal ANON_KEY and SERVICE_ROLE_KEY before the services,
// basic auth before Studio, a few paths of mails open; CORS; Kong's own words when it refuses.
//
// Switches: docker-stale-network (auth is not found), supabase-port-other-service (something else
// answers), cors-origin-not-allowed (no CORS plug-in). Auth that cannot start, because an on/off
// setting is empty, is not found either.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

class Realtime;

// `realtime` takes the WebSockets, and must outlive the gateway.
std::unique_ptr<Service> make_kong(Realtime& realtime);

}  // namespace services
