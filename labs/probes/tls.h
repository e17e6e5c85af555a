// TLS over any Connection, and the probe that looks at a certificate whether it is good or not: the
// handshake first, the judgement after it (RFC 8446, RFC 5280).
#pragma once

#include <memory>
#include <string>

#include "labs/probes/wire.h"

namespace probes {

struct TlsOptions {
  std::string name;  // for SNI and for the certificate
  std::string ca;    // a PEM file; empty: the system's
};

struct TlsSession {
  std::unique_ptr<Connection> connection;  // what goes through it is encrypted
  std::string problem;                     // "tls.expired" …; empty: a browser would accept it
  std::string protocol;                    // "TLSv1.3"
  text::Node facts;                        // subject, issuer, names, days-left …
};

// Takes the connection over. Reasons "tls.not-tls", "tls.alert", "tls.timeout", "tls.reset".
base::Result<TlsSession> start_tls(std::unique_ptr<Connection> under, const TlsOptions& options);
// The same, but a certificate that a browser would refuse is an error with its reason.
base::Result<TlsSession> start_verified_tls(std::unique_ptr<Connection> under,
                                            const TlsOptions& options);

struct TlsRequest {
  std::string target;
  std::string name;  // empty: the target's host
  std::string ca;
  std::string starttls;  // "", "smtp", "postgres"
  std::string instead;   // connect here
};

Observation probe_tls(const TlsRequest& request, const Limits& limits);

}  // namespace probes
