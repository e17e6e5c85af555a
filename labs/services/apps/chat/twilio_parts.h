// The halves of the Twilio service, private to this folder.
#pragma once

#include <string>
#include <string_view>

#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services::twilio {

http::Response error(int status, int code, std::string_view message);

// "whatsapp:+33639980000" -> "+33639980000", when it is a number in E.164 form; else "".
std::string e164(std::string_view written);
std::string_view sandbox_number(const Context& context);

bool joined(Context& context, const std::string& phone);
base::Done join(Context& context, const std::string& phone);

// POSTs `fields`, signed, to an address that the tunnel forwards; what it answered, 0 for nothing.
int post_signed(Context& context, std::string_view url, const Fields& fields);

base::Result<http::Response> inbound(Call& call);
base::Result<http::Response> screens(Call& call);

}  // namespace services::twilio
