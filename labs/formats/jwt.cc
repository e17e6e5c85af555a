#include "labs/formats/jwt.h"

#include "generator/text/schema.h"
#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"

namespace formats {
namespace {

constexpr std::size_t kMostBytes = 64u << 10;

tl::unexpected<base::Error> broken(std::string_view reason, base::Message message) {
  base::Error error{base::ErrorKind::Content, std::move(message), {}, {}};
  error.rule = reason;
  return base::fail(std::move(error));
}

base::Result<text::Node> read_part(std::string_view encoded, const base::Message& name) {
  const auto bytes = decode_base64(encoded);
  if (!bytes)
    return broken("jwt.base64",
                  {fmt::format("the {} of the token is no Base64url", name.en),
                   fmt::format("la partie « {} » du jeton n'est pas du Base64url", name.fr)});
  auto document = parse_json(*bytes);
  if (!document || !document->is_table())
    return broken("jwt.json",
                  {fmt::format("the {} of the token is no JSON object", name.en),
                   fmt::format("la partie « {} » du jeton n'est pas un objet JSON", name.fr)});
  return document;
}

}  // namespace

base::Result<Jwt> parse_jwt(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (token.size() > kMostBytes || second == std::string_view::npos ||
      token.find('.', second + 1) != std::string_view::npos || second + 1 == token.size())
    return broken("jwt.parts", {"a token has three parts between two dots",
                                "un jeton a trois parties, séparées par deux points"});
  Jwt out;
  out.header = TRY(read_part(token.substr(0, first), {"header", "en-tête"}));
  out.payload = TRY(read_part(token.substr(first + 1, second - first - 1), {"payload", "contenu"}));
  const auto signature = decode_base64(token.substr(second + 1));
  if (!signature)
    return broken("jwt.base64", {"the signature of the token is no Base64url",
                                 "la signature du jeton n'est pas du Base64url"});
  out.signature = *signature;
  out.signed_part = std::string(token.substr(0, second));
  out.algorithm = text::string_at(out.header, "alg");
  return out;
}

Signer find_signer(const Jwt& token, std::string_view secret) {
  if (token.algorithm != "HS256" || secret.empty()) return Signer::Neither;
  if (same_secret(hmac_sha256(secret, token.signed_part), token.signature)) return Signer::Literal;
  const auto decoded = decode_base64(secret);
  if (decoded && !decoded->empty() &&
      same_secret(hmac_sha256(*decoded, token.signed_part), token.signature))
    return Signer::Decoded;
  return Signer::Neither;
}

bool verified_by(const Jwt& token, const text::Node& key_set) {
  const text::Node* keys = key_set.find("keys");
  const auto* list = keys != nullptr ? std::get_if<text::Array>(&keys->value) : nullptr;
  if (list == nullptr) return false;
  const std::string wanted = text::string_at(token.header, "kid");
  std::size_t tried = 0;
  for (const text::Node& key : *list) {
    const std::string id = text::string_at(key, "kid");
    if (!wanted.empty() && !id.empty() && id != wanted) continue;
    if (++tried > 16) return false;
    if (verify_jwk(key, token.algorithm, token.signed_part, token.signature)) return true;
  }
  return false;
}

std::string make_jwt(const text::Node& payload, std::string_view secret) {
  const std::string part =
      encode_base64url(R"({"alg":"HS256","typ":"JWT"})") + "." + encode_base64url(to_json(payload));
  return part + "." + encode_base64url(hmac_sha256(secret, part));
}

}  // namespace formats
