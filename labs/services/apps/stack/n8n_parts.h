// The parts of n8n, private to this folder.
#pragma once

#include <string>

#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services::n8n {

bool right_key(Call& call);
http::Response message(int status, std::string_view text);

base::Done prepare_users(Context& context);
base::Result<http::Response> list_users(Call& call);
base::Result<http::Response> invite_users(Call& call);
base::Result<http::Response> read_user(Call& call);
base::Result<http::Response> delete_user(Call& call);
base::Result<http::Response> set_up_owner(Call& call);
base::Result<http::Response> log_in(Call& call);
base::Result<http::Response> whoami(Call& call);
base::Result<http::Response> create_api_key(Call& call);
base::Result<http::Response> accept_invitation(Call& call);
base::Result<http::Response> signup_page(Call& call);

base::Done prepare_workflows(Context& context);
base::Result<http::Response> list_workflows(Call& call);
base::Result<http::Response> create_workflow(Call& call);
base::Result<http::Response> read_workflow(Call& call);
base::Result<http::Response> change_workflow(Call& call);
base::Result<http::Response> delete_workflow(Call& call);
base::Result<http::Response> activate(Call& call);
base::Result<http::Response> deactivate(Call& call);
base::Result<http::Response> list_executions(Call& call);
base::Result<http::Response> create_credential(Call& call);
base::Result<http::Response> credential_schema(Call& call);

base::Result<http::Response> webhook(Call& call);

}  // namespace services::n8n
