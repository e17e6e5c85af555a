#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/apps/fleet/central_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"

namespace services::central {
namespace {

struct Operation {
  const char* method;
  const char* path;
  const char* summary;
  bool open;  // without a token
};

constexpr Operation kOperations[] = {
    {"get", "/health", "Whether the service can work", true},
    {"get", "/live", "Whether the process runs", true},
    {"get", "/ready", "Whether each dependency answers", true},
    {"post", "/api/auth/login", "A token for an e-mail, a password and perhaps a code", true},
    {"get", "/api/auth/me", "Who the token is from", false},
    {"post", "/api/auth/mfa/setup", "A secret for an authenticator, and backup codes", false},
    {"post", "/api/auth/mfa/enable", "Turns the second factor on with a first code", false},
    {"post", "/api/auth/mfa/disable", "Turns the second factor off", false},
    {"get", "/api/users", "The accounts", false},
    {"post", "/api/users", "A new account", false},
    {"get", "/api/users/{id}", "One account", false},
    {"put", "/api/users/{id}", "Changes an account", false},
    {"delete", "/api/users/{id}", "Removes an account", false},
    {"get", "/api/sites", "The players", false},
    {"post", "/api/sites", "A new player", false},
    {"get", "/api/sites/{id}", "One player", false},
    {"put", "/api/sites/{id}", "Changes a player", false},
    {"delete", "/api/sites/{id}", "Removes a player", false},
    {"get", "/api/sites/{id}/config", "What a player has to show", true},
    {"get", "/api/groups", "The groups of players", false},
    {"post", "/api/groups", "A new group", false},
    {"get", "/api/groups/{id}", "One group", false},
    {"put", "/api/groups/{id}", "Changes a group", false},
    {"delete", "/api/groups/{id}", "Removes a group", false},
    {"get", "/api/analytics", "What the players told last", false},
    {"post", "/api/analytics", "A player tells what happened", true},
};

http::Response off() { return json_response(404, {{"error", "Not found"}}); }

text::Node described(const Operation& operation) {
  text::Node out = object({{"summary", operation.summary}});
  if (std::string_view(operation.path).find("{id}") != std::string_view::npos)
    set(out, "parameters",
        list({object({{"name", "id"},
                      {"in", "path"},
                      {"required", true},
                      {"schema", object({{"type", "string"}})}})}));
  text::Node answers = object({{"200", object({{"description", "Done"}})}});
  if (!operation.open) {
    set(answers, "401", object({{"description", "No token, or one that is worth nothing"}}));
    set(out, "security", list({object({{"bearer", list({})}})}));
  }
  set(out, "responses", answers);
  return out;
}

}  // namespace

base::Result<http::Response> documentation_without_slash(Call& call) {
  if (call.context.broken("central-api-docs-missing")) return off();
  return redirect(301, "/api-docs/");
}

base::Result<http::Response> documentation(Call& call) {
  if (call.context.broken("central-api-docs-missing")) return off();
  text::Html body = paragraph("Swagger: the operations of this API, from /api-docs/openapi.json.");
  body += text::Html::trusted("<table id=\"swagger-ui\">\n");
  for (const Operation& operation : kOperations)
    body += row({operation.method, operation.path, operation.summary});
  body += text::Html::trusted("</table>\n");
  return html_response(200, page("Swagger UI", body));
}

base::Result<http::Response> open_api(Call& call) {
  if (call.context.broken("central-api-docs-missing")) return off();
  text::Node paths = object({});
  for (const Operation& operation : kOperations) {
    text::Node methods =
        paths.find(operation.path) != nullptr ? *paths.find(operation.path) : object({});
    set(methods, operation.method, described(operation));
    set(paths, operation.path, std::move(methods));
  }
  return json_response(
      200, {{"openapi", "3.0.3"},
            {"info", object({{"title", "Fleet central server"}, {"version", "1.0.0"}})},
            {"paths", paths},
            {"components",
             object({{"securitySchemes",
                      object({{"bearer", object({{"type", "http"}, {"scheme", "bearer"}})}})}})}});
}

base::Result<http::Response> metrics(Call& call) {
  if (!flag_setting(call.context, "METRICS_ENABLED", false)) return off();
  const Dependencies state = dependencies(call.context);
  const auto up = [](Health health) { return health == Health::Up ? 1 : 0; };
  return http::text_response(
      200,
      fmt::format("# HELP fleet_dependency_up Whether a dependency answers.\n"
                  "# TYPE fleet_dependency_up gauge\n"
                  "fleet_dependency_up{{dependency=\"database\"}} {}\n"
                  "fleet_dependency_up{{dependency=\"redis\"}} {}\n"
                  "fleet_dependency_up{{dependency=\"storage\"}} {}\n"
                  "# HELP fleet_sites Players that are registered.\n"
                  "# TYPE fleet_sites gauge\nfleet_sites {}\n"
                  "# HELP fleet_events_total What players have told.\n"
                  "# TYPE fleet_events_total counter\nfleet_events_total {}\n",
                  up(state.database), up(state.redis), up(state.storage),
                  TRY(Shelf(call.context.store, "central_sites").count()),
                  TRY(Shelf(call.context.store, "central_analytics").count())),
      "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace services::central
