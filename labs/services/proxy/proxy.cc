#include "labs/services/proxy/proxy.h"

#include <algorithm>
#include <array>

#include "labs/services/common/answers.h"
#include "labs/services/common/page.h"

namespace services {
namespace {

struct Host {
  std::string_view setting;
  std::string_view service;
  std::string_view port;  // the fall-back one, by its name
  std::uint16_t number;
};
constexpr std::array kHosts = {
    Host{"N8N_HOSTNAME", "n8n", "n8n", 8001},
    Host{"WEBUI_HOSTNAME", "openwebui", "openwebui", 8002},
    Host{"FLOWISE_HOSTNAME", "flowise", "flowise", 8003},
    Host{"OLLAMA_HOSTNAME", "ollama", "ollama", 8004},
    Host{"SUPABASE_HOSTNAME", "kong", "supabase", 8005},
    Host{"SEARXNG_HOSTNAME", "searxng", "searxng", 8006},
};

std::string_view without_port(std::string_view host) { return host.substr(0, host.find(':')); }

http::Response bad_gateway() {
  http::Response out;
  out.status = 502;
  return out;
}

// The front end that invitations lead to: one page, also for its inner routes.
http::Response front_end(const http::Request& request, const Context& context) {
  const bool inner = request.path != "/" && request.path != "/index.html";
  if (inner && context.broken("dash-rewrite-rule-missing"))
    return http::text_response(404, "Not Found");
  http::Response out = html_response(
      200,
      page("app.lab.example.org", paragraph("The front end of the stack: a teaching reference.")));
  if (context.broken("central-free-plan-asleep")) out.delay = std::chrono::milliseconds(2500);
  return out;
}

class Proxy : public Service {
 public:
  Description describe() const override {
    Description out{
        "proxy",
        {"Caddy's place: TLS and virtual hosts", "La place de Caddy : TLS et hôtes virtuels"},
        {{443, Wire::Http, true, "https"}, {80, Wire::Http, false, "http"}},
        {"vps"},
        {}};
    for (const Host& host : kHosts)
      out.ports.push_back({host.number, Wire::Http, false, std::string(host.port)});
    return out;
  }

  bool is_open(const Port& port, Context& context) override {
    const auto* host = std::find_if(kHosts.begin(), kHosts.end(),
                                    [&](const Host& one) { return one.port == port.name; });
    if (host != kHosts.end()) return context.setting(host->setting).empty();
    return port.name != "http" || !context.broken("http-port-closed");
  }

  http::Response answer(const Port& port, const http::Request& request, Context& context) override {
    http::Response out = route(port, request, context);
    out.headers["Server"] = "Caddy";
    if (port.tls) out.headers["Alt-Svc"] = "h3=\":443\"; ma=2592000";
    return out;
  }

 private:
  static http::Response route(const Port& port, const http::Request& request, Context& context) {
    for (const Host& host : kHosts)
      if (host.port == port.name) return pass_on(host.service, request, context);
    const std::string_view name = without_port(request.header("Host"));
    const bool known = is_known(name, context);
    if (port.name == "http" && known && !context.broken("http-not-redirected"))
      return redirect(308, "https://" + std::string(name) + request.target);
    if (!known && !context.broken("proxy-any-name")) return http::text_response(404, "");
    if (context.broken("proxy-upstream-down")) return bad_gateway();
    for (const Host& host : kHosts)
      if (context.setting(host.setting) == name) return pass_on(host.service, request, context);
    return front_end(request, context);
  }

  static bool is_known(std::string_view name, const Context& context) {
    if (name == "localhost" || name == "app.lab.example.org") return true;
    return std::any_of(kHosts.begin(), kHosts.end(), [&](const Host& host) {
      return !name.empty() && context.setting(host.setting) == name;
    });
  }

  static http::Response pass_on(std::string_view service, const http::Request& request,
                                Context& context) {
    http::Request inner = request;
    inner.headers["X-Forwarded-Host"] = std::string(request.header("Host"));
    inner.headers["X-Forwarded-Proto"] = "https";
    return context.call(service, inner);
  }
};

}  // namespace

std::unique_ptr<Service> make_proxy() { return std::make_unique<Proxy>(); }

}  // namespace services
