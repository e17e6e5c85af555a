#include "labs/services/apps/fleet/central.h"

#include <fmt/format.h>

#include "labs/services/apps/fleet/central_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/cors.h"
#include "labs/services/common/marks.h"

namespace services {
namespace {

constexpr std::int64_t kIdleSeconds = 15 * 60;

base::Result<http::Response> health(Call& call) {
  bool good = central::dependencies(call.context).all_up();
  for (const char* shallow :
       {"central-database-down", "central-redis-down", "central-storage-down"})
    good = good || call.context.broken(shallow);
  return json_response(good ? 200 : 503, {{"status", good ? "healthy" : "degraded"},
                                          {"timestamp", iso_time(call.context.now)},
                                          {"version", "1.0.0"}});
}

base::Result<http::Response> live(Call&) { return json_response(200, {{"status", "alive"}}); }

base::Result<http::Response> ready(Call& call) {
  const central::Dependencies state = central::dependencies(call.context);
  const auto word = [](central::Health health) {
    return health == central::Health::Up ? "up" : "down";
  };
  return json_response(state.all_up() ? 200 : 503,
                       {{"status", state.all_up() ? "ready" : "not ready"},
                        {"checks", object({{"database", word(state.database)},
                                           {"redis", word(state.redis)},
                                           {"storage", word(state.storage)}})}});
}

base::Result<http::Response> nothing_here(Call&) {
  return json_response(404, {{"error", "Not found"}});
}

constexpr Route kRoutes[] = {
    {"GET", "/health", health},
    {"GET", "/live", live},
    {"GET", "/ready", ready},
    {"GET", "/metrics", central::metrics},
    {"GET", "/api-docs", central::documentation_without_slash},
    {"GET", "/api-docs/", central::documentation},
    {"GET", "/api-docs/openapi.json", central::open_api},
    {"POST", "/api/auth/login", central::login},
    {"GET", "/api/auth/me", central::me},
    {"POST", "/api/auth/mfa/setup", central::mfa_setup},
    {"POST", "/api/auth/mfa/enable", central::mfa_enable},
    {"POST", "/api/auth/mfa/disable", central::mfa_disable},
    {"GET", "/api/analytics", central::list_analytics},
    {"POST", "/api/analytics", central::record_analytics},
    {"GET", "/api/sites/:id/config", central::site_config},
    {"GET", "/api/users", central::list_things},
    {"GET", "/api/sites", central::list_things},
    {"GET", "/api/groups", central::list_things},
    {"POST", "/api/users", central::create_thing},
    {"POST", "/api/sites", central::create_thing},
    {"POST", "/api/groups", central::create_thing},
    {"GET", "/api/users/:id", central::read_thing},
    {"GET", "/api/sites/:id", central::read_thing},
    {"GET", "/api/groups/:id", central::read_thing},
    {"PUT", "/api/users/:id", central::change_thing},
    {"PUT", "/api/sites/:id", central::change_thing},
    {"PUT", "/api/groups/:id", central::change_thing},
    {"DELETE", "/api/users/:id", central::delete_thing},
    {"DELETE", "/api/sites/:id", central::delete_thing},
    {"DELETE", "/api/groups/:id", central::delete_thing},
};

http::Response edge_page(int status, std::string_view title) {
  return html_response(status, fmt::format("<!doctype html>\n<title>{0}</title>\n<h1>{0}</h1>\n"
                                           "<p>This service is currently unavailable.</p>\n",
                                           title));
}

// A free instance stops when nobody asks for a quarter of an hour, and takes its time to come back.
base::Result<int> waking_time(Context& context) {
  if (context.broken("central-overloaded")) return 6'000;
  if (!context.broken("central-free-plan-asleep")) return 0;
  Shelf state(context.store, "central_state");
  const auto before = TRY(state.get("last-request"));
  TRY(state.put("last-request", object({{"at", context.now}})));
  if (before && context.now - integer_in(*before, "at") < kIdleSeconds) return 0;
  return static_cast<int>(number_setting(context, "FREE_PLAN_WAKE_MS", 30'000, 0, 60'000));
}

class Central : public Service {
 public:
  Description describe() const override {
    return {.id = "central",
            .title = {"Central API server", "Serveur d'API central"},
            .ports = {{.number = 3001}},
            .profiles = {"production"},
            .needs = {}};
  }

  base::Done prepare(Context& context) override { return central::prepare(context); }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (context.broken("central-url-name-mismatch")) {
      http::Response nobody = http::text_response(404, "Not Found\n");
      nobody.headers["x-render-routing"] = "no-server";
      return nobody;
    }
    if (!central::why_not_started(context).empty()) return edge_page(502, "Bad Gateway");
    const auto origins =
        split_origins(own_setting(context, "CENTRAL", "ALLOWED_ORIGINS"), Trim::No);
    http::Response response =
        is_preflight(request) ? express_preflight(request, origins) : routed(request, context);
    express_cors(request, origins, response);
    if (context.broken("central-cors-wildcard-with-credentials"))
      response.headers["Access-Control-Allow-Origin"] = "*";
    response.headers["X-Powered-By"] = "Express";
    const auto wait = waking_time(context);
    response.delay = std::chrono::milliseconds(wait ? *wait : 0);
    return response;
  }

 private:
  static http::Response routed(const http::Request& request, Context& context) {
    if (context.broken("central-health-path-missing")) {
      if (request.path == "/") return json_response(200, {{"name", "fleet-central"}});
      if (request.path == "/health") return json_response(404, {{"error", "Not found"}});
    }
    return dispatch(kRoutes, request, context, nothing_here);
  }
};

}  // namespace

std::unique_ptr<Service> make_central() { return std::make_unique<Central>(); }

}  // namespace services
