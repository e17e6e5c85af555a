#include "labs/probes/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "generator/base/handle.h"
#include "labs/formats/json.h"
#include "labs/probes/smtp.h"

namespace probes {
using base::message;
namespace {

using Context = base::Handle<SSL_CTX, SSL_CTX_free>;
using Ssl = base::Handle<SSL, SSL_free>;
using Memory = base::Handle<BIO, BIO_free>;

std::string last_error() {
  const unsigned long code = ERR_peek_last_error();
  const char* words = ERR_reason_error_string(code);
  return words != nullptr ? words : "";
}

// OpenSSL works on memory; this class carries the bytes.
class TlsConnection : public Connection {
 public:
  TlsConnection(std::unique_ptr<Connection> under, Context context, Ssl ssl, BIO* in, BIO* out)
      : under_(std::move(under)),
        context_(std::move(context)),
        ssl_(std::move(ssl)),
        in_(in),
        out_(out) {}

  SSL* ssl() const { return ssl_.get(); }

  base::Done handshake() {
    for (;;) {
      ERR_clear_error();
      const int result = SSL_do_handshake(ssl_.get());
      TRY(flush());
      if (result == 1) return {};
      if (SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ) return handshake_error();
      auto more = under_->read_some();
      if (!more) {
        const std::string& rule = more.error().rule;
        return refuse(rule == "tcp.silent"  ? "tls.timeout"
                      : rule == "tcp.reset" ? "tls.reset"
                                            : rule);
      }
      if (more->empty()) return refuse("tls.reset");
      if (!began_ && !looks_like_tls(*more)) return refuse("tls.not-tls");
      began_ = true;
      BIO_write(in_, more->data(), static_cast<int>(more->size()));
    }
  }

  base::Done send(std::string_view bytes) override {
    ERR_clear_error();
    if (!bytes.empty() && SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) <= 0)
      return refuse("tls.reset");
    return flush();
  }

  base::Result<std::string> read_some() override {
    std::string buffer(16u << 10, '\0');
    for (;;) {
      ERR_clear_error();
      const int got = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
      TRY(flush());
      if (got > 0) {
        buffer.resize(static_cast<std::size_t>(got));
        return buffer;
      }
      const int error = SSL_get_error(ssl_.get(), got);
      if (error == SSL_ERROR_ZERO_RETURN) return std::string();
      if (error != SSL_ERROR_WANT_READ) return refuse("tls.reset", {last_error(), last_error()});
      const std::string more = TRY(under_->read_some());
      if (more.empty()) return std::string();
      BIO_write(in_, more.data(), static_cast<int>(more.size()));
    }
  }

 private:
  // The first record is a handshake or an alert (RFC 8446, 5.1).
  static bool looks_like_tls(std::string_view bytes) { return bytes[0] == 22 || bytes[0] == 21; }

  base::Done flush() {
    char buffer[16u << 10];
    int size = 0;
    while ((size = BIO_read(out_, buffer, sizeof buffer)) > 0)
      TRY(under_->send({buffer, static_cast<std::size_t>(size)}));
    return {};
  }

  static base::Done handshake_error() {
    const std::string words = last_error();
    if (words.find("wrong version") != std::string::npos ||
        words.find("packet length") != std::string::npos)
      return refuse("tls.not-tls");
    return refuse("tls.alert", {words, words});
  }

  std::unique_ptr<Connection> under_;
  Context context_;
  Ssl ssl_;
  BIO* in_;   // owned by ssl_
  BIO* out_;  // owned by ssl_
  bool began_ = false;
};

std::string name_text(const X509_NAME* name) {
  const Memory memory(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(memory.get(), name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(std::max(0L, std::min(size, 1000L)))};
}

std::int64_t seconds_of(const ASN1_TIME* time) {
  std::tm parts = {};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? static_cast<std::int64_t>(::timegm(&parts)) : 0;
}

text::Array names_of(const X509* certificate) {
  constexpr int kMostNames = 200;
  text::Array out;
  auto* names = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < std::min(sk_GENERAL_NAME_num(names), kMostNames); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DNS) {
      const auto* bytes = ASN1_STRING_get0_data(name->d.dNSName);
      const auto size = static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName));
      out.push_back(formats::node(std::string_view(reinterpret_cast<const char*>(bytes), size)));
    } else if (name->type == GEN_IPADD) {
      const auto* bytes = ASN1_STRING_get0_data(name->d.iPAddress);
      if (ASN1_STRING_length(name->d.iPAddress) == 4)
        out.push_back(formats::node(
            std::string_view(fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]))));
    }
  }
  GENERAL_NAMES_free(names);
  return out;
}

// Public authorities say where their own certificate is; a server that then sends only its own has
// left the intermediate out. A private authority that is unknown looks the same but says nothing.
bool names_its_issuer(const X509* certificate) {
  auto* info = static_cast<AUTHORITY_INFO_ACCESS*>(
      X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
  bool found = false;
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(info); ++i)
    found = found || OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(info, i)->method) == NID_ad_ca_issuers;
  AUTHORITY_INFO_ACCESS_free(info);
  return found;
}

const char* problem_of(long result, const X509* certificate, int chain) {
  switch (result) {
    case X509_V_OK:
      return "";
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "tls.expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "tls.not-yet-valid";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "tls.name";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "tls.self-signed";
    default:
      return chain == 1 && names_its_issuer(certificate) ? "tls.incomplete-chain" : "tls.untrusted";
  }
}

void describe(SSL* ssl, TlsSession& session) {
  using formats::node;
  using formats::put;
  session.protocol = SSL_get_version(ssl);
  put(session.facts, "protocol", node(std::string_view(session.protocol)));
  put(session.facts, "cipher", node(std::string_view(SSL_get_cipher_name(ssl))));
  const X509* certificate = SSL_get0_peer_certificate(ssl);
  const int chain = sk_X509_num(SSL_get_peer_cert_chain(ssl));
  if (certificate == nullptr) {
    session.problem = "tls.untrusted";
    return;
  }
  session.problem = problem_of(SSL_get_verify_result(ssl), certificate, chain);
  const std::int64_t end = seconds_of(X509_get0_notAfter(certificate));
  const std::int64_t now = std::time(nullptr);
  // Whole days, rounded down: -1 since a moment ago.
  const std::int64_t days = (end - now) / 86400 - ((end - now) % 86400 < 0 ? 1 : 0);
  put(session.facts, "subject",
      node(std::string_view(name_text(X509_get_subject_name(certificate)))));
  put(session.facts, "issuer",
      node(std::string_view(name_text(X509_get_issuer_name(certificate)))));
  put(session.facts, "names", node(names_of(certificate)));
  put(session.facts, "not-after", node(end));
  put(session.facts, "days-left", node(days));
  put(session.facts, "chain", node(static_cast<std::int64_t>(chain)));
  put(session.facts, "verified", formats::node_of(session.problem.empty()));
}

bool is_address(const std::string& name) {
  return name.find(':') != std::string::npos ||
         name.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace

base::Result<TlsSession> start_tls(std::unique_ptr<Connection> under, const TlsOptions& options) {
  ERR_clear_error();
  Context context(SSL_CTX_new(TLS_client_method()));
  if (!context) return refuse("probe.failed");
  const bool trusted = options.ca.empty() ? SSL_CTX_set_default_verify_paths(context.get()) == 1
                                          : SSL_CTX_load_verify_locations(
                                                context.get(), options.ca.c_str(), nullptr) == 1;
  if (!trusted)
    return refuse("file.unreadable", message("no certificates can be read from '{}'",
                                             "aucun certificat lisible dans « {} »", options.ca));
  // A bad certificate is described, so the handshake goes on and the result is looked at after it.
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_security_level(context.get(), 0);
  Ssl ssl(SSL_new(context.get()));
  BIO* in = BIO_new(BIO_s_mem());
  BIO* out = BIO_new(BIO_s_mem());
  SSL_set_bio(ssl.get(), in, out);
  SSL_set_connect_state(ssl.get());
  if (is_address(options.name)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), options.name.c_str());
  } else {
    SSL_set_tlsext_host_name(ssl.get(), options.name.c_str());
    SSL_set1_host(ssl.get(), options.name.c_str());
  }
  auto connection = std::make_unique<TlsConnection>(std::move(under), std::move(context),
                                                    std::move(ssl), in, out);
  TRY(connection->handshake());
  TlsSession session;
  describe(connection->ssl(), session);
  session.connection = std::move(connection);
  return session;
}

base::Result<TlsSession> start_verified_tls(std::unique_ptr<Connection> under,
                                            const TlsOptions& options) {
  auto session = TRY(start_tls(std::move(under), options));
  if (session.problem.empty()) return session;
  const text::Node* names = session.facts.find("names");
  const std::string list = names != nullptr ? formats::to_json(*names) : "[]";
  return refuse(session.problem,
                message("the certificate is for {}", "le certificat vaut pour {}", list));
}

namespace {

base::Done say_starttls(Connection& peer, const std::string& protocol) {
  if (protocol == "smtp") return smtp_starttls(peer);
  if (protocol == "postgres") {
    TRY(peer.send(std::string_view("\x00\x00\x00\x08\x04\xd2\x16\x2f", 8)));  // SSLRequest
    const std::string answer = TRY(peer.read_some());
    if (answer != "S") return refuse("pg.no-tls");
  }
  return {};
}

base::Result<TlsSession> look(const TlsRequest& request, const Limits& limits,
                              std::string& address) {
  const Target target = TRY(parse_target(request.target));
  auto open = TRY(connect_tcp(target, request.instead, limits));
  address = open.address;
  TRY(say_starttls(*open.connection, request.starttls));
  return start_tls(std::move(open.connection),
                   {request.name.empty() ? target.host : request.name, request.ca});
}

}  // namespace

Observation probe_tls(const TlsRequest& request, const Limits& limits) {
  Observation out;
  std::string address;
  auto session = look(request, limits, address);
  if (!session) {
    take_failure(out, session.error());
    out.flag("verified", false);
  } else {
    out.facts = std::move(session->facts);
    out.answer = session->problem;
    if (!session->problem.empty())
      for (const char* subject : {"verified", "days-left", "names", "issuer"})
        out.why[subject] = session->problem;
    const text::Node* names = out.facts.find("names");
    if (session->problem == "tls.name" && names != nullptr)
      out.detail = message("the certificate is for {}", "le certificat vaut pour {}",
                           formats::to_json(*names));
  }
  if (!address.empty()) out.fact("address", address);
  return out;
}

}  // namespace probes
