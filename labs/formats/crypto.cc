#include "labs/formats/crypto.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "generator/base/handle.h"
#include "generator/text/schema.h"
#include "labs/formats/encodings.h"

namespace formats {
namespace {

using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = base::Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Digest = base::Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using Number = base::Handle<BIGNUM, BN_free>;
using ParamBuilder = base::Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = base::Handle<OSSL_PARAM, OSSL_PARAM_free>;
using Signature = base::Handle<ECDSA_SIG, ECDSA_SIG_free>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hmac(const EVP_MD* digest, std::string_view key, std::string_view bytes) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (HMAC(digest, key.data(), static_cast<int>(key.size()), bytes_of(bytes), bytes.size(), out,
           &size) == nullptr)
    return {};
  return {reinterpret_cast<const char*>(out), size};
}

bool digest_verify(EVP_PKEY* key, const EVP_MD* digest, std::string_view bytes,
                   std::string_view signature) {
  const Digest context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(bytes),
                          bytes.size()) == 1;
}

Key key_from(const char* kind, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return nullptr;
  return Key(key);
}

std::string field(const text::Node& key, std::string_view name) {
  return decode_base64(text::string_at(key, name)).value_or("");
}

Key rsa_key(const text::Node& jwk) {
  const std::string n = field(jwk, "n");
  const std::string e = field(jwk, "e");
  // Larger ones cost more than any honest server asks for.
  if (n.size() < 128 || n.size() > 1024 || e.empty() || e.size() > 8) return nullptr;
  const Number modulus(BN_bin2bn(bytes_of(n), static_cast<int>(n.size()), nullptr));
  const Number exponent(BN_bin2bn(bytes_of(e), static_cast<int>(e.size()), nullptr));
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return key_from("RSA", builder.get());
}

Key p256_key(const text::Node& jwk) {
  const std::string x = field(jwk, "x");
  const std::string y = field(jwk, "y");
  if (text::string_at(jwk, "crv") != "P-256" || x.size() != 32 || y.size() != 32) return nullptr;
  const std::string point = "\x04" + x + y;
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return key_from("EC", builder.get());
}

// RFC 7518 writes the two numbers side by side, OpenSSL wants them in DER.
std::string to_der(std::string_view pair) {
  if (pair.size() != 64) return {};
  const Signature signature(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(bytes_of(pair), 32, nullptr);
  BIGNUM* s = BN_bin2bn(bytes_of(pair) + 32, 32, nullptr);
  if (ECDSA_SIG_set0(signature.get(), r, s) != 1) return {};
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  if (size <= 0) return {};
  std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return out;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  unsigned char out[SHA256_DIGEST_LENGTH];
  SHA256(bytes_of(bytes), bytes.size(), out);
  return {reinterpret_cast<const char*>(out), sizeof out};
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  return hmac(EVP_sha256(), key, bytes);
}
std::string hmac_sha1(std::string_view key, std::string_view bytes) {
  return hmac(EVP_sha1(), key, bytes);
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_bytes(std::size_t count) {
  std::string out(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1)
    std::abort();  // a nonce that is not random would be worse than none
  return out;
}

SigningKey make_signing_key() {
  for (;;) {
    if (auto key = signing_key_of(random_bytes(32))) return std::move(*key);
  }
}

base::Result<SigningKey> signing_key_of(std::string_view secret) {
  const Key key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(secret), secret.size()));
  unsigned char open[32];
  std::size_t size = sizeof open;
  if (secret.size() != 32 || !key || EVP_PKEY_get_raw_public_key(key.get(), open, &size) != 1)
    return base::fail(base::ErrorKind::System,
                      {"this is no Ed25519 key", "ce n'est pas une clé Ed25519"});
  return SigningKey{std::string(secret), {reinterpret_cast<const char*>(open), size}};
}

std::string sign(const SigningKey& pair, std::string_view bytes) {
  const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(pair.secret),
                                             pair.secret.size()));
  const Digest context(EVP_MD_CTX_new());
  std::string out(64, '\0');
  std::size_t size = out.size();
  if (!key || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                     bytes_of(bytes), bytes.size()) != 1)
    return {};
  return out;
}

bool verify(std::string_view open_key, std::string_view bytes, std::string_view signature) {
  if (open_key.size() != 32 || signature.size() != 64) return false;
  const Key key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(open_key), open_key.size()));
  return key && digest_verify(key.get(), nullptr, bytes, signature);
}

bool verify_jwk(const text::Node& jwk, std::string_view algorithm, std::string_view bytes,
                std::string_view signature) {
  const std::string kind = text::string_at(jwk, "kty");
  if (kind == "RSA" && algorithm == "RS256") {
    const Key key = rsa_key(jwk);
    return key && digest_verify(key.get(), EVP_sha256(), bytes, signature);
  }
  if (kind == "EC" && algorithm == "ES256") {
    const Key key = p256_key(jwk);
    const std::string der = to_der(signature);
    return key && !der.empty() && digest_verify(key.get(), EVP_sha256(), bytes, der);
  }
  return false;
}

}  // namespace formats
