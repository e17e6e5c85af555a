// Who a request of the Supabase stack says it is: the HS256 token (RFC 7519) of its Authorization
// header, as Auth, PostgREST, Storage and Realtime each check it against JWT_SECRET. Values; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generator/http/message.h"
#include "generator/text/node.h"

namespace services {

enum class TokenState { Good, Missing, Malformed, WrongSignature, Expired };

struct Identity {
  TokenState state = TokenState::Missing;
  text::Node claims;
  std::string role;     // anon, authenticated, service_role; "" without a good token
  std::string user;     // "sub"
  std::string session;  // "session_id"

  bool good() const { return state == TokenState::Good; }
  // What PostgreSQL would let past every policy.
  bool is_service() const { return role == "service_role" || role == "supabase_admin"; }
};

Identity identify_token(std::string_view token, std::string_view secret, std::int64_t now);
// Of the bearer token.
Identity identify(const http::Request& request, std::string_view secret, std::int64_t now);

}  // namespace services
