// The part of Auth that only the service role may use: users, invitations, links. Internal.
#pragma once

#include "labs/services/common/routes.h"

namespace services::auth {

base::Result<http::Response> list_users(Call& call);
base::Result<http::Response> create_user(Call& call);
base::Result<http::Response> get_user(Call& call);
base::Result<http::Response> update_user(Call& call);
base::Result<http::Response> delete_user(Call& call);
base::Result<http::Response> invite(Call& call);
base::Result<http::Response> generate_link(Call& call);

}  // namespace services::auth
