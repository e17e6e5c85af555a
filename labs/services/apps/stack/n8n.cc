#include "labs/services/apps/stack/n8n.h"

#include <fmt/format.h>

#include "labs/services/apps/stack/n8n_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"

namespace services {
namespace {

base::Result<http::Response> editor(Call&) {
  return html_response(
      200, page("n8n.io - Workflow Automation",
                paragraph("The API is at /api/v1, webhooks are at /webhook; there is no editor "
                          "here.")));
}

base::Result<http::Response> healthz(Call&) { return json_response(200, {{"status", "ok"}}); }

base::Result<http::Response> readiness(Call& call) {
  if (call.context.broken("n8n-readiness-not-ready"))
    return json_response(503, {{"status", "error"}});
  return json_response(200, {{"status", "ok"}});
}

base::Result<http::Response> metrics(Call& call) {
  if (!flag_setting(call.context, "N8N_METRICS", false)) return editor(call);
  return http::text_response(
      200,
      fmt::format("# HELP n8n_version_info n8n version info.\n# TYPE n8n_version_info gauge\n"
                  "n8n_version_info{{version=\"v2.40.7\",major=\"2\"}} 1\n"
                  "# HELP n8n_active_workflow_count Total number of active workflows.\n"
                  "# TYPE n8n_active_workflow_count gauge\nn8n_active_workflow_count {}\n",
                  TRY(Shelf(call.context.store, "n8n_workflows").count())),
      "text/plain; version=0.0.4; charset=utf-8");
}

base::Result<http::Response> settings(Call& call) {
  const bool unclaimed = call.context.broken("docker-app-second-login");
  return json_response(
      200, {{"data", object({{"versionCli", "2.40.7"},
                             {"releaseChannel", "stable"},
                             {"userManagement", object({{"showSetupOnFirstLoad", unclaimed},
                                                        {"smtpSetup", false}})}})}});
}

base::Result<http::Response> nothing_here(Call& call) {
  if (call.request.path.starts_with("/api/v1")) return n8n::message(404, "not found");
  if (call.request.path.starts_with("/rest/"))
    return json_response(404, {{"code", 404}, {"message", "Not Found"}});
  return call.request.method == "GET" ? editor(call) : n8n::message(404, "Not Found");
}

constexpr Route kRoutes[] = {
    {"GET", "/healthz", healthz},
    {"GET", "/healthz/readiness", readiness},
    {"GET", "/metrics", metrics},
    {"GET", "/signup", n8n::signup_page},
    {"GET", "/api/v1/users", n8n::list_users},
    {"POST", "/api/v1/users", n8n::invite_users},
    {"GET", "/api/v1/users/:id", n8n::read_user},
    {"DELETE", "/api/v1/users/:id", n8n::delete_user},
    {"GET", "/api/v1/workflows", n8n::list_workflows},
    {"POST", "/api/v1/workflows", n8n::create_workflow},
    {"GET", "/api/v1/workflows/:id", n8n::read_workflow},
    {"PUT", "/api/v1/workflows/:id", n8n::change_workflow},
    {"DELETE", "/api/v1/workflows/:id", n8n::delete_workflow},
    {"POST", "/api/v1/workflows/:id/activate", n8n::activate},
    {"POST", "/api/v1/workflows/:id/deactivate", n8n::deactivate},
    {"GET", "/api/v1/executions", n8n::list_executions},
    {"POST", "/api/v1/credentials", n8n::create_credential},
    {"GET", "/api/v1/credentials/schema/:type", n8n::credential_schema},
    {"GET", "/rest/settings", settings},
    {"POST", "/rest/owner/setup", n8n::set_up_owner},
    {"POST", "/rest/login", n8n::log_in},
    {"GET", "/rest/login", n8n::whoami},
    {"POST", "/rest/api-keys", n8n::create_api_key},
    {"POST", "/rest/invitations/:id/accept", n8n::accept_invitation},
    {"*", "/webhook/*", n8n::webhook},
    {"*", "/webhook-test/*", n8n::webhook},
};

class N8n : public Service {
 public:
  Description describe() const override {
    return {.id = "n8n",
            .title = {"n8n", "n8n"},
            .ports = {{.number = 5678}},
            .profiles = {"compose", "vps"},
            .needs = {}};
  }
  base::Done prepare(Context& context) override {
    TRY(n8n::prepare_users(context));
    return n8n::prepare_workflows(context);
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (context.broken("port-already-in-use"))
      return http::text_response(404, "Cannot GET " + request.path + "\n");
    if (context.broken("n8n-api-off") && request.path.starts_with("/api/v1"))
      return n8n::message(404, "not found");
    return dispatch(kRoutes, request, context, nothing_here);
  }
};

}  // namespace

std::unique_ptr<Service> make_n8n() { return std::make_unique<N8n>(); }

}  // namespace services
