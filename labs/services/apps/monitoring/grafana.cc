#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/services/apps/monitoring/monitoring.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"

namespace services {
namespace {

http::Response refused() {
  return json_response(401, {{"message", "Invalid username or password"},
                             {"messageId", "password-auth.failed"},
                             {"statusCode", 401},
                             {"traceID", ""}});
}

bool signed_in(const Call& call) {
  const auto who = basic_credentials(call.request);
  if (!who || who->name != "admin") return false;
  if (call.context.broken("grafana-default-password") && who->password == "admin") return true;
  const std::string_view wanted = call.context.setting("GRAFANA_PASSWORD");
  return !wanted.empty() && formats::same_secret(wanted, who->password);
}

base::Result<http::Response> health(Call&) {
  return json_response(200, {{"database", "ok"}, {"version", "12.1.0"}, {"commit", "reference"}});
}

base::Result<http::Response> login(Call&) {
  return html_response(200, page("Grafana", paragraph("The API takes basic authentication.")));
}

base::Result<http::Response> to_login(Call&) { return redirect(302, "/login"); }

base::Result<http::Response> organisation(Call& call) {
  if (!signed_in(call)) return refused();
  return json_response(200, {{"id", 1}, {"name", "Main Org."}});
}

base::Result<http::Response> search(Call& call) {
  if (!signed_in(call)) return refused();
  text::Node out = list({});
  if (!call.context.broken("e5-dashboard-missing"))
    append(out, object({{"id", 1},
                        {"uid", "node"},
                        {"title", "Node exporter"},
                        {"uri", "db/node"},
                        {"url", "/d/node/node-exporter"},
                        {"type", "dash-db"},
                        {"tags", list({})},
                        {"isStarred", false}}));
  return json_response(200, out);
}

text::Node source(std::int64_t id, std::string_view name, std::string_view type,
                  std::string_view url, bool is_default) {
  return object({{"id", id},
                 {"uid", type},
                 {"orgId", 1},
                 {"name", name},
                 {"type", type},
                 {"access", "proxy"},
                 {"url", url},
                 {"isDefault", is_default},
                 {"readOnly", false}});
}

base::Result<http::Response> sources(Call& call) {
  if (!signed_in(call)) return refused();
  if (call.context.broken("monitoring-datasource-missing")) return json_response(200, list({}));
  return json_response(200,
                       list({source(1, "Prometheus", "prometheus", "http://prometheus:9090", true),
                             source(2, "Loki", "loki", "http://loki:3100", false)}));
}

// /api/datasources/proxy/<1 or uid/…>/path: what the source itself answers.
base::Result<http::Response> proxied(Call& call) {
  if (!signed_in(call)) return refused();
  std::string_view rest = call.parameter("*");
  if (rest.starts_with("uid/")) rest.remove_prefix(4);
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view id = rest.substr(0, slash);
  const char* service = id == "1" || id == "prometheus" ? "prometheus"
                        : id == "2" || id == "loki"     ? "loki"
                                                        : nullptr;
  if (service == nullptr) return json_response(404, {{"message", "Unable to find datasource"}});
  http::Request request = call.request;
  request.path = rest.substr(slash);
  request.target = request.path + (request.query.empty() ? "" : "?" + request.query);
  const http::Response answer = call.context.call(service, request);
  if (answer.status != 502) return answer;
  return json_response(502, {{"message", "Bad gateway"}, {"error", "connection refused"}});
}

base::Result<http::Response> nothing_here(Call&) {
  return json_response(404, {{"message", "Not found"}});
}

constexpr Route kRoutes[] = {
    {"GET", "/", to_login},
    {"GET", "/login", login},
    {"GET", "/api/health", health},
    {"GET", "/api/org", organisation},
    {"GET", "/api/search", search},
    {"GET", "/api/datasources", sources},
    {"*", "/api/datasources/proxy/*", proxied},
};

class Grafana : public Service {
 public:
  Description describe() const override {
    return {.id = "grafana",
            .title = {"Grafana", "Grafana"},
            .ports = {{.number = 3002}},
            .profiles = {"coach"},
            .needs = {"prometheus"}};
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    // Another product holds the port.
    if (context.broken("port-conflict-3000"))
      return html_response(request.path == "/" ? 200 : 404, page("Open WebUI", paragraph("")));
    return dispatch(kRoutes, request, context, nothing_here);
  }
};

}  // namespace

std::unique_ptr<Service> make_grafana() { return std::make_unique<Grafana>(); }

}  // namespace services
