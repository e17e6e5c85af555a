#include "labs/services/supabase/identity.h"

#include "labs/formats/jwt.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/requests.h"

namespace services {

Identity identify_token(std::string_view token, std::string_view secret, std::int64_t now) {
  Identity out;
  if (token.empty()) return out;
  const auto parsed = formats::parse_jwt(token);
  if (!parsed) {
    out.state = TokenState::Malformed;
    return out;
  }
  out.claims = parsed->payload;
  if (formats::find_signer(*parsed, secret) != formats::Signer::Literal) {
    out.state = TokenState::WrongSignature;
    return out;
  }
  if (const text::Node* until = out.claims.find("exp");
      until != nullptr && is_number(*until) && number_of(*until) <= static_cast<double>(now)) {
    out.state = TokenState::Expired;
    return out;
  }
  out.state = TokenState::Good;
  out.role = string_in(out.claims, "role");
  out.user = string_in(out.claims, "sub");
  out.session = string_in(out.claims, "session_id");
  return out;
}

Identity identify(const http::Request& request, std::string_view secret, std::int64_t now) {
  return identify_token(bearer_token(request), secret, now);
}

}  // namespace services
