#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/services/apps/coach/coach_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/tokens.h"

namespace services::coach {
namespace {

constexpr const char* kUsers = "coach_users";
constexpr const char* kSpent = "coach_spent_tokens";
constexpr std::int64_t kAccessLife = 60 * 60;
constexpr std::int64_t kRefreshLife = 7 * 86400;
// What a template of the framework writes when nobody sets a key.
constexpr std::string_view kFallbackKey = "django-insecure-change-me-in-production-0123456789";

std::string token_of(Call& call, std::int64_t user, std::string_view type, std::int64_t life) {
  return issue_token(object({{"token_type", type},
                             {"jti", new_hex(call.context, 32)},
                             {"user_id", std::to_string(user)}}),
                     signing_key(call.context), call.context.now, life);
}

http::Response tokens(Call& call, std::int64_t user) {
  return json_response(200, {{"access", token_of(call, user, "access", kAccessLife)},
                             {"refresh", token_of(call, user, "refresh", kRefreshLife)}});
}

text::Node shown(const text::Node& user) {
  return object({{"id", integer_in(user, "id")},
                 {"username", string_in(user, "username")},
                 {"email", string_in(user, "email")},
                 {"first_name", string_in(user, "first_name")},
                 {"last_name", string_in(user, "last_name")}});
}

// The learner's password is a setting; everybody else's is a hash.
bool right_password(const Context& context, const text::Node& user, std::string_view password) {
  if (integer_in(user, "id") != 2) return same_password(password, string_in(user, "hash"));
  const std::string_view wanted = context.setting("COACH_PASSWORD");
  return !wanted.empty() && formats::same_secret(wanted, password);
}

http::Response token_not_valid(std::string_view text) {
  return json_response(401, {{"detail", text}, {"code", "token_not_valid"}});
}

}  // namespace

http::Response detail(int status, std::string_view text) {
  return json_response(status, {{"detail", text}});
}

bool any_broken(const Context& context, std::initializer_list<std::string_view> faults) {
  for (const std::string_view fault : faults)
    if (context.broken(fault)) return true;
  return false;
}

bool database_down(const Context& context) {
  return any_broken(context, {"supabase-cloud-ssl-expired", "supabase-cloud-network-unreachable",
                              "supabase-cloud-ip-allowlist", "azure-odbc-driver-path",
                              "fastapi-azure-sql-unreachable", "docker-ipv6-unreachable"});
}

std::string signing_key(const Context& context) {
  if (context.broken("django-secret-key-fallback")) return std::string(kFallbackKey);
  return std::string(own_setting(context, "COACH", "SECRET_KEY", kFallbackKey));
}

std::optional<std::int64_t> user_of(const http::Request& request, const Context& context) {
  std::string key = signing_key(context);
  if (context.broken("jwt-stale-token") || context.broken("coach-token-refused")) key += " rotated";
  const auto claims = read_token(bearer_token(request), key, context.now);
  if (!claims || string_in(*claims, "token_type") != "access") return std::nullopt;
  return parse_duration(string_in(*claims, "user_id"));
}

double mean_distance(std::int64_t user) {
  return user <= 1 ? 7.5 : 8.1 + static_cast<double>((user - 2) % 40) * 0.1;
}

base::Done prepare_users(Context& context) {
  for (const char* name : {kUsers, kSpent}) TRY(Shelf(context.store, name).make());
  Shelf users(context.store, kUsers);
  if (TRY(users.count()) > 0) return {};
  TRY(users.put(
      "1",
      object(
          {{"id", 1}, {"username", "first"}, {"email", "first@lab.example.org"}, {"hash", ""}})));
  return users.put("2",
                   object({{"id", 2},
                           {"username", "learner"},
                           {"email", context.setting("COACH_EMAIL", "learner@lab.example.org")},
                           {"hash", ""}}));
}

base::Result<http::Response> register_user(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return detail(400, "JSON parse error");
  text::Node problems = object({});
  for (const char* key : {"username", "email", "password", "password_confirm"})
    if (string_in(*body, key).empty()) set(problems, key, list({"This field is required."}));
  const std::string_view email = string_in(*body, "email");
  if (!email.empty() && email.find('@') == std::string_view::npos)
    set(problems, "email", list({"Enter a valid email address."}));
  const std::string_view password = string_in(*body, "password");
  if (!password.empty() && password.size() < 8)
    set(problems, "password",
        list({"This password is too short. It must contain at least 8 characters."}));
  if (!password.empty() && password != string_in(*body, "password_confirm"))
    set(problems, "password_confirm", list({"The two passwords do not match."}));
  Shelf users(call.context.store, kUsers);
  if (TRY(users.find("email", email)))
    set(problems, "email", list({"A user with this email already exists."}));
  if (!std::get<text::Table>(problems.value).empty()) return json_response(400, problems);
  const std::int64_t id = TRY(users.count()) + 1;
  const text::Node user = object({{"id", id},
                                  {"username", string_in(*body, "username")},
                                  {"email", email},
                                  {"first_name", string_in(*body, "first_name")},
                                  {"last_name", string_in(*body, "last_name")},
                                  {"hash", hash_password(call.context, password)}});
  TRY(users.put(std::to_string(id), user));
  return json_response(201, shown(user));
}

base::Result<http::Response> login(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body || string_in(*body, "email").empty() || string_in(*body, "password").empty())
    return json_response(400, {{"email", list({"This field is required."})}});
  const auto user = TRY(Shelf(call.context.store, kUsers).find("email", string_in(*body, "email")));
  if (!user || !right_password(call.context, *user, string_in(*body, "password")))
    return detail(401, "No active account found with the given credentials");
  return tokens(call, integer_in(*user, "id"));
}

// A refresh token is worth one new pair: the old one is put on a list.
base::Result<http::Response> refresh(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  const std::string_view token = body ? string_in(*body, "refresh") : std::string_view();
  if (token.empty()) return json_response(400, {{"refresh", list({"This field is required."})}});
  const auto claims = read_token(token, signing_key(call.context), call.context.now);
  if (!claims || string_in(*claims, "token_type") != "refresh")
    return token_not_valid("Token is invalid or expired");
  Shelf spent(call.context.store, kSpent);
  const std::string_view id = string_in(*claims, "jti");
  if (TRY(spent.get(id)) && !call.context.broken("coach-refresh-reuse"))
    return token_not_valid("Token is blacklisted");
  TRY(spent.put(id, object({{"at", call.context.now}})));
  return tokens(call, parse_duration(string_in(*claims, "user_id")).value_or(0));
}

base::Result<http::Response> profile(Call& call) {
  const auto id = user_of(call.request, call.context);
  if (!id)
    return bearer_token(call.request).empty()
               ? detail(401, "Authentication credentials were not provided.")
               : token_not_valid("Given token not valid for any token type");
  const auto user = TRY(Shelf(call.context.store, kUsers).get(std::to_string(*id)));
  return user ? json_response(200, shown(*user)) : detail(401, "User not found");
}

base::Result<http::Response> log_out(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  const std::string_view token = body ? string_in(*body, "refresh") : std::string_view();
  if (const auto claims = read_token(token, signing_key(call.context), call.context.now))
    TRY(Shelf(call.context.store, kSpent)
            .put(string_in(*claims, "jti"), object({{"at", call.context.now}})));
  http::Response done;
  done.status = 205;
  return done;
}

}  // namespace services::coach
