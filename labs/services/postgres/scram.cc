#include "labs/services/postgres/scram.h"

#include <fmt/format.h>

#include <algorithm>

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"

namespace services::postgres {
namespace {

constexpr int kRounds = 4096;

std::string exclusive_or(std::string a, std::string_view b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) a[i] = static_cast<char>(a[i] ^ b[i]);
  return a;
}

// "r=…" among the comma-separated attributes.
std::optional<std::string_view> attribute(std::string_view message, char name) {
  while (!message.empty()) {
    const std::size_t end = std::min(message.find(','), message.size());
    const std::string_view one = message.substr(0, end);
    message.remove_prefix(std::min(end + 1, message.size()));
    if (one.size() >= 2 && one[0] == name && one[1] == '=') return one.substr(2);
  }
  return std::nullopt;
}

}  // namespace

std::string salted_password(std::string_view password, std::string_view salt, int rounds) {
  std::string block =
      formats::hmac_sha256(password, std::string(salt) + std::string("\0\0\0\1", 4));
  std::string out = block;
  for (int i = 1; i < rounds; ++i) {
    block = formats::hmac_sha256(password, block);
    out = exclusive_or(std::move(out), block);
  }
  return out;
}

Scram::Scram(std::string_view password, std::string_view nonce, std::string_view salt)
    : password_(password), nonce_(formats::encode_base64(nonce)), salt_(salt) {}

std::optional<std::string> Scram::first(std::string_view message) {
  // "n,," or "y,,": no channel binding; "p=…" asks for one that was not offered.
  malformed_ = true;
  if (!message.starts_with("n,") && !message.starts_with("y,")) return std::nullopt;
  const std::size_t comma = message.find(',', 2);
  if (comma == std::string_view::npos) return std::nullopt;
  binding_ = message.substr(0, comma + 1);
  client_first_bare_ = message.substr(comma + 1);
  const auto nonce = attribute(client_first_bare_, 'r');
  if (!nonce || nonce->empty() || nonce->size() > 1000) return std::nullopt;
  malformed_ = false;
  nonce_ = std::string(*nonce) + nonce_;
  server_first_ = fmt::format("r={},s={},i={}", nonce_, formats::encode_base64(salt_), kRounds);
  return server_first_;
}

std::optional<std::string> Scram::last(std::string_view message) {
  const auto binding = attribute(message, 'c');
  const auto nonce = attribute(message, 'r');
  const auto proof = attribute(message, 'p');
  const auto proof_bytes = proof ? formats::decode_base64(*proof) : std::nullopt;
  malformed_ = !binding || !nonce || !proof_bytes || *nonce != nonce_ ||
               formats::decode_base64(*binding) != binding_ || proof_bytes->size() != 32;
  if (malformed_) return std::nullopt;
  const std::string without_proof(message.substr(0, message.rfind(",p=")));
  const std::string signed_part = client_first_bare_ + "," + server_first_ + "," + without_proof;
  const std::string salted = salted_password(password_, salt_, kRounds);
  const std::string client_key = formats::hmac_sha256(salted, "Client Key");
  const std::string stored_key = formats::sha256(client_key);
  const std::string signature = formats::hmac_sha256(stored_key, signed_part);
  const std::string given_key = exclusive_or(*proof_bytes, signature);
  if (!formats::same_secret(formats::sha256(given_key), stored_key)) return std::nullopt;
  const std::string server_key = formats::hmac_sha256(salted, "Server Key");
  return "v=" + formats::encode_base64(formats::hmac_sha256(server_key, signed_part));
}

}  // namespace services::postgres
