#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/services/apps/stack/n8n_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/requests.h"

namespace services::n8n {
namespace {

constexpr const char* kUsers = "n8n_users";
constexpr const char* kKeys = "n8n_keys";
constexpr const char* kSessions = "n8n_sessions";
constexpr std::string_view kOwner = "owner";

text::Node shown(const text::Node& user, bool with_role) {
  text::Node out = object({});
  for (const char* key : {"id", "email", "firstName", "lastName", "createdAt", "updatedAt",
                          "isPending", "mfaEnabled"})
    if (const text::Node* found = user.find(key)) set(out, key, *found);
  if (with_role) set(out, "role", string_in(user, "role"));
  return out;
}

// Where a browser finds this n8n: the links of invitations begin with it.
std::string base_address(Call& call) {
  const Context& context = call.context;
  std::string out(context.setting("N8N_EDITOR_BASE_URL"));
  if (out.empty()) {
    out = own_address(call.request, "localhost:5678");
    if (call.request.header("X-Forwarded-Proto") == "https") out.replace(0, 4, "https");
  }
  while (out.ends_with('/')) out.pop_back();
  return out;
}

bool right_password(const Context& context, const text::Node& user, std::string_view password) {
  if (!string_in(user, "hash").empty()) return same_password(password, string_in(user, "hash"));
  const std::string_view wanted = context.setting("N8N_OWNER_PASSWORD");
  return string_in(user, "id") == kOwner && !wanted.empty() &&
         formats::same_secret(wanted, password);
}

http::Response rest_refused() {
  return json_response(401, {{"status", "error"}, {"message", "Unauthorized"}});
}

base::Result<http::Response> session(Call& call, const text::Node& user) {
  const std::string token = new_word(call.context, 40);
  TRY(Shelf(call.context.store, kSessions)
          .put(token, object({{"id", token}, {"user", string_in(user, "id")}})));
  http::Response response = json_response(200, {{"data", shown(user, true)}});
  response.headers["Set-Cookie"] = "n8n-auth=" + token + "; Path=/; HttpOnly; SameSite=Lax";
  return response;
}

base::Result<std::optional<text::Node>> signed_in(Call& call) {
  const std::string_view token = cookie(call.request, "n8n-auth");
  const auto found = TRY(Shelf(call.context.store, kSessions).get(token));
  if (!found) return std::nullopt;
  return TRY(Shelf(call.context.store, kUsers).get(string_in(*found, "user")));
}

// A person, by id or by address.
base::Result<std::optional<text::Node>> find_user(Call& call) {
  Shelf users(call.context.store, kUsers);
  const std::string_view wanted = call.parameter("id");
  if (auto user = TRY(users.get(wanted))) return user;
  return TRY(users.find("email", wanted));
}

}  // namespace

http::Response message(int status, std::string_view text) {
  return json_response(status, {{"message", text}});
}

bool right_key(Call& call) {
  if (call.context.broken("n8n-api-open")) return true;
  const std::string_view given = call.request.header("X-N8N-API-KEY");
  if (given.empty() || call.context.broken("n8n-api-key-missing")) return false;
  if (given == call.context.setting("N8N_API_KEY")) return true;
  const auto made = Shelf(call.context.store, kKeys).get(given);
  return made && *made;
}

base::Done prepare_users(Context& context) {
  for (const char* name : {kUsers, kKeys, kSessions}) TRY(Shelf(context.store, name).make());
  Shelf users(context.store, kUsers);
  if (TRY(users.count()) > 0) return {};
  const std::string now = iso_time(context.now);
  return users.put(kOwner,
                   object({{"id", kOwner},
                           {"email", context.setting("N8N_OWNER_EMAIL", "owner@lab.example.org")},
                           {"firstName", "Lab"},
                           {"lastName", "Owner"},
                           {"createdAt", now},
                           {"updatedAt", now},
                           {"isPending", false},
                           {"mfaEnabled", false},
                           {"role", "global:owner"}}));
}

base::Result<http::Response> list_users(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const Fields query = parse_form(call.request.query);
  const long limit = number_field(query, "limit", 100, 1, 250);
  const bool roles = field(query, "includeRole") == "true";
  text::Node data = list({});
  for (const text::Node& user : TRY(Shelf(call.context.store, kUsers)
                                        .all(Order::OldestFirst, static_cast<std::size_t>(limit))))
    append(data, shown(user, roles));
  return json_response(200, {{"data", data}, {"nextCursor", nullptr}});
}

base::Result<http::Response> invite_users(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  if (call.context.broken("n8n-key-scope")) return message(403, "Forbidden");
  const auto body = formats::parse_json(call.request.body);
  const auto* invited = body ? std::get_if<text::Array>(&body->value) : nullptr;
  if (invited == nullptr) return message(400, "request/body must be array");
  Shelf users(call.context.store, kUsers);
  text::Node out = list({});
  for (const text::Node& one : *invited) {
    const std::string_view email = string_in(one, "email");
    if (email.empty()) return message(400, "request/body/0 must have required property 'email'");
    if (email.find('@') == std::string_view::npos)
      return message(400, "request/body/0/email must match format \"email\"");
    if (TRY(users.find("email", email))) {
      append(out, object({{"user", object({{"email", email}})},
                          {"error", "A user with this email already exists"}}));
      continue;
    }
    const std::string id = new_uuid(call.context);
    const std::string now = iso_time(call.context.now);
    TRY(users.put(id, object({{"id", id},
                              {"email", email},
                              {"firstName", nullptr},
                              {"lastName", nullptr},
                              {"createdAt", now},
                              {"updatedAt", now},
                              {"isPending", true},
                              {"mfaEnabled", false},
                              {"role", string_in(one, "role", "global:member")}})));
    const std::string link =
        fmt::format("{}/signup?inviterId={}&inviteeId={}", base_address(call), kOwner, id);
    text::Node invitation = object({{"id", id},
                                    {"email", email},
                                    {"inviteAcceptUrl", link},
                                    {"emailSent", false},
                                    {"role", string_in(one, "role", "global:member")}});
    if (call.context.broken("n8n-invite-link-absent"))
      invitation = object({{"id", id}, {"email", email}, {"emailSent", true}});
    append(out, object({{"user", std::move(invitation)}, {"error", ""}}));
  }
  return json_response(201, out);
}

base::Result<http::Response> read_user(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const auto user = TRY(find_user(call));
  if (!user)
    return message(404, fmt::format("Could not find user with id: {}", call.parameter("id")));
  return json_response(
      200, shown(*user, field(parse_form(call.request.query), "includeRole") == "true"));
}

base::Result<http::Response> delete_user(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const auto user = TRY(find_user(call));
  if (!user)
    return message(404, fmt::format("Could not find user with id: {}", call.parameter("id")));
  if (string_in(*user, "id") == kOwner)
    return message(403, "The owner of this instance cannot be deleted");
  TRY(Shelf(call.context.store, kUsers).erase(string_in(*user, "id")));
  http::Response gone;
  gone.status = 204;
  return gone;
}

base::Result<http::Response> set_up_owner(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body || string_in(*body, "email").empty() || string_in(*body, "password").size() < 8)
    return json_response(400, {{"code", 400}, {"message", "Invalid owner details"}});
  Shelf users(call.context.store, kUsers);
  auto owner = TRY(users.get(kOwner));
  if (!owner || !string_in(*owner, "hash").empty() ||
      !call.context.setting("N8N_OWNER_PASSWORD").empty())
    return json_response(400, {{"code", 400}, {"message", "Instance owner already setup"}});
  for (const char* key : {"email", "firstName", "lastName"})
    set(*owner, key, string_in(*body, key));
  set(*owner, "hash", hash_password(call.context, string_in(*body, "password")));
  TRY(users.put(kOwner, *owner));
  return session(call, *owner);
}

base::Result<http::Response> log_in(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body) return rest_refused();
  const std::string_view email = string_in(*body, "emailOrLdapLoginId", string_in(*body, "email"));
  const auto user = TRY(Shelf(call.context.store, kUsers).find("email", email));
  if (!user || !right_password(call.context, *user, string_in(*body, "password")))
    return json_response(
        401, {{"code", 401}, {"message", "Wrong username or password. Do you have caps lock on?"}});
  return session(call, *user);
}

base::Result<http::Response> whoami(Call& call) {
  const auto user = TRY(signed_in(call));
  return user ? json_response(200, {{"data", shown(*user, true)}}) : rest_refused();
}

base::Result<http::Response> create_api_key(Call& call) {
  const auto user = TRY(signed_in(call));
  if (!user) return rest_refused();
  const auto body = formats::parse_json(call.request.body);
  if (!body || string_in(*body, "label").empty())
    return json_response(400, {{"code", 400}, {"message", "Label is required"}});
  const std::string key = "n8n_api_" + new_word(call.context, 40);
  TRY(Shelf(call.context.store, kKeys).put(key, object({{"label", string_in(*body, "label")}})));
  return json_response(200, {{"data", object({{"id", new_word(call.context, 16)},
                                              {"label", string_in(*body, "label")},
                                              {"apiKey", "******" + key.substr(key.size() - 4)},
                                              {"rawApiKey", key},
                                              {"expiresAt", nullptr}})}});
}

base::Result<http::Response> accept_invitation(Call& call) {
  Fields given = parse_form(call.request.body);
  if (const auto body = formats::parse_json(call.request.body))
    for (const char* key : {"firstName", "lastName", "password", "inviterId"})
      given[key] = string_in(*body, key);
  Shelf users(call.context.store, kUsers);
  auto user = TRY(users.get(call.parameter("id")));
  if (!user || !flag_in(*user, "isPending"))
    return json_response(400, {{"code", 400}, {"message", "Invalid payload or URL"}});
  if (field(given, "password").size() < 8)
    return json_response(400,
                         {{"code", 400}, {"message", "Password must be 8 to 64 characters long."}});
  set(*user, "firstName", field(given, "firstName"));
  set(*user, "lastName", field(given, "lastName"));
  set(*user, "isPending", false);
  set(*user, "hash", hash_password(call.context, field(given, "password")));
  set(*user, "updatedAt", iso_time(call.context.now));
  TRY(users.put(string_in(*user, "id"), *user));
  return session(call, *user);
}

base::Result<http::Response> signup_page(Call& call) {
  const Fields query = parse_form(call.request.query);
  const auto user = TRY(Shelf(call.context.store, kUsers).get(field(query, "inviteeId")));
  if (!user || !flag_in(*user, "isPending"))
    return html_response(200, page("n8n.io - Workflow Automation",
                                   paragraph("This invitation is not valid, or was used.")));
  text::Html body = paragraph(fmt::format("Set up the account of {}.", string_in(*user, "email")));
  body += text::Html::trusted(fmt::format(
      "<form method=\"post\" action=\"/rest/invitations/{}/accept\">"
      "<input type=\"hidden\" name=\"inviterId\" value=\"{}\">"
      "<p><label>First name <input name=\"firstName\" required></label></p>"
      "<p><label>Last name <input name=\"lastName\" required></label></p>"
      "<p><label>Password <input name=\"password\" type=\"password\" minlength=\"8\" required>"
      "</label></p><button>Finish account setup</button></form>\n",
      text::Html::escape(string_in(*user, "id")).str(),
      text::Html::escape(field(query, "inviterId")).str()));
  return html_response(200, page("n8n.io - Workflow Automation", body));
}

}  // namespace services::n8n
