#include "labs/services/supabase/kong.h"

#include <fmt/format.h>

#include <array>

#include "generator/text/html.h"
#include "labs/formats/crypto.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/requests.h"
#include "labs/services/supabase/realtime.h"

namespace services {
namespace {

enum class Guard { Open, Key, AdminKey, Dashboard };

struct Upstream {
  std::string_view prefix;   // of the path
  std::string_view service;  // by id
  std::string_view becomes;  // what the prefix turns into
  Guard guard;
};

// The longest prefix stands first.
constexpr std::array kUpstreams = {
    Upstream{"/auth/v1/verify", "auth", "/verify", Guard::Open},
    Upstream{"/auth/v1/callback", "auth", "/callback", Guard::Open},
    Upstream{"/auth/v1/authorize", "auth", "/authorize", Guard::Open},
    Upstream{"/auth/v1/.well-known/jwks.json", "auth", "/.well-known/jwks.json", Guard::Open},
    Upstream{"/auth/v1/", "auth", "/", Guard::Key},
    Upstream{"/rest/v1/", "rest", "/", Guard::Key},
    Upstream{"/realtime/v1/api/", "realtime", "/api/", Guard::Key},
    Upstream{"/realtime/v1/", "realtime", "/socket/", Guard::Key},
    Upstream{"/storage/v1/", "storage", "/", Guard::Open},
    Upstream{"/pg/", "studio", "/pg/", Guard::AdminKey},
    Upstream{"/", "studio", "/", Guard::Dashboard},
};

const Upstream& upstream_of(std::string_view path) {
  for (const Upstream& one : kUpstreams) {
    // "/rest/v1" without its slash is the service's root as well.
    if (path.starts_with(one.prefix) || (one.prefix.size() > 1 && one.prefix.ends_with('/') &&
                                         path == one.prefix.substr(0, one.prefix.size() - 1)))
      return one;
  }
  return kUpstreams.back();
}

// Kong's own refusal: JSON for programs, a page for browsers.
http::Response says(const http::Request& request, int status, std::string_view message) {
  if (request.header("Accept").find("text/html") != std::string_view::npos) {
    return html_response(
        status, fmt::format("<!doctype html>\n<html>\n  <head>\n    <meta charset=\"utf-8\">\n    "
                            "<title>Kong Error</title>\n  </head>\n  <body>\n    <h1>Kong Error"
                            "</h1>\n    <p>{}.</p>\n  </body>\n</html>\n",
                            text::Html::escape(message).str()));
  }
  return json_response(status, {{"message", message}});
}

http::Response challenge(http::Response refusal, std::string_view scheme) {
  refusal.headers["WWW-Authenticate"] = fmt::format("{} realm=\"kong\"", scheme);
  return refusal;
}

std::string key_of(const http::Request& request) {
  if (const std::string_view header = request.header("apikey"); !header.empty())
    return std::string(header);
  return std::string(field(parse_form(request.query), "apikey"));
}

bool is_key(std::string_view given, std::string_view wanted) {
  return !wanted.empty() && formats::same_secret(given, wanted);
}

// Nothing when the request may pass.
std::optional<http::Response> refuse(const Upstream& upstream, const http::Request& request,
                                     const Context& context) {
  if (upstream.guard == Guard::Open) return std::nullopt;
  if (upstream.guard == Guard::Dashboard) {
    if (request.header("Authorization").empty())
      return challenge(says(request, 401, "Unauthorized"), "Basic");
    const auto given = basic_credentials(request);
    if (given && given->name == context.setting("DASHBOARD_USERNAME") &&
        is_key(given->password, context.setting("DASHBOARD_PASSWORD")))
      return std::nullopt;
    return says(request, 401, "Invalid authentication credentials");
  }
  const std::string key = key_of(request);
  if (key.empty()) return challenge(says(request, 401, "No API key found in request"), "Key");
  if (is_key(key, context.setting("SERVICE_ROLE_KEY"))) return std::nullopt;
  if (!is_key(key, context.setting("ANON_KEY")))
    return says(request, 401, "Invalid authentication credentials");
  if (upstream.guard == Guard::AdminKey)
    return says(request, 403, "You cannot consume this service");
  return std::nullopt;
}

// The cors plug-in, as it is without a list of origins.
void allow_origin(const http::Request& request, http::Response& response) {
  if (!request.header("Origin").empty()) response.headers["Access-Control-Allow-Origin"] = "*";
}

http::Response preflight(const http::Request& request) {
  http::Response response;
  response.status = 200;
  response.headers["Access-Control-Allow-Origin"] = "*";
  response.headers["Access-Control-Allow-Methods"] =
      "GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT";
  response.headers["Access-Control-Allow-Headers"] =
      std::string(request.header("Access-Control-Request-Headers"));
  response.headers["Access-Control-Max-Age"] = "3600";
  return response;
}

http::Request forwarded(const Upstream& upstream, const http::Request& request) {
  http::Request inner = request;
  const std::size_t cut = std::min(upstream.prefix.size(), request.path.size());
  inner.path = std::string(upstream.becomes) + request.path.substr(cut);
  if (inner.path.empty() || inner.path.front() != '/') inner.path.insert(0, "/");
  inner.headers["X-Forwarded-Host"] = std::string(request.header("Host"));
  inner.headers["X-Forwarded-Prefix"] = upstream.prefix;
  return inner;
}

class Kong : public Service {
 public:
  explicit Kong(Realtime& realtime) : realtime_(realtime) {}

  Description describe() const override {
    return {"kong",
            {"Kong, the gateway of Supabase", "Kong, la passerelle de Supabase"},
            {{8000, Wire::Http, false, ""}},
            {"compose", "vps"},
            {"auth", "rest", "realtime", "storage", "studio"}};
  }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (context.broken("supabase-port-other-service"))
      return http::text_response(404, "404 page not found\n");
    http::Response response = route(request, context);
    if (!context.broken("cors-origin-not-allowed")) allow_origin(request, response);
    response.headers.try_emplace("Server", "kong/2.8.1");
    return response;
  }

  std::unique_ptr<http::StreamSession> upgrade(const Port&, const http::Request& request,
                                               std::function<Context()> context) override {
    const Context now = context();
    const Upstream& upstream = upstream_of(request.path);
    if (upstream.service != "realtime" || refuse(upstream, request, now)) return nullptr;
    return realtime_.join(request, std::move(context));
  }

 private:
  static http::Response route(const http::Request& request, Context& context) {
    const Upstream& upstream = upstream_of(request.path);
    if (request.method == "OPTIONS" && !request.header("Origin").empty() &&
        upstream.guard != Guard::Dashboard && !context.broken("cors-origin-not-allowed"))
      return preflight(request);
    if (auto refusal = refuse(upstream, request, context)) return std::move(*refusal);
    const bool lost = upstream.service == "auth" && context.broken("docker-stale-network");
    http::Response response = lost ? http::Response{502, {}, {}}
                                   : context.call(upstream.service, forwarded(upstream, request));
    // What is down answers nothing at all; then Docker's DNS does not know its name either.
    if (response.status == 502 && response.body.empty())
      return says(request, 503, "name resolution failed");
    response.headers["Via"] = "kong/2.8.1";
    return response;
  }

  Realtime& realtime_;
};

}  // namespace

std::unique_ptr<Service> make_kong(Realtime& realtime) { return std::make_unique<Kong>(realtime); }

}  // namespace services
