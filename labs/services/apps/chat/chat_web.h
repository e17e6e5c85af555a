// The chatbot's dashboard, as its Next.js server shows it: a page that logs in at the backend and
// lists contacts and messages.
//
// Setting: NEXT_PUBLIC_API_URL, with /api at its end.
//
// Switches: frontend-module-missing, frontend-alias-module-missing,
// frontend-port-in-use.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_chat_web();

}  // namespace services
