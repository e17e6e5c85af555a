// Twilio's REST API for messages, and the WhatsApp sandbox behind it: who has joined, what they
// write, and what the network makes of a message.
//
//   POST /2010-04-01/Accounts/AC…/Messages.json   GET (list)   GET DELETE …/Messages/SM….json
//   POST /v2/Services/VA…/Verifications, /VerificationCheck
//   POST /sandbox/inbound {From, Body}   what a phone writes: "join <code>", or a message, which
//                                        goes to the webhook, signed
//   GET  /                               the phones' screens, for a person
//
// Settings: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_SANDBOX_NUMBER, TWILIO_JOIN_CODE,
// TWILIO_SANDBOX_WEBHOOK (what is typed into the console; else the base URL and the path),
// TWILIO_TEST_PHONE (joined from the start), TWILIO_DIALECT=guide for codes as older courses read
// them (63007 not joined, 63016 too long).
//
// Switches: twilio-63007-not-joined, twilio-join-expired, twilio-join-code-wrong,
// twilio-21608-unverified, twilio-20003-auth, twilio-30003-unreachable, twilio-30006-landline,
// twilio-window-closed, webhook-twilio-url-mismatch.
// By what is sent alone: twilio-21211-invalid-to, twilio-63016-body-too-long,
// twilio-from-not-sandbox-number.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_twilio();

}  // namespace services
