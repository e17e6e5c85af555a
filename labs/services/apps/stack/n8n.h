// n8n: its public API behind a key, invitations, and webhooks that run a small flow: what a Webhook
// node gets goes through Set nodes and HTTP requests to the answer. Two flows are there from the
// start: /webhook/echo, and /webhook/relay, which asks Ollama.
//
//   GET  / /home/workflows /signup /healthz /healthz/readiness /metrics
//   /api/v1/users (GET, POST, GET/DELETE :id)   /api/v1/workflows (…, activate, deactivate)
//   /api/v1/executions   /api/v1/credentials (POST)   GET /api/v1/credentials/schema/:type
//   /rest/login, /rest/owner/setup, /rest/api-keys, /rest/invitations/:id/accept
//   /webhook/*   /webhook-test/*
//
// Settings: N8N_API_KEY, N8N_OWNER_EMAIL, N8N_OWNER_PASSWORD, N8N_EDITOR_BASE_URL (in the links of
// invitations; else the address that was asked), N8N_METRICS.
// Switches: n8n-readiness-not-ready, n8n-api-key-missing,
// n8n-workflow-inactive and stack-webhook-inactive, n8n-api-open, n8n-api-off, n8n-key-scope,
// n8n-invite-link-absent, docker-app-second-login (no owner yet), port-already-in-use; and, when a
// flow asks Ollama: ufw-docker-bridge-blocked, ufw-compose-subnet-uncovered,
// docker-host-alias-missing, stack-localhost-in-container.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_n8n();

}  // namespace services
