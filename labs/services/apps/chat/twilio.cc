#include "labs/services/apps/chat/twilio.h"

#include <fmt/format.h>

#include "generator/text/utf8.h"
#include "labs/formats/json.h"
#include "labs/services/apps/chat/twilio_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"

namespace services {
namespace twilio {
namespace {

constexpr std::size_t kLongestBody = 1600;  // characters
constexpr std::int64_t kWindow = 86400;     // free text after a person's last message

bool right_account(Call& call) {
  const auto who = basic_credentials(call.request);
  return who && !call.context.broken("twilio-20003-auth") &&
         who->name == call.context.setting("TWILIO_ACCOUNT_SID") &&
         who->password == call.context.setting("TWILIO_AUTH_TOKEN") && !who->password.empty();
}

http::Response unauthenticated() {
  http::Response response = error(401, 20003, "Authenticate");
  response.headers["WWW-Authenticate"] = "Basic realm=\"Twilio API\"";
  return response;
}

http::Response not_found(const Call& call) {
  return error(404, 20404,
               fmt::format("The requested resource {} was not found", call.request.path));
}

std::size_t characters(std::string_view body) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < body.size(); ++count) text::next_character(body, at);
  return count;
}

// What happens to a message after it was taken.
struct Fortune {
  const char* status;
  int code;
  const char* reason;
};

Fortune fortune(Context& context, const std::string& phone) {
  if (context.broken("twilio-30003-unreachable"))
    return {"undelivered", 30003, "Unreachable destination handset"};
  if (context.broken("twilio-30006-landline"))
    return {"undelivered", 30006, "Landline or unreachable carrier"};
  if (!joined(context, phone))
    return {"failed", 63015,
            "Channel Sandbox can only send messages to phone numbers that have "
            "joined the Sandbox"};
  if (context.broken("twilio-window-closed"))
    return {"undelivered", 63016,
            "Failed to send freeform message because you are outside the "
            "allowed window"};
  const auto last = Shelf(context.store, "twilio_inbound").get(phone);
  if (last && *last && context.now - integer_in(**last, "at") > kWindow)
    return {"undelivered", 63016,
            "Failed to send freeform message because you are outside the "
            "allowed window"};
  return {"delivered", 0, ""};
}

text::Node shown(const text::Node& message) {
  const std::string account(string_in(message, "account_sid"));
  const std::string uri =
      fmt::format("/2010-04-01/Accounts/{}/Messages/{}.json", account, string_in(message, "sid"));
  text::Node out = message;
  set(out, "api_version", "2010-04-01");
  set(out, "uri", uri);
  set(out, "subresource_uris", object({{"media", uri.substr(0, uri.size() - 5) + "/Media.json"}}));
  return out;
}

void tell(Context& context, std::string_view url, const text::Node& message,
          std::string_view status, int code) {
  Fields fields = {{"AccountSid", std::string(string_in(message, "account_sid"))},
                   {"From", std::string(string_in(message, "from"))},
                   {"MessageSid", std::string(string_in(message, "sid"))},
                   {"MessageStatus", std::string(status)},
                   {"SmsSid", std::string(string_in(message, "sid"))},
                   {"SmsStatus", std::string(status)},
                   {"To", std::string(string_in(message, "to"))}};
  if (code != 0) fields["ErrorCode"] = std::to_string(code);
  post_signed(context, url, fields);
}

// Null when Twilio would take the message.
std::optional<http::Response> refusal(Context& context, const Fields& form) {
  const bool guide = context.setting("TWILIO_DIALECT") == "guide";
  const std::string_view to = field(form, "To");
  const std::string_view from = field(form, "From");
  const std::string_view body = field(form, "Body");
  if (to.empty()) return error(400, 21604, "A 'To' phone number is required.");
  if (from.empty() && field(form, "MessagingServiceSid").empty())
    return error(400, 21603, "A 'From' phone number is required.");
  if (body.empty() && field(form, "MediaUrl").empty() && field(form, "ContentSid").empty())
    return error(400, 21602, "Message body is required.");
  if (e164(to).empty())
    return error(400, 21211,
                 guide ? std::string("Invalid 'To' Phone Number")
                       : fmt::format("Invalid 'To' Phone Number: {}", to));
  if (context.broken("twilio-21608-unverified"))
    return error(400, 21608,
                 guide ? "The 'To' phone number is not currently verified"
                       : "The number is unverified. Trial accounts cannot send messages to "
                         "unverified numbers");
  if (characters(body) > kLongestBody)
    return guide ? error(400, 63016, "Message body is too long")
                 : error(400, 21617,
                         "The concatenated message body exceeds the 1600 character "
                         "limit");
  if (from.starts_with("whatsapp:") && from.substr(9) != sandbox_number(context))
    return error(400, 63007, "Twilio could not find a Channel with the specified From address");
  if (guide && from.starts_with("whatsapp:") && !joined(context, e164(to)))
    return error(400, 63007, "Twilio could not find a Channel with the specified From address");
  return std::nullopt;
}

base::Result<http::Response> create(Call& call) {
  Context& context = call.context;
  if (!right_account(call)) return unauthenticated();
  const Fields form = parse_form(call.request.body);
  if (auto refused = refusal(context, form)) return std::move(*refused);
  const std::string sid = "SM" + new_hex(context, 32);
  const std::string now = mail_time(context.now);
  const std::string_view body = field(form, "Body");
  text::Node message =
      object({{"sid", sid},
              {"account_sid", call.parameter("account")},
              {"body", body},
              {"from", field(form, "From")},
              {"to", field(form, "To")},
              {"status", "queued"},
              {"direction", "outbound-api"},
              {"date_created", now},
              {"date_updated", now},
              {"date_sent", nullptr},
              {"num_segments",
               std::to_string(1 + (characters(body) > 0 ? characters(body) - 1 : 0) / 153)},
              {"num_media", field(form, "MediaUrl").empty() ? "0" : "1"},
              {"error_code", nullptr},
              {"error_message", nullptr},
              {"price", nullptr},
              {"price_unit", nullptr},
              {"messaging_service_sid", form.contains("MessagingServiceSid")
                                            ? Value(field(form, "MessagingServiceSid"))
                                            : Value(nullptr)}});
  const text::Node taken = shown(message);
  // A phone answers at once here: what a status callback would tell later is known now.
  const bool whatsapp = field(form, "To").starts_with("whatsapp:");
  const Fortune end =
      whatsapp ? fortune(context, e164(field(form, "To"))) : Fortune{"delivered", 0, ""};
  set(message, "status", end.status);
  set(message, "date_sent", now);
  if (end.code != 0) {
    set(message, "error_code", end.code);
    set(message, "error_message", end.reason);
  }
  TRY(Shelf(context.store, "twilio_messages").put(sid, message));
  if (const std::string_view url = field(form, "StatusCallback"); !url.empty()) {
    tell(context, url, message, "sent", 0);
    tell(context, url, message, end.status, end.code);
  }
  return json_response(201, taken);
}

base::Result<http::Response> list_messages(Call& call) {
  if (!right_account(call)) return unauthenticated();
  const Fields query = parse_form(call.request.query);
  const long size = number_field(query, "PageSize", 50, 1, 1000);
  const long number = number_field(query, "Page", 0, 0, 100'000);
  const std::string_view to = field(query, "To");
  text::Node messages = list({});
  long place = 0;
  bool more = false;
  for (const text::Node& message :
       TRY(Shelf(call.context.store, "twilio_messages").all(Order::NewestFirst, kMostDocuments))) {
    if (!to.empty() && string_in(message, "to") != to) continue;
    if (place >= number * size && place < (number + 1) * size) append(messages, shown(message));
    more = more || place >= (number + 1) * size;
    ++place;
  }
  const auto page_uri = [&](long which) {
    return fmt::format("{}?PageSize={}&Page={}", call.request.path, size, which);
  };
  return json_response(
      200, {{"messages", messages},
            {"page", static_cast<std::int64_t>(number)},
            {"page_size", static_cast<std::int64_t>(size)},
            {"uri", page_uri(number)},
            {"first_page_uri", page_uri(0)},
            {"next_page_uri", more ? Value(page_uri(number + 1)) : Value(nullptr)},
            {"previous_page_uri", number > 0 ? Value(page_uri(number - 1)) : Value(nullptr)}});
}

// "SM….json" -> "SM…"
std::string_view sid_of(const Call& call) {
  std::string_view name = call.parameter("message");
  if (name.ends_with(".json")) name.remove_suffix(5);
  return name;
}

base::Result<http::Response> fetch(Call& call) {
  if (!right_account(call)) return unauthenticated();
  const auto message = TRY(Shelf(call.context.store, "twilio_messages").get(sid_of(call)));
  return message ? json_response(200, shown(*message)) : not_found(call);
}

base::Result<http::Response> erase(Call& call) {
  if (!right_account(call)) return unauthenticated();
  if (!TRY(Shelf(call.context.store, "twilio_messages").erase(sid_of(call))))
    return not_found(call);
  http::Response gone;
  gone.status = 204;
  return gone;
}

base::Result<http::Response> verification(Call& call) {
  if (!right_account(call)) return unauthenticated();
  const Fields form = parse_form(call.request.body);
  const bool check = call.request.path.ends_with("Check");
  if (field(form, "To").empty()) return error(400, 60200, "Invalid parameter `To`");
  const std::string code(call.context.setting("TWILIO_VERIFY_CODE", "123456"));
  const bool approved = check && field(form, "Code") == code;
  return json_response(check ? 200 : 201,
                       {{"sid", "VE" + new_hex(call.context, 32)},
                        {"service_sid", call.parameter("service")},
                        {"account_sid", call.context.setting("TWILIO_ACCOUNT_SID")},
                        {"to", field(form, "To")},
                        {"channel", field(form, "Channel", "sms")},
                        {"status", approved ? "approved" : "pending"},
                        {"valid", approved},
                        {"date_created", iso_time(call.context.now)},
                        {"date_updated", iso_time(call.context.now)}});
}

base::Result<http::Response> nothing_here(Call& call) {
  if (call.parameter("allow").empty()) return not_found(call);
  return error(405, 20004, "Method not allowed");
}

}  // namespace

http::Response error(int status, int code, std::string_view message) {
  return json_response(status,
                       {{"code", code},
                        {"message", message},
                        {"more_info", fmt::format("https://www.twilio.com/docs/errors/{}", code)},
                        {"status", status}});
}

constexpr Route kRoutes[] = {
    {"GET", "/", screens},
    {"POST", "/sandbox/inbound", inbound},
    {"POST", "/2010-04-01/Accounts/:account/Messages.json", create},
    {"GET", "/2010-04-01/Accounts/:account/Messages.json", list_messages},
    {"GET", "/2010-04-01/Accounts/:account/Messages/:message", fetch},
    {"DELETE", "/2010-04-01/Accounts/:account/Messages/:message", erase},
    {"POST", "/v2/Services/:service/Verifications", verification},
    {"POST", "/v2/Services/:service/VerificationCheck", verification},
};

}  // namespace twilio

namespace {

class Twilio : public Service {
 public:
  Description describe() const override {
    return {.id = "twilio",
            .title = {"Twilio and its WhatsApp sandbox", "Twilio et son bac à sable WhatsApp"},
            .ports = {{.number = 4010}},
            .profiles = {"chatbot"},
            .needs = {}};
  }
  base::Done prepare(Context& context) override {
    for (const char* name : {"twilio_messages", "twilio_members", "twilio_inbound"})
      TRY(Shelf(context.store, name).make());
    return {};
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    http::Response response = dispatch(twilio::kRoutes, request, context, twilio::nothing_here);
    response.headers["Twilio-Request-Id"] = "RQ" + new_hex(context, 32);
    return response;
  }
};

}  // namespace

std::unique_ptr<Service> make_twilio() { return std::make_unique<Twilio>(); }

}  // namespace services
