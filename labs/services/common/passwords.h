// Passwords as applications keep them: bcrypt (libcrypt's $2b$), and the six digits of an
// authenticator (RFC 6238). Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "labs/services/service.h"

namespace services {

// "$2b$12$…", 60 characters. The cost is the setting BCRYPT_ROUNDS, or 12: a quarter of a second.
std::string hash_password(Context& context, std::string_view password);
// The same at another cost, 4 to 15: each step takes twice as long.
std::string hash_password(Context& context, std::string_view password, unsigned rounds);
// False for a hash that is none, too. bcrypt sees 72 bytes at most.
bool same_password(std::string_view password, std::string_view hash);

// RFC 4648 without padding, as otpauth:// wants a secret.
std::string encode_base32(std::string_view bytes);
// The code of the half minute in which `now` lies.
std::string totp(std::string_view secret, std::int64_t now);
// One half minute early or late is right as well.
bool same_totp(std::string_view secret, std::string_view code, std::int64_t now);

}  // namespace services
