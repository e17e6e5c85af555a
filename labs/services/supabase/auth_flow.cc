#include "labs/services/supabase/auth_flow.h"

#include <algorithm>

#include "generator/text/html.h"
#include "labs/formats/json.h"
#include "labs/formats/jwt.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"

namespace services {
namespace {

constexpr std::string_view kVersion = "2024-01-01";
constexpr std::size_t kShortestPassword = 6;
constexpr std::size_t kLongestPassword = 72;

struct Letter {
  std::string_view kind, subject, sentence;
};
constexpr Letter kLetters[] = {
    {"signup", "Confirm Your Signup", "Follow this link to confirm your user:"},
    {"invite", "You have been invited",
     "You have been invited to create a user. Follow this link:"},
    {"recovery", "Reset Your Password", "Follow this link to reset the password for your user:"},
    {"magiclink", "Your Magic Link", "Follow this link to login:"},
};

// The names and the port that lead to the stack's own mail server.
bool reaches_mail_server(const Context& context) {
  const std::string_view host = context.setting("SMTP_HOST");
  return (host == "mailpit" || host == "inbucket" || host == "mail" || host == "localhost" ||
          host == "127.0.0.1") &&
         context.setting("SMTP_PORT") == "1025";
}

std::string_view what_failed(std::string_view kind) {
  if (kind == "signup") return "Error sending confirmation mail";
  if (kind == "invite") return "Error sending invite email";
  if (kind == "recovery") return "Error sending recovery email";
  return "Error sending magic link email";
}

// "https://app.example.org/*" allows what begins like it.
bool allows(std::string_view pattern, std::string_view url) {
  while (pattern.starts_with(' ')) pattern.remove_prefix(1);
  const std::size_t star = pattern.find('*');
  if (star != std::string_view::npos) return star > 8 && url.starts_with(pattern.substr(0, star));
  return url == pattern;
}

}  // namespace

http::Response auth_error(const Call& call, int status, std::string_view code,
                          std::string_view message) {
  http::Response out;
  if (call.request.header("X-Supabase-Api-Version") == kVersion) {
    out = json_response(status, {{"code", code}, {"message", message}});
    out.headers["X-Supabase-Api-Version"] = kVersion;
  } else {
    out = json_response(status, {{"code", status}, {"error_code", code}, {"msg", message}});
  }
  out.headers["X-Sb-Error-Code"] = code;
  return out;
}

Asker ask_who(Call& call) {
  Asker out{identify(call.request, call.context.setting("JWT_SECRET"), call.context.now), {}};
  constexpr std::string_view kUnverified = "invalid JWT: unable to parse or verify signature, ";
  switch (out.identity.state) {
    case TokenState::Good:
      break;
    case TokenState::Missing:
      out.refusal =
          auth_error(call, 401, "no_authorization", "This endpoint requires a valid Bearer token");
      break;
    case TokenState::Malformed:
      out.refusal = auth_error(call, 403, "bad_jwt",
                               fmt::format("{}token is malformed: token contains an invalid "
                                           "number of segments",
                                           kUnverified));
      break;
    case TokenState::WrongSignature:
      out.refusal = auth_error(
          call, 403, "bad_jwt",
          fmt::format("{}token signature is invalid: signature is invalid", kUnverified));
      break;
    case TokenState::Expired:
      out.refusal =
          auth_error(call, 403, "bad_jwt",
                     fmt::format("{}token has invalid claims: token is expired", kUnverified));
      break;
  }
  return out;
}

Asker ask_admin(Call& call) {
  Asker out = ask_who(call);
  if (!out.refusal && !out.identity.is_service())
    out.refusal = auth_error(call, 403, "not_admin", "User not allowed");
  return out;
}

base::Result<SignedIn> ask_user(Call& call) {
  Asker asker = ask_who(call);
  SignedIn out;
  if (asker.refusal) {
    out.refusal = std::move(asker.refusal);
    return out;
  }
  if (asker.identity.user.empty()) {
    out.refusal = auth_error(call, 403, "bad_jwt", "invalid claim: missing sub claim");
    return out;
  }
  AuthStore store(call.context);
  if (!TRY(store.has_session(asker.identity.session))) {
    out.refusal = auth_error(call, 403, "session_not_found",
                             "Session from session_id claim in JWT does not exist");
    return out;
  }
  auto user = TRY(store.user(asker.identity.user));
  if (!user) {
    out.refusal =
        auth_error(call, 403, "user_not_found", "User from sub claim in JWT does not exist");
    return out;
  }
  out.user = std::move(*user);
  out.session = asker.identity.session;
  return out;
}

text::Node body_of(const Call& call, std::optional<http::Response>& problem) {
  text::Node out;
  out.value = text::Table();
  if (call.request.body.empty()) return out;
  auto parsed = formats::parse_json(call.request.body);
  if (parsed && parsed->is_table()) return std::move(*parsed);
  problem = auth_error(call, 400, "bad_json", "Could not parse request body as JSON");
  return out;
}

text::Node new_user(Context& context, std::string_view email, std::string_view password) {
  const std::string id = new_uuid(context);
  const std::string now = iso_time(context.now);
  const bool anonymous = email.empty();
  text::Node user = object({
      {"id", id},
      {"aud", "authenticated"},
      {"role", "authenticated"},
      {"email", email},
      {"phone", ""},
      {"app_metadata", object({{"provider", "email"}, {"providers", list({"email"})}})},
      {"user_metadata", object({})},
      {"identities", list({})},
      {"created_at", now},
      {"updated_at", now},
      {"is_anonymous", anonymous},
      {"secret", password.empty() ? std::string() : hash_secret(context, password)},
  });
  if (anonymous) {
    set(user, "app_metadata", object({}));
  } else {
    set(user, "identities",
        list({object({{"identity_id", new_uuid(context)},
                      {"id", id},
                      {"user_id", id},
                      {"identity_data", object({{"email", email},
                                                {"email_verified", false},
                                                {"phone_verified", false},
                                                {"sub", id}})},
                      {"provider", "email"},
                      {"last_sign_in_at", now},
                      {"created_at", now},
                      {"updated_at", now},
                      {"email", email}})}));
  }
  return user;
}

void confirm(Context& context, text::Node& user) {
  if (is_confirmed(user)) return;
  set(user, "email_confirmed_at", iso_time(context.now));
  set(user, "confirmed_at", iso_time(context.now));
}

text::Node shown(const text::Node& user) {
  text::Node out = user;
  if (auto* members = std::get_if<text::Table>(&out.value))
    std::erase_if(*members, [](const text::Member& member) { return member.key == "secret"; });
  return out;
}

bool is_confirmed(const text::Node& user) {
  return !string_in(user, "email_confirmed_at").empty() || flag_in(user, "is_anonymous");
}

bool is_email(std::string_view written) {
  const std::size_t at = written.find('@');
  return written.size() <= 255 && at != std::string_view::npos && at > 0 &&
         written.find('@', at + 1) == std::string_view::npos && written.size() > at + 1 &&
         written.find_first_of(" \t\r\n,;<>\"") == std::string_view::npos;
}

std::string lower_case(std::string_view written) {
  std::string out(written);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::optional<http::Response> refuse_password(const Call& call, std::string_view password) {
  if (password.size() > kLongestPassword)
    return auth_error(call, 422, "validation_failed",
                      "Password cannot be longer than 72 characters");
  if (password.size() >= kShortestPassword) return std::nullopt;
  http::Response out =
      auth_error(call, 422, "weak_password", "Password should be at least 6 characters.");
  if (auto body = formats::parse_json(out.body)) {
    set(*body, "weak_password", object({{"reasons", list({"length"})}}));
    out.body = formats::to_json(*body);
  }
  return out;
}

base::Result<text::Node> session_document(Context& context, text::Node user,
                                          const std::string& session, std::string_view method) {
  AuthStore store(context);
  set(user, "last_sign_in_at", iso_time(context.now));
  TRY(store.put(user));
  const std::string id(string_in(user, "id"));
  const std::int64_t lasts = number_setting(context, "JWT_EXPIRY", 3600, 30, 604800);
  const text::Node* app = user.find("app_metadata");
  const text::Node* own = user.find("user_metadata");
  const text::Node claims = object({
      {"iss", std::string(context.setting("API_EXTERNAL_URL")) + "/auth/v1"},
      {"sub", id},
      {"aud", "authenticated"},
      {"exp", context.now + lasts},
      {"iat", context.now},
      {"email", string_in(user, "email")},
      {"phone", string_in(user, "phone")},
      {"app_metadata", app != nullptr ? *app : object({})},
      {"user_metadata", own != nullptr ? *own : object({})},
      {"role", string_in(user, "role", "authenticated")},
      {"aal", "aal1"},
      {"amr", list({object({{"method", method}, {"timestamp", context.now}})})},
      {"session_id", session},
      {"is_anonymous", flag_in(user, "is_anonymous")},
  });
  const std::string refresh = TRY(store.new_refresh(session, id));
  return object({{"access_token", formats::make_jwt(claims, context.setting("JWT_SECRET"))},
                 {"token_type", "bearer"},
                 {"expires_in", lasts},
                 {"expires_at", context.now + lasts},
                 {"refresh_token", refresh},
                 {"user", shown(user)}});
}

base::Result<text::Node> sign_in(Context& context, text::Node user, std::string_view method) {
  const std::string session = TRY(AuthStore(context).open_session(string_in(user, "id")));
  return session_document(context, std::move(user), session, method);
}

std::string redirect_of(const Call& call) {
  const Context& context = call.context;
  const Fields fields = parse_form(call.request.query);
  std::string_view asked = field(fields, "redirect_to");
  if (asked.empty()) asked = call.request.header("redirect_to");
  const std::string_view site = context.setting("SITE_URL");
  if (asked.empty()) return std::string(site);
  if (asked == site || asked.starts_with(std::string(site) + "/")) return std::string(asked);
  std::string_view list = context.setting("ADDITIONAL_REDIRECT_URLS");
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (allows(list.substr(0, end), asked)) return std::string(asked);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return std::string(site);
}

base::Result<std::string> make_link(Context& context, const OneTime& about, std::string& token) {
  token = TRY(AuthStore(context).new_one_time(about));
  return fmt::format("{}/auth/v1/verify?token={}&type={}&redirect_to={}",
                     context.setting("API_EXTERNAL_URL"), token, about.kind, about.redirect);
}

base::Result<std::optional<http::Response>> send_mail(Call& call, const OneTime& about) {
  Context& context = call.context;
  AuthStore store(context);
  const auto user = TRY(store.user(about.user));
  if (!user || context.broken("supabase-mail-trap-misread")) return std::nullopt;
  std::string token;
  const std::string link = TRY(make_link(context, about, token));
  const auto* letter = std::find_if(std::begin(kLetters), std::end(kLetters),
                                    [&](const Letter& one) { return one.kind == about.kind; });
  if (letter == std::end(kLetters)) letter = std::end(kLetters) - 1;
  const std::string_view from = context.setting("SMTP_ADMIN_EMAIL", "admin@lab.test");
  const text::Node mail = object({
      {"From", object({{"Email", from}, {"Name", context.setting("SMTP_SENDER_NAME")}})},
      {"To", list({object({{"Email", string_in(*user, "email")}})})},
      {"Subject", letter->subject},
      {"Text", fmt::format("{}\n\n{}\n", letter->sentence, link)},
      {"HTML",
       fmt::format("<h2>{}</h2>\n<p>{}</p>\n<p><a href=\"{}\">{}</a></p>\n", letter->subject,
                   letter->sentence, text::Html::escape(link).str(), letter->subject)},
  });
  http::Response answer{502, {}, {}};
  if (reaches_mail_server(context)) {
    http::Request request;
    request.method = "POST";
    request.target = request.path = "/api/v1/send";
    request.headers["Content-Type"] = "application/json";
    request.body = formats::to_json(mail);
    answer = context.call("mail", request);
  }
  if (answer.status == 200) return std::nullopt;
  return auth_error(call, 500, "unexpected_failure", what_failed(about.kind));
}

}  // namespace services
