// The tunnel's agent (ngrok's): a public face that forwards to a local port, and the inspection
// interface that shows what went through.
//
//   port 4041  the public face: every path goes to the backend
//   port 4040  GET /api/tunnels, /api/tunnels/command_line, /api/status
//              GET /api/requests/http?limit=N, /api/requests/http/:id   DELETE /api/requests/http
//              POST /api/requests/http {id}   sends it again
//              GET /inspect/http             for a person
//
// Setting: TUNNEL_PUBLIC_URL, where the public face is reached.
//
// Switches: ngrok-session-expired, webhook-tunnel-down, ngrok-authtoken-invalid and
// ngrok-too-many-sessions (all: no agent), ngrok-url-changed, ngrok-wrong-port,
// webhook-backend-down (a message was delivered before),
// webhook-signature-payload-modified.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_tunnel();

}  // namespace services
