// Flowise: chatflows that are listed and asked. A prediction is an extract of the course
// (knowledge.h), whole or as a stream of events.
//
//   GET  /api/v1/ping /api/v1/version          POST /api/v1/prediction/:id   GET
//   …/chatflows-streaming/:id /api/v1/chatflows (key)  GET POST; GET PUT DELETE with an id
//
// Settings: FLOWISE_API_KEY, FLOWISE_CHATFLOW_ID (of the flow that is there from the start).
// Switches: flowise-model-unreachable, stack-flowise-open.
#pragma once

#include <memory>
#include <string_view>

#include "labs/services/service.h"

namespace services {

inline constexpr std::string_view kFirstChatflow = "5c1f8a52-3f0e-4d5b-9a57-0d6a3f1c2b10";

std::unique_ptr<Service> make_flowise();

}  // namespace services
