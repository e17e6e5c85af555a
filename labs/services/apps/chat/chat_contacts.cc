#include <fmt/format.h>

#include <algorithm>

#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/apps/chat/chat_api_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"

namespace services::chat {
namespace {

constexpr std::size_t kLongestText = 1600;

// '+', a country code that does not begin with 0, 7 to 15 digits in all, and no 0 behind 33.
bool phone_number(std::string_view written) {
  if (!written.starts_with('+') || written.size() < 8 || written.size() > 16) return false;
  written.remove_prefix(1);
  if (written[0] == '0' || written.starts_with("330")) return false;
  return std::all_of(written.begin(), written.end(), [](char c) { return c >= '0' && c <= '9'; });
}

http::Response invalid(std::string_view where, std::string_view message) {
  return json_response(
      422, {{"detail",
             list({object(
                 {{"type", "value_error"}, {"loc", list({"body", where})}, {"msg", message}})})}});
}

// What the database behind the contacts would say.
std::optional<http::Response> database_problem(const Context& context, bool writing) {
  if (context.broken("supabase-connection-keys-wrong") ||
      context.broken("supabase-invalid-api-key"))
    return detail(500, "Invalid API key");
  if (context.broken("supabase-relation-missing"))
    return detail(500, "relation \"contacts\" does not exist");
  if (writing && context.broken("supabase-rls-violation"))
    return detail(500, "new row violates row-level security policy for table \"contacts\"");
  return std::nullopt;
}

base::Result<http::Response> listed(Call& call, const char* shelf, Order order) {
  if (auto refusal = refuse_stranger(call)) return std::move(*refusal);
  if (auto problem = database_problem(call.context, false)) return std::move(*problem);
  text::Node out = list({});
  for (text::Node& one : TRY(Shelf(call.context.store, shelf).all(order, 500)))
    append(out, std::move(one));
  return json_response(200, out);
}

base::Result<http::Response> saved_contact(Call& call, int status, text::Node contact) {
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return invalid("body", "JSON decode error");
  for (const char* key : {"name", "phone", "category"})
    if (const text::Node* found = body->find(key)) set(contact, key, *found);
  if (string_in(contact, "name").empty()) return invalid("name", "Field required");
  if (!phone_number(string_in(contact, "phone")))
    return invalid("phone", "Value error, the phone number is not in E.164 form");
  TRY(Shelf(call.context.store, "chat_contacts").put(string_in(contact, "id"), contact));
  return json_response(status, contact);
}

}  // namespace

base::Result<http::Response> list_contacts(Call& call) {
  return listed(call, "chat_contacts", Order::OldestFirst);
}

base::Result<http::Response> create_contact(Call& call) {
  if (auto refusal = refuse_stranger(call)) return std::move(*refusal);
  if (auto problem = database_problem(call.context, true)) return std::move(*problem);
  return saved_contact(call, 201,
                       object({{"id", new_uuid(call.context)},
                               {"category", nullptr},
                               {"created_at", offset_time(call.context.now)}}));
}

base::Result<http::Response> read_contact(Call& call) {
  if (auto refusal = refuse_stranger(call)) return std::move(*refusal);
  const auto contact = TRY(Shelf(call.context.store, "chat_contacts").get(call.parameter("id")));
  return contact ? json_response(200, *contact) : detail(404, "Contact not found");
}

base::Result<http::Response> change_contact(Call& call) {
  if (auto refusal = refuse_stranger(call)) return std::move(*refusal);
  auto contact = TRY(Shelf(call.context.store, "chat_contacts").get(call.parameter("id")));
  if (!contact) return detail(404, "Contact not found");
  return saved_contact(call, 200, std::move(*contact));
}

base::Result<http::Response> delete_contact(Call& call) {
  if (auto refusal = refuse_stranger(call)) return std::move(*refusal);
  if (!TRY(Shelf(call.context.store, "chat_contacts").erase(call.parameter("id"))))
    return detail(404, "Contact not found");
  http::Response gone;
  gone.status = 204;
  return gone;
}

base::Result<http::Response> list_campaigns(Call& call) {
  return listed(call, "chat_campaigns", Order::OldestFirst);
}

base::Result<http::Response> create_campaign(Call& call) {
  if (auto refusal = refuse_stranger(call)) return std::move(*refusal);
  const auto body = formats::parse_json(call.request.body);
  if (!body || string_in(*body, "name").empty()) return invalid("name", "Field required");
  const std::string_view text = string_in(*body, "message");
  if (text.empty()) return invalid("message", "Field required");
  if (text.size() > 4 * kLongestText)
    return invalid("message", "Value error, a message has at most 1600 characters");
  const text::Node campaign = object({{"id", new_uuid(call.context)},
                                      {"name", string_in(*body, "name")},
                                      {"message", text},
                                      {"status", "draft"},
                                      {"created_at", offset_time(call.context.now)}});
  TRY(Shelf(call.context.store, "chat_campaigns").put(string_in(campaign, "id"), campaign));
  return json_response(201, campaign);
}

// One message to each contact, as Twilio's API takes it.
base::Result<http::Response> launch_campaign(Call& call) {
  Context& context = call.context;
  if (auto refusal = refuse_stranger(call)) return std::move(*refusal);
  Shelf campaigns(context.store, "chat_campaigns");
  auto campaign = TRY(campaigns.get(call.parameter("id")));
  if (!campaign) return detail(404, "Campaign not found");
  const std::string account(context.setting("TWILIO_ACCOUNT_SID"));
  std::int64_t sent = 0;
  text::Node errors = list({});
  for (const text::Node& contact : TRY(Shelf(context.store, "chat_contacts").all())) {
    const std::pair<std::string, std::string> fields[] = {
        {"From",
         fmt::format("whatsapp:{}", context.setting("TWILIO_SANDBOX_NUMBER", "+14155238886"))},
        {"To", fmt::format("whatsapp:{}", string_in(contact, "phone"))},
        {"Body", std::string(string_in(*campaign, "message"))},
        {"StatusCallback",
         fmt::format("{}/api/webhooks/twilio", context.setting("TWILIO_WEBHOOK_BASE_URL"))}};
    http::Request request;
    request.method = "POST";
    request.target = request.path = fmt::format("/2010-04-01/Accounts/{}/Messages.json", account);
    request.headers["Content-Type"] = "application/x-www-form-urlencoded";
    request.headers["Authorization"] =
        "Basic " +
        formats::encode_base64(fmt::format("{}:{}", account, context.setting("TWILIO_AUTH_TOKEN")));
    request.body = formats::encode_form(fields);
    const http::Response answer = context.call("twilio", request);
    const auto told = formats::parse_json(answer.body);
    if (answer.status == 201) {
      ++sent;
    } else {
      append(errors, object({{"contact", string_in(contact, "name")},
                             {"code", told ? integer_in(*told, "code") : answer.status},
                             {"message", told ? string_in(*told, "message") : "no answer"}}));
    }
  }
  set(*campaign, "status", "sent");
  TRY(campaigns.put(string_in(*campaign, "id"), *campaign));
  return json_response(200, {{"sent", sent}, {"failed", errors}});
}

base::Result<http::Response> list_messages(Call& call) {
  return listed(call, "chat_messages", Order::NewestFirst);
}

}  // namespace services::chat
