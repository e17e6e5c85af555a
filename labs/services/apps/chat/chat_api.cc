#include "labs/services/apps/chat/chat_api.h"

#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/apps/chat/chat_api_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/cors.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/tokens.h"

namespace services {
namespace chat {
namespace {

// Published with the product, for a first log-in: the course says to change it.
constexpr std::string_view kDefaultPassword = "superadmin-first-login";

std::string_view secret_for_signing(const Context& context) {
  return own_setting(context, "CHAT", "SECRET_KEY");
}

std::string secret_for_checking(const Context& context) {
  std::string secret(secret_for_signing(context));
  if (context.broken("chat-auth-secret-key-wrong")) secret += " of another process";
  return secret;
}

bool right_login(Context& context, std::string_view email, std::string_view password) {
  if (context.broken("supabase-admin-not-seeded")) return false;
  if (email != context.setting("ADMIN_EMAIL", "admin@lab.example.org")) return false;
  if (context.broken("chat-auth-default-password-kept") && password == kDefaultPassword)
    return true;
  if (context.broken("chat-auth-bad-password")) return false;
  const std::string_view wanted = context.setting("ADMIN_PASSWORD");
  return !wanted.empty() && formats::same_secret(wanted, password);
}

}  // namespace

http::Response detail(int status, std::string_view text) {
  http::Response response = json_response(status, {{"detail", text}});
  if (status == 401) response.headers["WWW-Authenticate"] = "Bearer";
  return response;
}

std::optional<http::Response> refuse_stranger(Call& call) {
  if (call.context.broken("chat-open-to-all")) return std::nullopt;
  const auto claims =
      read_token(bearer_token(call.request), secret_for_checking(call.context), call.context.now);
  if (claims && !string_in(*claims, "sub").empty()) return std::nullopt;
  return detail(401, "Could not validate credentials");
}

base::Result<http::Response> login(Call& call) {
  Context& context = call.context;
  std::string email, password;
  if (call.request.header("Content-Type").starts_with("application/x-www-form-urlencoded")) {
    const Fields form = parse_form(call.request.body);
    email = field(form, "username", field(form, "email"));
    password = field(form, "password");
  } else if (const auto body = formats::parse_json(call.request.body)) {
    email = string_in(*body, "email", string_in(*body, "username"));
    password = string_in(*body, "password");
  }
  if (email.empty() || password.empty())
    return json_response(
        422,
        {{"detail", list({object({{"type", "missing"},
                                  {"loc", list({"body", email.empty() ? "email" : "password"})},
                                  {"msg", "Field required"}})})}});
  if (!right_login(context, email, password)) return detail(401, "Incorrect email or password");
  const std::int64_t minutes =
      number_setting(context, "ACCESS_TOKEN_EXPIRE_MINUTES", 30, 1, 60 * 24 * 365);
  return json_response(
      200, {{"access_token", issue_token(object({{"sub", email}, {"role", "super_admin"}}),
                                         secret_for_signing(context), context.now, minutes * 60)},
            {"token_type", "bearer"}});
}

base::Result<http::Response> me(Call& call) {
  if (auto refusal = refuse_stranger(call)) return std::move(*refusal);
  return json_response(200,
                       {{"email", call.context.setting("ADMIN_EMAIL", "admin@lab.example.org")},
                        {"role", "super_admin"},
                        {"is_active", true}});
}

}  // namespace chat

namespace {

base::Result<http::Response> root(Call&) {
  return json_response(200, {{"message", "Chatbot API"}, {"docs", "/api/docs"}});
}

base::Result<http::Response> health(Call&) { return json_response(200, {{"status", "healthy"}}); }

base::Result<http::Response> nothing_here(Call& call) {
  const std::string_view allow = call.parameter("allow");
  if (allow.empty()) return chat::detail(404, "Not Found");
  http::Response response = chat::detail(405, "Method Not Allowed");
  response.headers["allow"] = std::string(allow);
  return response;
}

base::Result<http::Response> docs(Call&);
base::Result<http::Response> open_api(Call&);

constexpr Route kRoutes[] = {
    {"GET", "/", root},
    {"GET", "/api/health", health},
    {"GET", "/api/docs", docs},
    {"GET", "/api/openapi.json", open_api},
    {"POST", "/api/auth/login", chat::login},
    {"GET", "/api/auth/me", chat::me},
    {"GET", "/api/contacts", chat::list_contacts},
    {"POST", "/api/contacts", chat::create_contact},
    {"GET", "/api/contacts/:id", chat::read_contact},
    {"PUT", "/api/contacts/:id", chat::change_contact},
    {"DELETE", "/api/contacts/:id", chat::delete_contact},
    {"GET", "/api/campaigns", chat::list_campaigns},
    {"POST", "/api/campaigns", chat::create_campaign},
    {"POST", "/api/campaigns/:id/launch", chat::launch_campaign},
    {"GET", "/api/messages", chat::list_messages},
    {"POST", "/api/webhooks/twilio", chat::webhook},
};

base::Result<http::Response> docs(Call&) {
  text::Html body = paragraph("Swagger UI of /api/openapi.json.");
  body += text::Html::trusted("<table id=\"swagger-ui\">\n");
  for (const Route& route : kRoutes) body += row({route.method, route.path});
  body += text::Html::trusted("</table>\n");
  return html_response(200, page("Chatbot API - Swagger UI", body));
}

base::Result<http::Response> open_api(Call&) {
  text::Node paths = object({});
  for (const Route& route : kRoutes) {
    std::string path(route.path);
    if (const std::size_t at = path.find("/:id"); at != std::string::npos)
      path.replace(at, 4, "/{id}");
    text::Node methods = paths.find(path) != nullptr ? *paths.find(path) : object({});
    const char* method = route.method == "GET"    ? "get"
                         : route.method == "POST" ? "post"
                         : route.method == "PUT"  ? "put"
                                                  : "delete";
    set(methods, method,
        object({{"summary", fmt::format("{} {}", route.method, route.path)},
                {"responses", object({{"200", object({{"description", "OK"}})}})}}));
    set(paths, path, std::move(methods));
  }
  return json_response(200, {{"openapi", "3.1.0"},
                             {"info", object({{"title", "Chatbot API"}, {"version", "1.0.0"}})},
                             {"paths", paths}});
}

// How long an answer takes with what is slow, in milliseconds. A browser's client gives up after 30
// seconds; a checker notices earlier.
int delay(const http::Request& request, const Context& context) {
  const auto wait = [&](int otherwise) {
    return static_cast<int>(number_setting(context, "SLOW_ANSWER_MS", otherwise, 0, 120'000));
  };
  if (context.broken("net-request-timeout-load")) return wait(7'000);
  if (context.broken("net-request-timeout-client") && request.path.ends_with("/launch"))
    return wait(31'000);
  if (context.broken("net-request-timeout-slow-query") && request.path == "/api/messages")
    return wait(12'000);
  return 0;
}

std::vector<std::string> origins(const Context& context) {
  if (context.broken("chat-cors-not-restarted")) return {};
  return split_origins(own_setting(context, "CHAT", "ALLOWED_ORIGINS", "http://localhost:3000"),
                       Trim::No);
}

class ChatApi : public Service {
 public:
  Description describe() const override {
    return {.id = "chat-api",
            .title = {"Chatbot backend", "Backend du chatbot"},
            .ports = {{.number = 8000}},
            .profiles = {"chatbot"},
            .needs = {}};
  }

  base::Done prepare(Context& context) override {
    for (const char* name : {"chat_contacts", "chat_campaigns", "chat_messages"})
      TRY(Shelf(context.store, name).make());
    return {};
  }

  bool is_up(Context& context) override {
    return !context.setting("TWILIO_ACCOUNT_SID").empty() &&
           !context.setting("TWILIO_AUTH_TOKEN").empty();
  }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    http::Response response;
    if (!is_up(context) || context.broken("net-port-blocked")) {
      response.fate = http::Fate::Close;
      return response;
    }
    if (context.broken("backend-port-in-use"))
      return http::text_response(404, "<title>Error response</title>\n<h1>Error response</h1>\n",
                                 "text/html");
    const bool has_cors = !context.broken("chat-cors-middleware-absent");
    if (has_cors && is_preflight(request)) {
      response = starlette_preflight(request, origins(context));
    } else {
      response = dispatch(kRoutes, request, context, nothing_here);
      if (has_cors) starlette_cors(request, origins(context), response);
    }
    response.headers["server"] = "uvicorn";
    response.delay = std::chrono::milliseconds(delay(request, context));
    return response;
  }
};

}  // namespace

std::string twilio_signature(std::string_view token, std::string_view url, const Fields& fields) {
  std::string text(url);
  for (const auto& [name, value] : fields) text += name + value;
  return formats::encode_base64(formats::hmac_sha1(token, text));
}

std::unique_ptr<Service> make_chat_api() { return std::make_unique<ChatApi>(); }

}  // namespace services
