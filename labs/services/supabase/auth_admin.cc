#include "labs/services/supabase/auth_admin.h"

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"
#include "labs/services/supabase/auth_flow.h"

namespace services::auth {
namespace {

// Changes that an administrator asks for, on a new user or an old one.
std::optional<http::Response> apply(Call& call, const text::Node& body, text::Node& user) {
  Context& context = call.context;
  if (const std::string email = lower_case(string_in(body, "email")); !email.empty()) {
    if (!is_email(email))
      return auth_error(call, 400, "validation_failed",
                        "Unable to validate email address: invalid format");
    set(user, "email", email);
  }
  if (const std::string_view password = string_in(body, "password"); !password.empty()) {
    if (auto refusal = refuse_password(call, password)) return refusal;
    set(user, "secret", hash_secret(context, password));
  }
  if (flag_in(body, "email_confirm")) confirm(context, user);
  for (const std::string_view key : {"user_metadata", "app_metadata"}) {
    const text::Node* changes = body.find(key);
    if (changes == nullptr) continue;
    text::Node merged = user.find(key) != nullptr ? *user.find(key) : object({});
    merge(merged, *changes);
    set(user, key, merged);
  }
  if (const std::string_view role = string_in(body, "role"); !role.empty()) set(user, "role", role);
  if (const std::string_view phone = string_in(body, "phone"); !phone.empty())
    set(user, "phone", phone);
  return std::nullopt;
}

http::Response not_found(const Call& call) {
  return auth_error(call, 404, "user_not_found", "User not found");
}

}  // namespace

base::Result<http::Response> list_users(Call& call) {
  if (auto asker = ask_admin(call); asker.refusal) return std::move(*asker.refusal);
  const Fields fields = parse_form(call.request.query);
  const long page = number_field(fields, "page", 1, 1, 1'000'000);
  const long per_page = number_field(fields, "per_page", 50, 1, 1000);
  const AuthStore store(call.context);
  text::Node users = list({});
  if (call.context.broken("reset-accounts-emptied"))
    return json_response(200, {{"users", users}, {"aud", "authenticated"}});
  for (const text::Node& user :
       TRY(store.users(static_cast<std::size_t>(page), static_cast<std::size_t>(per_page))))
    append(users, shown(user));
  const std::int64_t count = TRY(store.count());
  const std::int64_t pages = std::max<std::int64_t>(1, (count + per_page - 1) / per_page);
  http::Response out = json_response(200, {{"users", users}, {"aud", "authenticated"}});
  out.headers["X-Total-Count"] = std::to_string(count);
  std::string links;
  if (page < pages)
    links = fmt::format("</admin/users?page={}&per_page={}>; rel=\"next\", ", page + 1, per_page);
  out.headers["Link"] =
      links + fmt::format("</admin/users?page={}&per_page={}>; rel=\"last\"", pages, per_page);
  return out;
}

base::Result<http::Response> create_user(Call& call) {
  if (auto asker = ask_admin(call); asker.refusal) return std::move(*asker.refusal);
  std::optional<http::Response> problem;
  const text::Node body = body_of(call, problem);
  if (problem) return std::move(*problem);
  const std::string email = lower_case(string_in(body, "email"));
  if (email.empty() && string_in(body, "phone").empty())
    return auth_error(call, 400, "validation_failed",
                      "Cannot create a user without either an email or phone");
  AuthStore store(call.context);
  if (!email.empty() && TRY(store.user_of(email)))
    return auth_error(call, 422, "email_exists",
                      "A user with this email address has already been registered");
  text::Node user = new_user(call.context, email, {});
  set(user, "is_anonymous", false);
  if (auto refusal = apply(call, body, user)) return std::move(*refusal);
  TRY(store.put(user));
  return json_response(200, shown(user));
}

base::Result<http::Response> get_user(Call& call) {
  if (auto asker = ask_admin(call); asker.refusal) return std::move(*asker.refusal);
  const auto user = TRY(AuthStore(call.context).user(call.parameter("id")));
  if (!user) return not_found(call);
  return json_response(200, shown(*user));
}

base::Result<http::Response> update_user(Call& call) {
  if (auto asker = ask_admin(call); asker.refusal) return std::move(*asker.refusal);
  std::optional<http::Response> problem;
  const text::Node body = body_of(call, problem);
  if (problem) return std::move(*problem);
  AuthStore store(call.context);
  auto user = TRY(store.user(call.parameter("id")));
  if (!user) return not_found(call);
  const std::string email = lower_case(string_in(body, "email"));
  if (!email.empty() && email != string_in(*user, "email") && TRY(store.user_of(email)))
    return auth_error(call, 422, "email_exists",
                      "A user with this email address has already been registered");
  if (auto refusal = apply(call, body, *user)) return std::move(*refusal);
  TRY(store.put(*user));
  return json_response(200, shown(*user));
}

base::Result<http::Response> delete_user(Call& call) {
  if (auto asker = ask_admin(call); asker.refusal) return std::move(*asker.refusal);
  AuthStore store(call.context);
  if (!TRY(store.user(call.parameter("id")))) return not_found(call);
  TRY(store.erase(call.parameter("id")));
  return json_response(200, object({}));
}

base::Result<http::Response> invite(Call& call) {
  if (auto asker = ask_admin(call); asker.refusal) return std::move(*asker.refusal);
  std::optional<http::Response> problem;
  const text::Node body = body_of(call, problem);
  if (problem) return std::move(*problem);
  const std::string email = lower_case(string_in(body, "email"));
  if (!is_email(email))
    return auth_error(call, 400, "validation_failed",
                      "Unable to validate email address: invalid format");
  AuthStore store(call.context);
  auto user = TRY(store.user_of(email));
  if (user && is_confirmed(*user))
    return auth_error(call, 422, "email_exists",
                      "A user with this email address has already been registered");
  if (!user) user = new_user(call.context, email, {});
  if (const text::Node* data = body.find("data")) set(*user, "user_metadata", *data);
  set(*user, "invited_at", iso_time(call.context.now));
  set(*user, "confirmation_sent_at", iso_time(call.context.now));
  TRY(store.put(*user));
  const OneTime link{"invite", std::string(string_in(*user, "id")), redirect_of(call),
                     call.context.now};
  if (auto refusal = TRY(send_mail(call, link))) return std::move(*refusal);
  return json_response(200, shown(*user));
}

base::Result<http::Response> generate_link(Call& call) {
  if (auto asker = ask_admin(call); asker.refusal) return std::move(*asker.refusal);
  std::optional<http::Response> problem;
  const text::Node body = body_of(call, problem);
  if (problem) return std::move(*problem);
  const std::string kind(string_in(body, "type"));
  const std::string email = lower_case(string_in(body, "email"));
  if (kind != "signup" && kind != "invite" && kind != "magiclink" && kind != "recovery")
    return auth_error(call, 400, "validation_failed",
                      fmt::format("Invalid email action link type requested: {}", kind));
  AuthStore store(call.context);
  auto user = TRY(store.user_of(email));
  if (!user && kind == "recovery") return not_found(call);
  if (!user) {
    if (!is_email(email))
      return auth_error(call, 400, "validation_failed",
                        "Unable to validate email address: invalid format");
    user = new_user(call.context, email, string_in(body, "password"));
  } else if ((kind == "signup" || kind == "invite") && is_confirmed(*user)) {
    return auth_error(call, 422, "email_exists",
                      "A user with this email address has already been registered");
  }
  if (kind == "invite") set(*user, "invited_at", iso_time(call.context.now));
  TRY(store.put(*user));
  std::string redirect = redirect_of(call);
  std::string token;
  const std::string link = TRY(
      make_link(call.context,
                {kind, std::string(string_in(*user, "id")), redirect, call.context.now}, token));
  text::Node out = shown(*user);
  set(out, "action_link", link);
  set(out, "email_otp", new_hex(call.context, 6));
  set(out, "hashed_token", formats::encode_hex(formats::sha256(token)));
  set(out, "redirect_to", redirect);
  set(out, "verification_type", kind);
  return json_response(200, out);
}

}  // namespace services::auth
