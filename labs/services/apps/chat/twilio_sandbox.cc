#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "labs/formats/encodings.h"
#include "labs/services/apps/chat/chat_api.h"
#include "labs/services/apps/chat/twilio_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"

namespace services::twilio {
namespace {

constexpr std::int64_t kMembership = 3 * 86400;

std::string webhook_address(const Context& context) {
  if (context.broken("webhook-twilio-url-mismatch"))
    return "https://last-week.ngrok-free.app/api/webhooks/twilio";
  std::string base(context.setting("TWILIO_WEBHOOK_BASE_URL"));
  while (base.ends_with('/')) base.pop_back();
  return std::string(context.setting("TWILIO_SANDBOX_WEBHOOK", base + "/api/webhooks/twilio"));
}

}  // namespace

std::string e164(std::string_view written) {
  constexpr std::string_view kChannel = "whatsapp:";
  if (written.starts_with(kChannel)) written.remove_prefix(kChannel.size());
  if (!written.starts_with('+') || written.size() < 8 || written.size() > 16) return {};
  const std::string_view digits = written.substr(1);
  if (digits[0] == '0' || digits.starts_with("330")) return {};
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return {};
  return std::string(written);
}

std::string_view sandbox_number(const Context& context) {
  return context.setting("TWILIO_SANDBOX_ACCOUNT_NUMBER", "+14155238886");
}

bool joined(Context& context, const std::string& phone) {
  if (context.broken("twilio-63007-not-joined") || context.broken("twilio-join-expired") ||
      context.broken("twilio-join-code-wrong"))
    return false;
  if (phone == context.setting("TWILIO_TEST_PHONE", "+33639980000")) return true;
  const auto member = Shelf(context.store, "twilio_members").get(phone);
  return member && *member && context.now - integer_in(**member, "since") < kMembership;
}

base::Done join(Context& context, const std::string& phone) {
  return Shelf(context.store, "twilio_members").put(phone, object({{"since", context.now}}));
}

int post_signed(Context& context, std::string_view url, const Fields& fields) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || !context.call) return 0;
  const std::size_t slash = std::min(url.find('/', scheme + 3), url.size());
  http::Request request;
  request.method = "POST";
  request.target = slash < url.size() ? std::string(url.substr(slash)) : "/";
  const std::size_t question = std::min(request.target.find('?'), request.target.size());
  request.path = request.target.substr(0, question);
  if (question < request.target.size()) request.query = request.target.substr(question + 1);
  request.headers["Host"] = std::string(url.substr(scheme + 3, slash - scheme - 3));
  request.headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8";
  request.headers["User-Agent"] = "TwilioProxy/1.1";
  request.headers["X-Twilio-Signature"] =
      twilio_signature(context.setting("TWILIO_AUTH_TOKEN"), url, fields);
  const std::vector<std::pair<std::string, std::string>> pairs(fields.begin(), fields.end());
  request.body = formats::encode_form(pairs);
  return context.call("tunnel", request).status;
}

base::Result<http::Response> inbound(Call& call) {
  Context& context = call.context;
  const Fields form = parse_form(call.request.body);
  const std::string phone = e164(field(form, "From"));
  if (phone.empty()) return error(400, 21212, "Invalid From Number");
  const std::string_view body = field(form, "Body");
  const std::string sid = "SM" + new_hex(context, 32);
  std::string answer;
  if (body.starts_with("join ")) {
    const std::string_view code = context.setting("TWILIO_JOIN_CODE", "river-stone");
    if (body.substr(5) != code || context.broken("twilio-join-code-wrong")) {
      answer = "Unknown code.";
    } else {
      TRY(join(context, phone));
      answer = "You are all set! The sandbox can now send you messages.";
    }
    return json_response(200, {{"reply", answer}});
  }
  if (!joined(context, phone))
    return json_response(200, {{"reply", "Your phone has not joined the sandbox."}});
  TRY(Shelf(context.store, "twilio_inbound")
          .put(phone, object({{"phone", phone}, {"body", body}, {"at", context.now}})));
  const Fields fields = {{"AccountSid", std::string(context.setting("TWILIO_ACCOUNT_SID"))},
                         {"Body", std::string(body)},
                         {"From", "whatsapp:" + phone},
                         {"MessageSid", sid},
                         {"NumMedia", "0"},
                         {"ProfileName", "Lab phone"},
                         {"SmsMessageSid", sid},
                         {"To", fmt::format("whatsapp:{}", sandbox_number(context))},
                         {"WaId", phone.substr(1)}};
  const std::string url = webhook_address(context);
  return json_response(
      200, {{"sid", sid}, {"webhook", url}, {"webhook_status", post_signed(context, url, fields)}});
}

base::Result<http::Response> screens(Call& call) {
  Context& context = call.context;
  text::Html body = paragraph(
      fmt::format("The WhatsApp sandbox is {}. A phone joins it by the message \"join {}\".",
                  sandbox_number(context), context.setting("TWILIO_JOIN_CODE", "river-stone")));
  body += text::Html::trusted(
      "<form method=\"post\" action=\"/sandbox/inbound\"><p><label>Phone <input name=\"From\" "
      "value=\"+33639980000\"></label> <label>Message <input name=\"Body\"></label> "
      "<button>Send</button></p></form>\n<table>\n");
  for (const text::Node& message :
       TRY(Shelf(context.store, "twilio_messages").all(Order::NewestFirst, 50)))
    body +=
        row({string_in(message, "to"), string_in(message, "body"), string_in(message, "status")});
  body += text::Html::trusted("</table>\n");
  return html_response(200, page("Phones of the sandbox", body));
}

}  // namespace services::twilio
