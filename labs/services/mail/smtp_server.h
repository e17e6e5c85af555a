// The server's side of SMTP (RFC 5321; AUTH: RFC 4954; STARTTLS: RFC 3207; SIZE: RFC 1870) as a
// state machine: bytes in, replies out, whole messages to `deliver`. Two manners of one protocol:
// the catcher of a developer's machine, which takes everything, and the server of a sending
// service, which wants TLS, a log-in and a sender it knows.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "generator/http/session.h"
#include "labs/services/mail/mailbox.h"

namespace services::mail {

enum class Manner { Catcher, Relay };

constexpr std::size_t kMostMessageBytes = 10u << 20;

// `tls`: the port is encrypted from the first byte.
std::unique_ptr<http::StreamSession> make_smtp_session(Manner manner, bool tls,
                                                       std::function<Context()> context);

}  // namespace services::mail
