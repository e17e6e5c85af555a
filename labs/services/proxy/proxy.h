// The place of Caddy: TLS with the stack's throw-away authority on 443, HTTP on 80 that leads
// there, a virtual host for each service that has a *_HOSTNAME, and where a service has none, its
// plain fall-back port 8001 to 8006. What is down answers 502.
//
// The host names are N8N_HOSTNAME, WEBUI_HOSTNAME, FLOWISE_HOSTNAME, OLLAMA_HOSTNAME,
// SUPABASE_HOSTNAME and SEARXNG_HOSTNAME; LETSENCRYPT_EMAIL is the contact of the authority. The
// name `localhost` shows the front end of the stack.
//
// Switches: http-not-redirected, proxy-any-name, proxy-upstream-down, central-free-plan-asleep
// (slow), dash-rewrite-rule-missing (no inner routes), http-port-closed; and of the certificate:
// certificate-expired, -expires-soon, -other-name, -internal, -chain.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_proxy();

}  // namespace services
