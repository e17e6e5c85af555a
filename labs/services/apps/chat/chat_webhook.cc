#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/services/apps/chat/chat_api.h"
#include "labs/services/apps/chat/chat_api_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"

namespace services::chat {
namespace {

// The address that Twilio signed, as this backend believes it to be.
std::string signed_address(const Call& call) {
  std::string base(call.context.setting("TWILIO_WEBHOOK_BASE_URL"));
  while (base.ends_with('/')) base.pop_back();
  if (call.context.broken("webhook-signature-url-mismatch")) base = "http://localhost:8000";
  return base + call.request.target;
}

bool right_signature(const Call& call, const Fields& form) {
  const Context& context = call.context;
  if (context.broken("webhook-validation-disabled")) return true;
  if (context.broken("webhook-signature-half-verified"))
    return !call.request.header("X-Twilio-Signature").empty();
  std::string token(own_setting(context, "CHAT", "TWILIO_AUTH_TOKEN"));
  if (context.broken("backend-not-restarted-after-env")) token += "0";
  return formats::same_secret(twilio_signature(token, signed_address(call), form),
                              call.request.header("X-Twilio-Signature"));
}

base::Done keep_message(Context& context, const Fields& form) {
  const std::string_view sid = field(form, "MessageSid");
  return Shelf(context.store, "chat_messages")
      .put(sid, object({{"sid", sid},
                        {"direction", "inbound"},
                        {"sender", field(form, "From")},
                        {"body", field(form, "Body")},
                        {"status", "received"},
                        {"created_at", offset_time(context.now)}}));
}

base::Done keep_status(Context& context, const Fields& form) {
  Shelf messages(context.store, "chat_messages");
  const std::string_view sid = field(form, "MessageSid");
  auto message = TRY(messages.get(sid));
  if (!message)
    message = object({{"sid", sid},
                      {"direction", "outbound"},
                      {"recipient", field(form, "To")},
                      {"created_at", offset_time(context.now)}});
  set(*message, "status", field(form, "MessageStatus"));
  const std::string_view code = field(form, "ErrorCode");
  set(*message, "error_code", code.empty() ? Value(nullptr) : Value(code));
  return messages.put(sid, *message);
}

}  // namespace

base::Result<http::Response> webhook(Call& call) {
  const Fields form = parse_form(call.request.body);
  if (!right_signature(call, form)) return detail(403, "Invalid signature");
  if (call.context.broken("webhook-received-not-processed"))
    return http::text_response(500, "Internal Server Error");
  if (field(form, "MessageSid").empty()) return detail(422, "MessageSid is missing");
  if (form.contains("MessageStatus"))
    TRY(keep_status(call.context, form));
  else
    TRY(keep_message(call.context, form));
  return http::text_response(200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>",
                             "application/xml");
}

}  // namespace services::chat
