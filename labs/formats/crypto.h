// Digests, message authentication, random bytes and signatures, from OpenSSL's libcrypto. Nothing
// is kept; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace formats {

std::string sha256(std::string_view bytes);  // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string hmac_sha1(std::string_view key, std::string_view bytes);
// Takes as long wherever they differ.
bool same_secret(std::string_view a, std::string_view b);
std::string random_bytes(std::size_t count);

// An Ed25519 key pair (RFC 8032), raw: 32 bytes each.
struct SigningKey {
  std::string secret;
  std::string open;
};
SigningKey make_signing_key();
// The pair of a secret half; nothing valid comes of one that is not 32 bytes long.
base::Result<SigningKey> signing_key_of(std::string_view secret);
std::string sign(const SigningKey& key, std::string_view bytes);  // 64 bytes
bool verify(std::string_view open_key, std::string_view bytes, std::string_view signature);

// Whether `signature` over `bytes` was made with the key of a JSON Web Key (RFC 7517), for RS256
// and ES256 (RFC 7518). A key of another kind, or a broken one, verifies nothing.
bool verify_jwk(const text::Node& key, std::string_view algorithm, std::string_view bytes,
                std::string_view signature);

}  // namespace formats
