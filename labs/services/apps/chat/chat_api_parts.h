// The halves of the chatbot's backend, private to this folder.
#pragma once

#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services::chat {

// Null when the caller's token is good, else the refusal.
std::optional<http::Response> refuse_stranger(Call& call);
http::Response detail(int status, std::string_view text);

base::Result<http::Response> login(Call& call);
base::Result<http::Response> me(Call& call);

base::Result<http::Response> list_contacts(Call& call);
base::Result<http::Response> create_contact(Call& call);
base::Result<http::Response> read_contact(Call& call);
base::Result<http::Response> change_contact(Call& call);
base::Result<http::Response> delete_contact(Call& call);
base::Result<http::Response> list_campaigns(Call& call);
base::Result<http::Response> create_campaign(Call& call);
base::Result<http::Response> launch_campaign(Call& call);
base::Result<http::Response> list_messages(Call& call);

base::Result<http::Response> webhook(Call& call);

}  // namespace services::chat
