// The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677) as PostgreSQL speaks it, without channel
// binding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace services::postgres {

class Scram {
 public:
  // `nonce` and `salt` are random bytes; the password is what the client must know.
  Scram(std::string_view password, std::string_view nonce, std::string_view salt);

  // The answer to the client's first message; nothing when it is none.
  std::optional<std::string> first(std::string_view message);
  // The answer to its last one, "v=…"; nothing when the password is another.
  std::optional<std::string> last(std::string_view message);
  bool malformed() const { return malformed_; }

 private:
  std::string password_, nonce_, salt_;
  std::string client_first_bare_, server_first_, binding_;
  bool malformed_ = false;
};

// PBKDF2 with HMAC-SHA-256, one block (RFC 8018).
std::string salted_password(std::string_view password, std::string_view salt, int rounds);

}  // namespace services::postgres
