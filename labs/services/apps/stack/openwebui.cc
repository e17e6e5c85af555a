#include "labs/services/apps/stack/openwebui.h"

#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/services/apps/stack/llm.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"
#include "labs/services/common/tokens.h"

namespace services {
namespace {

constexpr const char* kShelf = "openwebui_users";
constexpr std::string_view kVersion = "0.6.36";

http::Response detail(int status, std::string_view text) {
  return json_response(status, {{"detail", text}});
}

std::string_view secret(const Context& context) {
  return context.setting("WEBUI_SECRET_KEY", "t0p-s3cr3t");
}

bool first_run(const Context& context) {
  return context.broken("openwebui-first-run") || context.broken("stack-webui-unclaimed");
}

base::Result<http::Response> home(Call& call) {
  return html_response(
      200, page("Open WebUI",
                paragraph(first_run(call.context) ? "Get started: the first account administers."
                                                  : "Sign in by POST /api/v1/auths/signin.")));
}

base::Result<http::Response> health(Call&) { return json_response(200, {{"status", true}}); }

base::Result<http::Response> configuration(Call& call) {
  const bool open = flag_setting(call.context, "ENABLE_SIGNUP", false) || first_run(call.context);
  return json_response(200, {{"onboarding", first_run(call.context)},
                             {"status", true},
                             {"name", "Open WebUI"},
                             {"version", kVersion},
                             {"default_locale", ""},
                             {"oauth", object({{"providers", object({})}})},
                             {"features", object({{"auth", true},
                                                  {"enable_signup", open},
                                                  {"enable_login_form", true},
                                                  {"enable_websocket", true}})}});
}

base::Result<http::Response> version(Call&) { return json_response(200, {{"version", kVersion}}); }

http::Response session(Call& call, const text::Node& user) {
  const std::string token = issue_token(object({{"id", string_in(user, "id")}}),
                                        secret(call.context), call.context.now, 28 * 86400);
  http::Response response = json_response(200, {{"token", token},
                                                {"token_type", "Bearer"},
                                                {"expires_at", call.context.now + 28 * 86400},
                                                {"id", string_in(user, "id")},
                                                {"email", string_in(user, "email")},
                                                {"name", string_in(user, "name")},
                                                {"role", string_in(user, "role")},
                                                {"profile_image_url", "/user.png"}});
  response.headers["Set-Cookie"] = "token=" + token + "; HttpOnly; Path=/; SameSite=lax";
  return response;
}

base::Result<http::Response> sign_in(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return detail(422, "the body is not a JSON object");
  const std::string_view password = string_in(*body, "password");
  Shelf users(call.context.store, kShelf);
  auto user = TRY(users.find("email", string_in(*body, "email")));
  bool right = false;
  if (user && !first_run(call.context)) {
    const std::string_view wanted = call.context.setting("WEBUI_ADMIN_PASSWORD");
    right = string_in(*user, "id") == "admin"
                ? !wanted.empty() && formats::same_secret(wanted, password)
                : same_password(password, string_in(*user, "hash"));
  }
  if (!right)
    return detail(400,
                  "The email or password provided is incorrect. Please check for typos and "
                  "try logging in again.");
  return session(call, *user);
}

base::Result<http::Response> sign_up(Call& call) {
  if (!flag_setting(call.context, "ENABLE_SIGNUP", false) && !first_run(call.context))
    return detail(403,
                  "You do not have permission to access this resource. Please contact your "
                  "administrator for assistance.");
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return detail(422, "the body is not a JSON object");
  const std::string_view email = string_in(*body, "email");
  if (email.find('@') == std::string_view::npos)
    return detail(400,
                  "The email format you entered is invalid. Please double-check and make sure "
                  "you're using a valid email address (e.g., yourname@example.com).");
  Shelf users(call.context.store, kShelf);
  if (TRY(users.find("email", email)))
    return detail(400,
                  "Uh-oh! This email is already registered. Sign in with your existing account "
                  "or choose another email to start anew.");
  const std::string id = new_uuid(call.context);
  const text::Node user =
      object({{"id", id},
              {"email", email},
              {"name", string_in(*body, "name")},
              {"role", first_run(call.context) ? "admin" : "pending"},
              {"hash", hash_password(call.context, string_in(*body, "password"))}});
  TRY(users.put(id, user));
  return session(call, user);
}

base::Result<std::optional<text::Node>> signed_in(Call& call) {
  std::string_view token = bearer_token(call.request);
  if (token.empty()) token = cookie(call.request, "token");
  const auto claims = read_token(token, secret(call.context), call.context.now);
  if (!claims) return std::nullopt;
  return TRY(Shelf(call.context.store, kShelf).get(string_in(*claims, "id")));
}

http::Response not_authenticated() { return detail(401, "Not authenticated"); }

base::Result<http::Response> who(Call& call) {
  const auto user = TRY(signed_in(call));
  return user ? session(call, *user) : not_authenticated();
}

http::Response ask_ollama(Call& call, std::string method, std::string path, std::string body) {
  if (call.context.broken("openwebui-ollama-unreachable"))
    return detail(500, "Open WebUI: Server Connection Error");
  http::Request request;
  request.method = std::move(method);
  request.target = request.path = std::move(path);
  request.headers["Content-Type"] = "application/json";
  request.body = std::move(body);
  return call.context.call("ollama", request);
}

base::Result<http::Response> models(Call& call) {
  if (!TRY(signed_in(call))) return not_authenticated();
  const http::Response answer = ask_ollama(call, "GET", "/v1/models", "");
  const auto told = formats::parse_json(answer.body);
  text::Node data = list({});
  if (answer.status == 200 && told)
    for (const text::Node& model : array_in(*told, "data")) {
      text::Node one = model;
      set(one, "name", string_in(model, "id"));
      set(one, "owned_by", "ollama");
      append(data, std::move(one));
    }
  return json_response(200, {{"data", data}});
}

base::Result<http::Response> chat(Call& call) {
  if (!TRY(signed_in(call))) return not_authenticated();
  return ask_ollama(call, "POST", "/v1/chat/completions", call.request.body);
}

base::Result<http::Response> nothing_here(Call& call) {
  if (!call.parameter("allow").empty()) return detail(405, "Method Not Allowed");
  // Any other page is the application's: its script decides.
  if (call.request.method == "GET" && !call.request.path.starts_with("/api")) return home(call);
  return detail(404, "Not Found");
}

constexpr Route kRoutes[] = {
    {"GET", "/", home},
    {"GET", "/health", health},
    {"GET", "/api/config", configuration},
    {"GET", "/api/version", version},
    {"POST", "/api/v1/auths/signin", sign_in},
    {"POST", "/api/v1/auths/signup", sign_up},
    {"GET", "/api/v1/auths/", who},
    {"GET", "/api/models", models},
    {"GET", "/api/v1/models", models},
    {"POST", "/api/chat/completions", chat},
    {"POST", "/api/v1/chat/completions", chat},
};

class OpenWebui : public Service {
 public:
  Description describe() const override {
    return {.id = "openwebui",
            .title = {"Open WebUI", "Open WebUI"},
            .ports = {{.number = 3000}},
            .profiles = {"compose", "vps"},
            .needs = {"ollama"}};
  }
  base::Done prepare(Context& context) override {
    Shelf users(context.store, kShelf);
    TRY(users.make());
    return users.put(
        "admin", object({{"id", "admin"},
                         {"email", context.setting("WEBUI_ADMIN_EMAIL", "admin@lab.example.org")},
                         {"name", "Lab administrator"},
                         {"role", "admin"}}));
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (context.broken("stack-port-conflict-3000"))
      return redirect(302, "/login");  // Grafana's way
    return dispatch(kRoutes, request, context, nothing_here);
  }
};

}  // namespace

std::unique_ptr<Service> make_openwebui() { return std::make_unique<OpenWebui>(); }

}  // namespace services
