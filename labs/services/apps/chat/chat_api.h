// The chatbot's backend: a FastAPI application that keeps contacts and campaigns, sends WhatsApp
// messages through Twilio and takes what comes back by one webhook.
//
//   GET  /  /api/health  /api/docs  /api/openapi.json
//   POST /api/auth/login {email, password}    GET /api/auth/me
//   /api/contacts /api/campaigns              GET POST; contacts/:id GET PUT DELETE
//   POST /api/campaigns/:id/launch            GET /api/messages
//   POST /api/webhooks/twilio                 messages and delivery statuses, signed
//
// Settings: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN (or CHAT_TWILIO_AUTH_TOKEN: what the process
// still has), TWILIO_SANDBOX_NUMBER, TWILIO_WEBHOOK_BASE_URL, SECRET_KEY,
// ACCESS_TOKEN_EXPIRE_MINUTES, ALLOWED_ORIGINS (or CHAT_ALLOWED_ORIGINS), ADMIN_EMAIL,
// ADMIN_PASSWORD. Without the Twilio variables the process does not start: connections are closed.
//
// Switches: chat-cors-middleware-absent, chat-cors-not-restarted, chat-auth-secret-key-wrong,
// chat-auth-bad-password, supabase-admin-not-seeded, chat-auth-default-password-kept,
// supabase-relation-missing, supabase-rls-violation, supabase-connection-keys-wrong,
// net-request-timeout-load, net-request-timeout-client, net-request-timeout-slow-query,
// net-port-blocked, backend-port-in-use, webhook-validation-disabled,
// webhook-signature-url-mismatch, webhook-signature-half-verified, backend-not-restarted-after-env,
// chat-open-to-all, webhook-received-not-processed. By settings alone: backend-env-*,
// chat-cors-origin-misconfigured, chat-cors-multiple-origins, chat-cors-space-after-comma,
// chat-auth-token-expired, webhook-signature-token-wrong, ngrok-base-url-stale.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "labs/services/common/requests.h"
#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_chat_api();

// What Twilio signs a POST with: Base64 of HMAC-SHA1 over the address and the sorted fields.
std::string twilio_signature(std::string_view token, std::string_view url, const Fields& fields);

}  // namespace services
