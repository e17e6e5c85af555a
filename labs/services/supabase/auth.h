// Auth (GoTrue v2): the identity of end users. Reached through the gateway; its mails go to the
// stack's mail server. Configured by JWT_SECRET, SITE_URL, API_EXTERNAL_URL,
// ADDITIONAL_REDIRECT_URLS, DISABLE_SIGNUP, ENABLE_EMAIL_SIGNUP, ENABLE_EMAIL_AUTOCONFIRM,
// ENABLE_ANONYMOUS_USERS, JWT_EXPIRY and SMTP_*. An on/off setting that is neither keeps it from
// starting, as in the product.
//
// Switches: supabase-auth-db-broken-pipe (no database), supabase-auth-restarting (comes and goes),
// supabase-mail-trap-misread (its mails go elsewhere).
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_auth();

}  // namespace services
