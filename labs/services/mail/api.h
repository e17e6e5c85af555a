// The HTTP face of the mail catcher: Mailpit's API, version 1 (mailpit.axllent.org/docs/api-v1),
// and a page to read mails in (page.h).
#pragma once

#include "generator/http/message.h"
#include "labs/services/service.h"

namespace services::mail {

http::Response answer_api(const http::Request& request, Context& context);

}  // namespace services::mail
