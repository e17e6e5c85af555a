// A dialogue with a mail server (RFC 5321, 3207, 4954), from its greeting to a message delivered.
#pragma once

#include <memory>
#include <string>

#include "labs/probes/wire.h"

namespace probes {

struct SmtpRequest {
  std::string target;
  std::string security = "none";  // none, starttls, tls
  std::string name;               // of the certificate; empty: the target's host
  std::string ca;
  std::string user;
  std::string password;
  std::string from;  // a message is sent when from and to are there
  std::string to;
  std::string subject;
  std::string body;
};

Observation probe_smtp(const SmtpRequest& request, const Limits& limits);

// The dialogue over a connection that is there; a message gets the given date (RFC 5322) and id.
void talk_smtp(std::unique_ptr<Connection> peer, const SmtpRequest& request, std::string_view date,
               std::string_view id, Observation& out);

// Greeting, EHLO, STARTTLS: the next byte is TLS. Reason "tls.no-starttls" when it is not offered.
base::Done smtp_starttls(Connection& peer);

}  // namespace probes
