// What a running stack keeps beside its `.env`, for the learner to edit: compose.yml, which says
// what runs, and the mark that `lab-services restart` leaves. And the certificate of its ports.
// Internal to stack.cc.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/http/certificate.h"

namespace services {

// A compose file that names each service, and nothing else that matters here.
std::string write_compose(const std::vector<std::string>& services);
// The names under `services:`.
std::set<std::string, std::less<>> read_compose(std::string_view text);

struct StackIdentity {
  http::Identity authority;
  http::Identity identity;
};
// Signed by the authority, or by a new one. For loopback and the lab's domain; wrong in the way
// that a switch says: certificate-expired, certificate-expires-soon, certificate-other-name,
// certificate-internal, certificate-chain.
base::Result<StackIdentity> make_stack_identity(const std::set<std::string, std::less<>>& switches,
                                                std::int64_t now, const http::Identity* authority);

}  // namespace services
