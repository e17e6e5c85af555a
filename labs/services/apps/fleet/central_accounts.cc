#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/apps/fleet/central_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/tokens.h"

namespace services::central {
namespace {

constexpr std::size_t kKeyLength = 32;  // MFA_ENCRYPTION_KEY, as text: a key of 256 bits
constexpr int kBackupCodes = 10;

http::Response refused() { return json_response(401, {{"error", "Invalid credentials"}}); }

text::Node shown(const text::Node& user) {
  return object({{"id", string_in(user, "id")},
                 {"email", string_in(user, "email")},
                 {"full_name", string_in(user, "full_name")},
                 {"role", string_in(user, "role")},
                 {"is_active", flag_in(user, "is_active")},
                 {"mfa_enabled", flag_in(user, "mfa_enabled")}});
}

// The second factor's secret never lies in the store as it is: XOR with a pad that only the key
// gives, made for this secret alone.
std::string sealed(Context& context, std::string_view secret) {
  const std::string mark = context.random(16);
  const std::string pad = formats::hmac_sha256(context.setting("MFA_ENCRYPTION_KEY"), mark);
  std::string hidden(secret);
  for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] = static_cast<char>(hidden[i] ^ pad[i]);
  return formats::encode_base64url(mark + hidden);
}

std::string unsealed(Context& context, std::string_view stored) {
  const auto bytes = formats::decode_base64(stored);
  if (!bytes || bytes->size() < 16 || bytes->size() > 48) return {};
  const std::string pad =
      formats::hmac_sha256(context.setting("MFA_ENCRYPTION_KEY"), bytes->substr(0, 16));
  std::string secret = bytes->substr(16);
  for (std::size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<char>(secret[i] ^ pad[i]);
  return secret;
}

std::string code_hash(std::string_view code) { return formats::encode_hex(formats::sha256(code)); }

// A backup code is worth one log-in.
bool spend_backup_code(text::Node& user, std::string_view code) {
  const std::string hash = code_hash(code);
  text::Array left;
  bool found = false;
  for (const text::Node& one : array_in(user, "mfa_backup_codes")) {
    if (!found && formats::plain(one) == hash)
      found = true;
    else
      left.push_back(one);
  }
  set(user, "mfa_backup_codes", formats::node(std::move(left)));
  return found;
}

// A first administrator has no hash yet; the password of the settings makes it.
bool right_password(Context& context, text::Node& user, std::string_view password) {
  if (context.broken("auth-any-password")) return true;
  if (context.broken("auth-hash-invalid") || context.broken("auth-other-password")) return false;
  const std::string_view wanted = context.setting("ADMIN_PASSWORD");
  if (string_in(user, "id") == "1" && string_in(user, "password_hash").empty()) {
    if (wanted.empty() || !formats::same_secret(wanted, password)) return false;
    set(user, "password_hash", hash_password(context, password));
    return true;
  }
  return same_password(password, string_in(user, "password_hash"));
}

http::Response welcome(Context& context, const text::Node& user) {
  const auto life = parse_duration(context.setting("JWT_EXPIRES_IN", "7d")).value_or(604800);
  const text::Node claims = object({{"sub", string_in(user, "id")},
                                    {"email", string_in(user, "email")},
                                    {"role", string_in(user, "role")}});
  return json_response(
      200, {{"token",
             issue_token(claims, own_setting(context, "CENTRAL", "JWT_SECRET"), context.now, life)},
            {"user", shown(user)}});
}

std::optional<http::Response> mfa_not_ready(const Context& context) {
  if (context.broken("db-migration-mfa-not-run"))
    return json_response(500, {{"error", "column \"mfa_enabled\" does not exist"}});
  if (context.setting("MFA_ENCRYPTION_KEY").size() != kKeyLength)
    return json_response(500, {{"error", "Invalid key length"}});
  return std::nullopt;
}

}  // namespace

http::Response unauthorized() { return json_response(401, {{"error", "Unauthorized"}}); }

base::Result<std::optional<text::Node>> signed_in(Call& call) {
  if (call.context.broken("central-open-to-all"))
    return TRY(Shelf(call.context.store, "central_users").get("1"));
  const auto claims =
      read_token(bearer_token(call.request), own_setting(call.context, "CENTRAL", "JWT_SECRET"),
                 call.context.now);
  if (!claims) return std::nullopt;
  return TRY(Shelf(call.context.store, "central_users").get(string_in(*claims, "sub")));
}

base::Result<http::Response> login(Call& call) {
  Context& context = call.context;
  const auto body = formats::parse_json(call.request.body);
  if (!body) return json_response(400, {{"error", "the body is not JSON"}});
  const std::string_view email = string_in(*body, "email");
  const std::string_view password = string_in(*body, "password");
  if (email.empty() || password.empty())
    return json_response(400, {{"error", "email and password are required"}});
  if (context.broken("db-migration-base-not-run"))
    return json_response(500, {{"error", "relation \"users\" does not exist"}});
  Shelf users(context.store, "central_users");
  auto user = TRY(users.find("email", email));
  if (!user || context.broken("auth-user-missing") || context.broken("auth-user-inactive") ||
      context.broken("auth-role-not-admin") || !flag_in(*user, "is_active") ||
      string_in(*user, "role") != "admin" || !right_password(context, *user, password))
    return refused();
  if (flag_in(*user, "mfa_enabled")) {
    const std::string_view code = string_in(*body, "code");
    if (code.empty()) return json_response(200, {{"mfa_required", true}});
    if (!same_totp(unsealed(context, string_in(*user, "mfa_secret")), code, context.now) &&
        !spend_backup_code(*user, code))
      return refused();
  }
  TRY(users.put(string_in(*user, "id"), *user));
  return welcome(context, *user);
}

base::Result<http::Response> me(Call& call) {
  const auto user = TRY(signed_in(call));
  return user ? json_response(200, shown(*user)) : unauthorized();
}

base::Result<http::Response> mfa_setup(Call& call) {
  Context& context = call.context;
  auto user = TRY(signed_in(call));
  if (!user) return unauthorized();
  if (auto problem = mfa_not_ready(context)) return std::move(*problem);
  const std::string secret = context.random(20);
  text::Node codes = list({});
  text::Node hashes = list({});
  for (int i = 0; i < kBackupCodes; ++i) {
    const std::string code = new_hex(context, 10);
    append(codes, code);
    append(hashes, code_hash(code));
  }
  set(*user, "mfa_secret", sealed(context, secret));
  set(*user, "mfa_backup_codes", hashes);
  TRY(Shelf(context.store, "central_users").put(string_in(*user, "id"), *user));
  const std::string_view issuer = context.setting("MFA_ISSUER");
  const std::string written = encode_base32(secret);
  return json_response(
      200,
      {{"secret", written},
       {"otpauth_url",
        fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", formats::encode_percent(issuer),
                    formats::encode_percent(string_in(*user, "email")), written)},
       {"backup_codes", codes}});
}

base::Result<http::Response> mfa_enable(Call& call) {
  Context& context = call.context;
  auto user = TRY(signed_in(call));
  if (!user) return unauthorized();
  if (auto problem = mfa_not_ready(context)) return std::move(*problem);
  const auto body = formats::parse_json(call.request.body);
  const std::string secret = unsealed(context, string_in(*user, "mfa_secret"));
  if (!body || secret.empty() || !same_totp(secret, string_in(*body, "code"), context.now))
    return json_response(400, {{"error", "Invalid code"}});
  set(*user, "mfa_enabled", true);
  set(*user, "mfa_verified_at", iso_time(context.now));
  TRY(Shelf(context.store, "central_users").put(string_in(*user, "id"), *user));
  return json_response(200, {{"mfa_enabled", true}});
}

base::Result<http::Response> mfa_disable(Call& call) {
  auto user = TRY(signed_in(call));
  if (!user) return unauthorized();
  set(*user, "mfa_enabled", false);
  set(*user, "mfa_secret", nullptr);
  set(*user, "mfa_backup_codes", list({}));
  TRY(Shelf(call.context.store, "central_users").put(string_in(*user, "id"), *user));
  return json_response(200, {{"mfa_enabled", false}});
}

}  // namespace services::central
