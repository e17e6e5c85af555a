// Open WebUI: accounts of its own (the first one administers), the models that Ollama has, and chat
// completions in OpenAI's form.
//
//   GET  / /health /api/config /api/version   POST /api/v1/auths/signin, signup   GET
//   /api/v1/auths/ GET  /api/models   POST /api/chat/completions   (a token or an API key)
//
// Settings: WEBUI_SECRET_KEY, WEBUI_ADMIN_EMAIL, WEBUI_ADMIN_PASSWORD, ENABLE_SIGNUP.
// Switches: openwebui-first-run and stack-webui-unclaimed (nobody has an account yet),
// openwebui-ollama-unreachable, stack-port-conflict-3000 (another product answers).
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_openwebui();

}  // namespace services
