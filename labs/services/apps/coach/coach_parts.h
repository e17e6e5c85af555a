// What Django and FastAPI share, and the halves of Django. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services::coach {

http::Response detail(int status, std::string_view text);

// The key that tokens are signed with.
std::string signing_key(const Context& context);
// The number of the person whose access token this is; nothing when it is not good.
std::optional<std::int64_t> user_of(const http::Request& request, const Context& context);

// A person's runs: how many, and their mean distance. The same for the same person, always; the
// first person's is nobody else's.
inline constexpr std::int64_t kActivities = 360;
double mean_distance(std::int64_t user);

bool any_broken(const Context& context, std::initializer_list<std::string_view> faults);
// Whether the hosted database can be reached from the applications.
bool database_down(const Context& context);

// The two people who are there from the start: the first one, and the learner (COACH_EMAIL,
// COACH_PASSWORD).
base::Done prepare_users(Context& context);
base::Result<http::Response> register_user(Call& call);
base::Result<http::Response> login(Call& call);
base::Result<http::Response> refresh(Call& call);
base::Result<http::Response> profile(Call& call);
base::Result<http::Response> log_out(Call& call);

}  // namespace services::coach
