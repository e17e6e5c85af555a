#include "labs/services/apps/fleet/notify.h"

#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services {
namespace {

constexpr const char* kShelf = "notify_items";

http::Response mail_error(int status, std::string_view message, Value field = nullptr) {
  return json_response(
      status,
      {{"errors", list({object({{"message", message}, {"field", field}, {"help", nullptr}})})}});
}

base::Done keep(Call& call, std::string_view kind, std::string_view shown) {
  const std::string id = new_uuid(call.context);
  return Shelf(call.context.store, kShelf)
      .put(id, object({{"kind", kind}, {"text", shown}, {"at", iso_time(call.context.now)}}));
}

bool known_key(Call& call) {
  const std::string_view wanted = call.context.setting("SENDGRID_API_KEY");
  const std::string_view given = bearer_token(call.request);
  return given.starts_with("SG.") && given == wanted;
}

http::Response unknown_key() {
  return mail_error(401, "The provided authorization grant is invalid, expired, or revoked");
}

base::Result<http::Response> scopes(Call& call) {
  if (!known_key(call)) return unknown_key();
  const bool none = call.context.broken("mail-key-no-scope");
  return json_response(200, {{"scopes", none ? list({"stats.read"}) : list({"mail.send"})}});
}

base::Result<http::Response> send_mail(Call& call) {
  if (!known_key(call)) return unknown_key();
  if (call.context.broken("mail-key-no-scope")) return mail_error(403, "access forbidden");
  if (call.context.broken("mail-unknown-see-logs"))
    return mail_error(401, "Maximum credits exceeded");
  const auto mail = formats::parse_json(call.request.body);
  if (!mail) return mail_error(400, "Bad Request");
  const text::Node* from = mail->find("from");
  const std::string_view sender = from != nullptr ? string_in(*from, "email") : std::string_view();
  if (sender.empty()) return mail_error(400, "The from object must be provided", "from.email");
  if (array_in(*mail, "personalizations").empty())
    return mail_error(400, "The personalizations field is required", "personalizations");
  if (array_in(*mail, "content").empty())
    return mail_error(400, "Unless a valid template_id is provided, the content is required",
                      "content");
  if (call.context.broken("mail-sender-unverified") ||
      sender != call.context.setting("EMAIL_FROM", sender))
    return mail_error(403,
                      "The from address does not match a verified Sender Identity. Mail cannot be "
                      "sent until this error is resolved.",
                      "from");
  TRY(keep(call, "mail", fmt::format("{}: {}", sender, string_in(*mail, "subject"))));
  http::Response accepted;
  accepted.status = 202;
  accepted.headers["X-Message-Id"] = new_word(call.context, 22);
  return accepted;
}

base::Result<http::Response> slack(Call& call) {
  const std::string_view wanted = call.context.setting("SLACK_WEBHOOK_URL");
  if (call.context.broken("slack-webhook-revoked") ||
      (!wanted.empty() && !wanted.ends_with(call.request.path)))
    return http::text_response(404, "no_service");
  const auto message = formats::parse_json(call.request.body);
  if (!message || !message->is_table()) return http::text_response(400, "invalid_payload");
  const std::string_view text = string_in(*message, "text");
  if (text.empty() && array_in(*message, "blocks").empty())
    return http::text_response(400, "no_text");
  TRY(keep(call, "slack", text));
  return http::text_response(200, "ok");
}

base::Result<http::Response> logs(Call& call) {
  const std::string_view wanted = call.context.setting("LOGTAIL_TOKEN");
  if (call.context.broken("logs-token-missing") || wanted.empty() ||
      bearer_token(call.request) != wanted)
    return http::text_response(401, "Unauthorized");
  if (!formats::parse_json(call.request.body)) return http::text_response(406, "Couldn't parse");
  TRY(keep(call, "log", call.request.body.substr(0, 500)));
  http::Response accepted;
  accepted.status = 202;
  return accepted;
}

base::Result<http::Response> what_came(Call& call) {
  text::Html body = paragraph("What was told to mail, Slack and the logs, newest first.");
  body += text::Html::trusted("<table>\n");
  for (const text::Node& item : TRY(Shelf(call.context.store, kShelf).all(Order::NewestFirst, 100)))
    body += row({string_in(item, "at"), string_in(item, "kind"), string_in(item, "text")});
  body += text::Html::trusted("</table>\n");
  return html_response(200, page("Notifications", body));
}

base::Result<http::Response> nothing_here(Call&) {
  return json_response(404, {{"errors", list({object({{"message", "not found"}})})}});
}

constexpr Route kMail[] = {
    {"GET", "/", what_came}, {"POST", "/v3/mail/send", send_mail}, {"GET", "/v3/scopes", scopes}};
constexpr Route kSlack[] = {{"GET", "/", what_came}, {"POST", "/services/*", slack}};
constexpr Route kLogs[] = {{"GET", "/", what_came}, {"POST", "/", logs}};

class Notify : public Service {
 public:
  Description describe() const override {
    return {
        .id = "notify",
        .title = {"Mail, alert and log services", "Services de courriel, d'alerte et de journaux"},
        .ports = {{.number = 4020, .name = "sendgrid"},
                  {.number = 4021, .name = "slack"},
                  {.number = 4022, .name = "logs"}},
        .profiles = {"production"},
        .needs = {}};
  }
  base::Done prepare(Context& context) override { return Shelf(context.store, kShelf).make(); }
  http::Response answer(const Port& port, const http::Request& request, Context& context) override {
    if (port.name == "slack") return dispatch(kSlack, request, context, nothing_here);
    if (port.name == "logs") return dispatch(kLogs, request, context, nothing_here);
    return dispatch(kMail, request, context, nothing_here);
  }
};

}  // namespace

std::unique_ptr<Service> make_notify() { return std::make_unique<Notify>(); }

}  // namespace services
