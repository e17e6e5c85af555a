// The three services that a product tells things to: mail by SendGrid's API, alerts by a Slack
// webhook, logs by a collector's. They accept, keep and show; nothing leaves the machine.
//
//   port 4020  POST /v3/mail/send, GET /v3/scopes            SENDGRID_API_KEY, EMAIL_FROM
//   port 4021  POST /services/T…/B…/…                        SLACK_WEBHOOK_URL
//   port 4022  POST /                                        LOGTAIL_TOKEN
//   each       GET /  what came, for a person
//
// Switches: mail-sender-unverified, mail-key-no-scope,
// mail-unknown-see-logs, slack-webhook-revoked, logs-token-missing.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_notify();

}  // namespace services
