#include "generator/http/certificate.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "generator/base/handle.h"

namespace http {
namespace {

using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;
using Certificate = base::Handle<X509, X509_free>;
using Extension = base::Handle<X509_EXTENSION, X509_EXTENSION_free>;
using Number = base::Handle<BIGNUM, BN_free>;
using Memory = base::Handle<BIO, BIO_free_all>;

std::string text_of(BIO* memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

bool add(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

// "DNS:a.example.org,IP:127.0.0.1". A name that could end an entry is left out.
std::string alternative_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    if (name.empty() || name.find_first_of(",:\n") != std::string::npos) continue;
    const bool address = name.find_first_not_of("0123456789.") == std::string::npos;
    out += (out.empty() ? "" : ",") + std::string(address ? "IP:" : "DNS:") + name;
  }
  return out;
}

bool set_serial(X509* certificate) {
  const Number number(BN_new());
  return number && BN_rand(number.get(), 120, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool name_it(X509* certificate, const std::string& name) {
  return X509_NAME_add_entry_by_txt(
             X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
             reinterpret_cast<const unsigned char*>(name.substr(0, 60).c_str()), -1, -1, 0) == 1;
}

bool fill(X509* certificate, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key,
          const CertificateWish& wish) {
  const std::string names = wish.authority ? "" : alternative_names(wish.names);
  return X509_set_version(certificate, 2) == 1 && set_serial(certificate) &&
         ASN1_TIME_set(X509_getm_notBefore(certificate), wish.from) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), wish.until) != nullptr &&
         X509_set_pubkey(certificate, key) == 1 && name_it(certificate, wish.names.front()) &&
         X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
         add(certificate, issuer, NID_basic_constraints,
             wish.authority ? "critical,CA:TRUE" : "critical,CA:FALSE") &&
         add(certificate, issuer, NID_key_usage,
             wish.authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature") &&
         (names.empty() || add(certificate, issuer, NID_subject_alt_name, names)) &&
         X509_sign(certificate, issuer_key, EVP_sha256()) > 0;
}

}  // namespace

base::Result<Identity> make_certificate(const CertificateWish& wish, const Identity* issuer) {
  const auto failed = [] {
    return base::fail(base::ErrorKind::System, base::message("cannot make a certificate",
                                                             "impossible de faire un certificat"));
  };
  if (wish.names.empty()) return failed();
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  if (!key || !certificate) return failed();
  Certificate issuer_certificate;
  Key issuer_key;
  if (issuer != nullptr) {
    const Memory chain(
        BIO_new_mem_buf(issuer->chain.data(), static_cast<int>(issuer->chain.size())));
    const Memory secret(BIO_new_mem_buf(issuer->key.data(), static_cast<int>(issuer->key.size())));
    issuer_certificate.reset(PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr));
    issuer_key.reset(PEM_read_bio_PrivateKey(secret.get(), nullptr, nullptr, nullptr));
    if (!issuer_certificate || !issuer_key) return failed();
  }
  if (!fill(certificate.get(), key.get(), issuer ? issuer_certificate.get() : certificate.get(),
            issuer ? issuer_key.get() : key.get(), wish))
    return failed();
  const Memory chain(BIO_new(BIO_s_mem()));
  const Memory secret(BIO_new(BIO_s_mem()));
  if (!chain || !secret || PEM_write_bio_X509(chain.get(), certificate.get()) != 1 ||
      PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return failed();
  return Identity{text_of(chain.get()), text_of(secret.get())};
}

}  // namespace http
