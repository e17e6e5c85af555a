// Mail, twice. "mail" is the catcher of a developer's machine, as Mailpit: SMTP on 1025, its web
// page and API on 8025 and on 54324 (where compose files publish it). "smtp" is the server of a
// sending service: port 1587 with STARTTLS, port 1465 with TLS from the first byte; it wants
// SMTP_USER and SMTP_PASS, and what it takes arrives in the catcher too. Both ports stand 1000
// above the real ones, which only an administrator may open.
//
// Another service sends by calling "mail" with POST /api/v1/send.
//
// Faults of "smtp":
//   mail-greeting-refused    554 instead of a greeting (of both servers)
//   mail-tls-mode-wrong      the port of STARTTLS says nothing, as one that waits for TLS
//   mail-no-starttls         STARTTLS is not offered, log-ins go in clear
//   mail-login-refused       535 to every log-in
//   mail-login-wanted        530 to MAIL without a log-in
//   mail-sender-unverified   550 to MAIL after a log-in
//   mail-relay-refused       554 to RCPT without a log-in, whatever the domain
//   mail-recipient-refused   550 to RCPT after a log-in
//   mail-greylisted          450 to RCPT
//   mail-quota-exhausted     451 to MAIL
//   mail-content-refused     554 to the message
// Faults of both:
//   mail-too-large           messages of more than 1000 bytes are refused
// Faults of "mail":
//   port-conflict-54324      another product answers on the web ports: it has no such API
//   mail-store-refused       POST /api/v1/send fails: what others send is lost
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_mail();
std::unique_ptr<Service> make_smtp();

}  // namespace services
