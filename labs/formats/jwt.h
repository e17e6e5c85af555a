// JSON Web Tokens (RFC 7519) as compact JWS (RFC 7515), taken apart and verified offline.
#pragma once

#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace formats {

struct Jwt {
  text::Node header;        // a table
  text::Node payload;       // a table
  std::string signed_part;  // "header.payload", as it was signed
  std::string signature;    // bytes
  std::string algorithm;    // header "alg"
};

// The error's rule is a reason: "jwt.parts" (not three parts, as of a key that was cut),
// "jwt.base64", "jwt.json".
base::Result<Jwt> parse_jwt(std::string_view token);

enum class Signer {
  Literal,  // HS256 with the bytes of the secret as it is written
  Decoded,  // HS256 with the bytes that the secret decodes to as Base64
  Neither,
};
Signer find_signer(const Jwt& token, std::string_view secret);

// Whether one of the keys of a JSON Web Key Set verifies it; `kid` chooses when the token has one.
bool verified_by(const Jwt& token, const text::Node& key_set);

// HS256.
std::string make_jwt(const text::Node& payload, std::string_view secret);

}  // namespace formats
