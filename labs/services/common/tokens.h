// Signed tokens of applications: HS256 with the secret as it is written, and a time after which
// they are worth nothing. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "generator/text/node.h"

namespace services {

// `claims` and "iat", "exp".
std::string issue_token(text::Node claims, std::string_view secret, std::int64_t now,
                        std::int64_t life);
// The claims of a token that `secret` signed and that has not run out.
std::optional<text::Node> read_token(std::string_view token, std::string_view secret,
                                     std::int64_t now);

// "7d" -> 604800, "30" -> 30 (seconds); nothing for what is no duration.
std::optional<std::int64_t> parse_duration(std::string_view written);

}  // namespace services
