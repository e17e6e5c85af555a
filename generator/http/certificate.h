// Certificates made on the spot (RFC 5280), for servers on loopback: a throw-away authority and the
// identities that it vouches for, right or wrong on purpose. Keys are P-256, made in a millisecond;
// nothing is written to disk. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generator/base/result.h"

namespace http {

// Both are PEM; `chain` begins with the identity's own certificate.
struct Identity {
  std::string chain;
  std::string key;
};

struct CertificateWish {
  std::vector<std::string> names;  // host names and addresses; the first is the subject
  std::int64_t from = 0;           // Unix seconds
  std::int64_t until = 0;
  bool authority = false;  // may vouch for others
};

// Vouched for by `issuer`; null: by itself.
base::Result<Identity> make_certificate(const CertificateWish& wish, const Identity* issuer);

}  // namespace http
