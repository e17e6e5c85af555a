// The `.env` of the stack: what a fresh one holds, as it is written, as it is read. A fresh one has
// new secrets and keys that match, so that every lab passes against services that run with it.
// Values; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "labs/services/service.h"

namespace services {

using Random = std::function<std::string(std::size_t)>;
// The number a service's port really has: port_of("kong", "").
using PortOf = std::function<std::uint16_t(std::string_view service, std::string_view port)>;

Settings fresh_settings(const Random& random, std::int64_t now, const PortOf& port_of);

// A value in which {NAME} stands for another setting, {hex N} for N random digits, {port SERVICE}
// or {port SERVICE NAME} for a number, {key ROLE} for an API key signed with JWT_SECRET; and, for
// what is wrong on purpose, {old-key ROLE} (signed with another secret), {decoded-key ROLE} (with
// the Base64-decoded secret), {demo-key ROLE}, {demo-secret}, {cut NAME} (its first 60 characters).
base::Result<std::string> fill_value(std::string_view written, const Settings& settings,
                                     const Random& random, std::int64_t now, const PortOf& port_of);

// The file, with a comment over each group of keys; a key that we do not know stands at the end.
std::string write_env(const Settings& settings);
Settings read_env(std::string_view text);

// A key of the API: HS256, ten years.
std::string make_api_key(std::string_view role, std::string_view secret, std::int64_t now);
// The key and the secret that the documentation prints.
std::string demo_key(std::string_view role);
inline constexpr std::string_view kDemoSecret =
    "your-super-secret-jwt-token-with-at-least-32-characters-long";

}  // namespace services
