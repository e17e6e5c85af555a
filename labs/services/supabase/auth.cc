#include "labs/services/supabase/auth.h"

#include <array>

#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"
#include "labs/services/supabase/auth_admin.h"
#include "labs/services/supabase/auth_flow.h"

namespace services {
namespace {

using Answer = base::Result<http::Response>;

constexpr std::int64_t kLinkLasts = 24 * 60 * 60;

http::Response invalid_credentials(const Call& call) {
  return auth_error(call, 400, "invalid_credentials", "Invalid login credentials");
}

http::Response bad_email(const Call& call) {
  return auth_error(call, 400, "validation_failed",
                    "Unable to validate email address: invalid format");
}

Answer health(Call&) {
  return json_response(200,
                       {{"version", "v2.180.0"},
                        {"name", "GoTrue"},
                        {"description", "GoTrue is a user registration and authentication API"}});
}

Answer settings(Call& call) {
  const Context& context = call.context;
  text::Node external =
      object({{"anonymous_users", flag_setting(context, "ENABLE_ANONYMOUS_USERS", false)}});
  for (const char* provider : {"apple", "azure", "bitbucket", "discord", "facebook", "figma",
                               "github", "gitlab", "google", "keycloak", "linkedin", "notion",
                               "twitch", "twitter", "slack", "spotify", "workos", "zoom"})
    set(external, provider, false);
  set(external, "email", flag_setting(context, "ENABLE_EMAIL_SIGNUP", true));
  set(external, "phone", false);
  return json_response(
      200, {{"external", external},
            {"disable_signup", flag_setting(context, "DISABLE_SIGNUP", false)},
            {"mailer_autoconfirm", flag_setting(context, "ENABLE_EMAIL_AUTOCONFIRM", false)},
            {"phone_autoconfirm", false},
            {"sms_provider", ""},
            {"saml_enabled", false}});
}

// An account without an address, for a visitor.
Answer sign_up_anonymously(Call& call, const text::Node& body) {
  if (!flag_setting(call.context, "ENABLE_ANONYMOUS_USERS", false))
    return auth_error(call, 422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
  text::Node user = new_user(call.context, {}, {});
  if (const text::Node* data = body.find("data")) set(user, "user_metadata", *data);
  return json_response(200, TRY(sign_in(call.context, std::move(user), "anonymous")));
}

Answer sign_up(Call& call) {
  std::optional<http::Response> problem;
  const text::Node body = body_of(call, problem);
  if (problem) return std::move(*problem);
  Context& context = call.context;
  if (flag_setting(context, "DISABLE_SIGNUP", false))
    return auth_error(call, 422, "signup_disabled", "Signups not allowed for this instance");
  const std::string email = lower_case(string_in(body, "email"));
  const std::string_view password = string_in(body, "password");
  if (email.empty() && password.empty()) return sign_up_anonymously(call, body);
  if (!flag_setting(context, "ENABLE_EMAIL_SIGNUP", true))
    return auth_error(call, 422, "email_provider_disabled", "Email signups are disabled");
  if (password.empty())
    return auth_error(call, 400, "validation_failed", "Signup requires a valid password");
  if (!is_email(email)) return bad_email(call);
  if (auto refusal = refuse_password(call, password)) return std::move(*refusal);

  const bool at_once = flag_setting(context, "ENABLE_EMAIL_AUTOCONFIRM", false);
  AuthStore store(context);
  const auto known = TRY(store.user_of(email));
  text::Node user = new_user(context, email, password);
  if (known && is_confirmed(*known)) {
    if (at_once) return auth_error(call, 422, "user_already_exists", "User already registered");
    // A made-up user: who has an account here is nobody's business.
    set(user, "identities", list({}));
    set(user, "confirmation_sent_at", iso_time(context.now));
    return json_response(200, shown(user));
  }
  if (known) set(user, "id", string_in(*known, "id"));
  if (const text::Node* data = body.find("data"); data != nullptr && data->is_table())
    set(user, "user_metadata", *data);
  if (at_once) {
    confirm(context, user);
    return json_response(200, TRY(sign_in(context, std::move(user), "password")));
  }
  set(user, "confirmation_sent_at", iso_time(context.now));
  TRY(store.put(user));
  const OneTime link{"signup", std::string(string_in(user, "id")), redirect_of(call), context.now};
  if (auto refusal = TRY(send_mail(call, link))) return std::move(*refusal);
  return json_response(200, shown(user));
}

Answer token_by_password(Call& call, const text::Node& body) {
  AuthStore store(call.context);
  const auto user = TRY(store.user_of(lower_case(string_in(body, "email"))));
  if (!user || !fits_secret(string_in(body, "password"), string_in(*user, "secret")))
    return invalid_credentials(call);
  if (!is_confirmed(*user))
    return auth_error(call, 400, "email_not_confirmed", "Email not confirmed");
  return json_response(200, TRY(sign_in(call.context, *user, "password")));
}

// A token that comes a second time was stolen or lost: the whole session ends.
Answer token_by_refresh(Call& call, const text::Node& body) {
  AuthStore store(call.context);
  const std::string_view token = string_in(body, "refresh_token");
  const auto known = TRY(store.refresh(token));
  if (!known)
    return auth_error(call, 400, "refresh_token_not_found",
                      "Invalid Refresh Token: Refresh Token Not Found");
  if (known->used) {
    TRY(store.close_sessions(known->user, known->session, AuthStore::Which::This));
    return auth_error(call, 400, "refresh_token_already_used",
                      "Invalid Refresh Token: Already Used");
  }
  TRY(store.use_refresh(token));
  const auto user = TRY(store.user(known->user));
  if (!user) return auth_error(call, 404, "user_not_found", "User not found");
  return json_response(200,
                       TRY(session_document(call.context, *user, known->session, "token_refresh")));
}

Answer token(Call& call) {
  std::optional<http::Response> problem;
  const text::Node body = body_of(call, problem);
  if (problem) return std::move(*problem);
  const Fields fields = parse_form(call.request.query);
  const std::string_view grant = field(fields, "grant_type");
  if (grant == "password") return token_by_password(call, body);
  if (grant == "refresh_token") return token_by_refresh(call, body);
  return auth_error(call, 400, "invalid_request", "unsupported_grant_type");
}

Answer user(Call& call) {
  SignedIn asker = TRY(ask_user(call));
  if (asker.refusal) return std::move(*asker.refusal);
  return json_response(200, shown(asker.user));
}

Answer change_user(Call& call) {
  SignedIn asker = TRY(ask_user(call));
  if (asker.refusal) return std::move(*asker.refusal);
  std::optional<http::Response> problem;
  const text::Node body = body_of(call, problem);
  if (problem) return std::move(*problem);
  AuthStore store(call.context);
  if (const std::string_view password = string_in(body, "password"); !password.empty()) {
    if (auto refusal = refuse_password(call, password)) return std::move(*refusal);
    if (fits_secret(password, string_in(asker.user, "secret")))
      return auth_error(call, 422, "same_password",
                        "New password should be different from the old password.");
    set(asker.user, "secret", hash_secret(call.context, password));
  }
  if (const std::string email = lower_case(string_in(body, "email")); !email.empty()) {
    if (!is_email(email)) return bad_email(call);
    if (email != string_in(asker.user, "email") && TRY(store.user_of(email)))
      return auth_error(call, 422, "email_exists",
                        "A user with this email address has already been registered");
    set(asker.user, "email", email);
  }
  if (const text::Node* data = body.find("data"); data != nullptr && data->is_table()) {
    const text::Node* old = asker.user.find("user_metadata");
    text::Node merged = old != nullptr ? *old : object({});
    merge(merged, *data);
    set(asker.user, "user_metadata", merged);
  }
  TRY(store.put(asker.user));
  return json_response(200, shown(asker.user));
}

Answer logout(Call& call) {
  const SignedIn asker = TRY(ask_user(call));
  if (asker.refusal) return *asker.refusal;
  const Fields fields = parse_form(call.request.query);
  const std::string_view scope = field(fields, "scope", "global");
  const auto which = scope == "local"    ? AuthStore::Which::This
                     : scope == "others" ? AuthStore::Which::Others
                                         : AuthStore::Which::All;
  TRY(AuthStore(call.context).close_sessions(string_in(asker.user, "id"), asker.session, which));
  http::Response out;
  out.status = 204;
  return out;
}

// A mail to a known address; the answer to an unknown one is the same.
Answer mail_link(Call& call, std::string_view kind, bool may_create) {
  std::optional<http::Response> problem;
  const text::Node body = body_of(call, problem);
  if (problem) return std::move(*problem);
  const std::string email = lower_case(string_in(body, "email"));
  if (!is_email(email)) return bad_email(call);
  AuthStore store(call.context);
  auto known = TRY(store.user_of(email));
  if (!known && may_create && flag_in(body, "create_user", true)) {
    if (flag_setting(call.context, "DISABLE_SIGNUP", false))
      return auth_error(call, 422, "otp_disabled", "Signups not allowed for otp");
    known = new_user(call.context, email, {});
    TRY(store.put(*known));
  }
  if (known) {
    const OneTime link{std::string(kind), std::string(string_in(*known, "id")), redirect_of(call),
                       call.context.now};
    if (auto refusal = TRY(send_mail(call, link))) return std::move(*refusal);
  }
  return json_response(200, object({}));
}

Answer recover(Call& call) { return mail_link(call, "recovery", false); }
Answer magic_link(Call& call) { return mail_link(call, "magiclink", true); }
Answer resend(Call& call) { return mail_link(call, "signup", false); }

http::Response redirect_to_fragment(std::string_view where, std::string_view fragment) {
  return redirect(303, fmt::format("{}#{}", where, fragment));
}

// What a link leads to when it is no longer good.
http::Response expired(std::string_view redirect) {
  return redirect_to_fragment(
      redirect,
      "error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid+or+has+"
      "expired");
}

Answer verify(Call& call) {
  Context& context = call.context;
  Fields fields = parse_form(call.request.query);
  text::Node body;
  if (call.request.method == "POST") {
    std::optional<http::Response> problem;
    body = body_of(call, problem);
    if (problem) return std::move(*problem);
    fields["token"] = string_in(body, "token_hash", string_in(body, "token"));
  }
  AuthStore store(context);
  const auto link = TRY(store.take_one_time(field(fields, "token")));
  const bool good = link && context.now <= link->made + kLinkLasts;
  auto known = good ? TRY(store.user(link->user)) : std::nullopt;
  if (!known) {
    if (call.request.method == "POST")
      return auth_error(call, 403, "otp_expired", "Token has expired or is invalid");
    return expired(redirect_of(call));
  }
  confirm(context, *known);
  const text::Node session = TRY(sign_in(context, std::move(*known), "otp"));
  if (call.request.method == "POST") return json_response(200, session);
  return redirect_to_fragment(
      link->redirect,
      fmt::format("access_token={}&expires_at={}&expires_in={}&refresh_token={}&token_type=bearer&"
                  "type={}",
                  string_in(session, "access_token"), integer_in(session, "expires_at"),
                  integer_in(session, "expires_in"), string_in(session, "refresh_token"),
                  link->kind));
}

Answer no_keys(Call&) { return json_response(200, {{"keys", list({})}}); }

Answer otherwise(Call& call) {
  if (!call.parameter("allow").empty()) return http::text_response(405, "");
  return http::text_response(404, "404 page not found\n");
}

constexpr std::array kRoutes = {
    Route{"GET", "/health", health},
    Route{"GET", "/settings", settings},
    Route{"POST", "/signup", sign_up},
    Route{"POST", "/token", token},
    Route{"GET", "/user", user},
    Route{"PUT", "/user", change_user},
    Route{"POST", "/logout", logout},
    Route{"POST", "/recover", recover},
    Route{"POST", "/otp", magic_link},
    Route{"POST", "/magiclink", magic_link},
    Route{"POST", "/resend", resend},
    Route{"POST", "/invite", auth::invite},
    Route{"GET", "/verify", verify},
    Route{"POST", "/verify", verify},
    Route{"GET", "/admin/users", auth::list_users},
    Route{"POST", "/admin/users", auth::create_user},
    Route{"GET", "/admin/users/:id", auth::get_user},
    Route{"PUT", "/admin/users/:id", auth::update_user},
    Route{"DELETE", "/admin/users/:id", auth::delete_user},
    Route{"POST", "/admin/generate_link", auth::generate_link},
    Route{"GET", "/.well-known/jwks.json", no_keys},
};

bool is_on_or_off(std::string_view written) { return written == "true" || written == "false"; }

class Auth : public Service {
 public:
  Description describe() const override {
    return {"auth", {"Auth (GoTrue)", "Auth (GoTrue)"}, {}, {"compose", "vps"}, {}};
  }

  base::Done prepare(Context& context) override {
    AuthStore store(context);
    TRY(store.make());
    const std::string_view first = context.setting("FIRST_USER_EMAIL");
    if (first.empty() || TRY(store.count()) > 0) return {};
    text::Node user = new_user(context, first, context.random(16));
    confirm(context, user);
    return store.put(std::move(user));
  }

  bool is_up(Context& context) override {
    return is_on_or_off(context.setting("ENABLE_ANONYMOUS_USERS", "false")) &&
           is_on_or_off(context.setting("ENABLE_EMAIL_AUTOCONFIRM", "false"));
  }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (context.broken("supabase-auth-restarting") && request.path == "/health" &&
        ++healths_ % 3 == 2)
      return {502, {}, {}};
    if (context.broken("supabase-auth-db-broken-pipe") && request.path != "/health" &&
        request.path != "/settings") {
      return json_response(500, {{"code", 500},
                                 {"error_code", "unexpected_failure"},
                                 {"msg", "Database error querying schema: broken pipe"}});
    }
    return dispatch(kRoutes, request, context, otherwise);
  }

 private:
  std::size_t healths_ = 0;
};

}  // namespace

std::unique_ptr<Service> make_auth() { return std::make_unique<Auth>(); }

}  // namespace services
