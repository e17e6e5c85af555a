// The halves of the central server, private to this folder.
#pragma once

#include <optional>
#include <string>

#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services::central {

// Why the process does not stay up with this configuration; empty when it does.
std::string why_not_started(const Context& context);

enum class Health { Up, Down };
struct Dependencies {
  Health database = Health::Up;
  Health redis = Health::Up;
  Health storage = Health::Up;
  bool all_up() const;
};
Dependencies dependencies(Context& context);

base::Done prepare(Context& context);

// Who asks, by their token; nothing when it is missing, forged or run out.
base::Result<std::optional<text::Node>> signed_in(Call& call);
http::Response unauthorized();

base::Result<http::Response> login(Call& call);
base::Result<http::Response> me(Call& call);
base::Result<http::Response> mfa_setup(Call& call);
base::Result<http::Response> mfa_enable(Call& call);
base::Result<http::Response> mfa_disable(Call& call);

base::Result<http::Response> list_things(Call& call);
base::Result<http::Response> create_thing(Call& call);
base::Result<http::Response> read_thing(Call& call);
base::Result<http::Response> change_thing(Call& call);
base::Result<http::Response> delete_thing(Call& call);
base::Result<http::Response> site_config(Call& call);
base::Result<http::Response> record_analytics(Call& call);
base::Result<http::Response> list_analytics(Call& call);

base::Result<http::Response> documentation(Call& call);
base::Result<http::Response> documentation_without_slash(Call& call);
base::Result<http::Response> open_api(Call& call);
base::Result<http::Response> metrics(Call& call);

}  // namespace services::central
