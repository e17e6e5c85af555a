#include "labs/services/common/tokens.h"

#include <charconv>

#include "labs/formats/jwt.h"
#include "labs/services/common/answers.h"

namespace services {

std::string issue_token(text::Node claims, std::string_view secret, std::int64_t now,
                        std::int64_t life) {
  set(claims, "iat", now);
  set(claims, "exp", now + life);
  return formats::make_jwt(claims, secret);
}

std::optional<text::Node> read_token(std::string_view token, std::string_view secret,
                                     std::int64_t now) {
  if (secret.empty()) return std::nullopt;
  const auto jwt = formats::parse_jwt(token);
  if (!jwt || jwt->algorithm != "HS256") return std::nullopt;
  if (formats::find_signer(*jwt, secret) != formats::Signer::Literal) return std::nullopt;
  if (integer_in(jwt->payload, "exp") <= now) return std::nullopt;
  return jwt->payload;
}

std::optional<std::int64_t> parse_duration(std::string_view written) {
  std::int64_t count = 0;
  const char* end = written.data() + written.size();
  const auto parsed = std::from_chars(written.data(), end, count);
  if (written.empty() || parsed.ec != std::errc() || count <= 0 || count > 100'000)
    return std::nullopt;
  if (parsed.ptr == end) return count;
  if (parsed.ptr + 1 != end) return std::nullopt;
  switch (*parsed.ptr) {
    case 's':
      return count;
    case 'm':
      return count * 60;
    case 'h':
      return count * 3600;
    case 'd':
      return count * 86400;
    case 'w':
      return count * 604800;
    default:
      return std::nullopt;
  }
}

}  // namespace services
