#include "labs/engine/observe.h"

#include "generator/base/ascii.h"
#include "generator/text/schema.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/probes/dns.h"
#include "labs/probes/http.h"
#include "labs/probes/local.h"
#include "labs/probes/postgres.h"
#include "labs/probes/redis.h"
#include "labs/probes/smtp.h"
#include "labs/probes/tcp.h"
#include "labs/probes/tls.h"
#include "labs/probes/websocket.h"

namespace engine {
namespace {

using text::string_at;

probes::Fields fields_at(const text::Node& parameters, std::string_view key) {
  probes::Fields out;
  const text::Node* node = parameters.find(key);
  if (node == nullptr || !node->is_table()) return out;
  for (const text::Member& member : std::get<text::Table>(node->value))
    out.emplace_back(member.key, formats::plain(member.value));
  return out;
}

void net_options(const text::Node& parameters, probes::HttpRequest& out) {
  out.headers = fields_at(parameters, "headers");
  out.ip = string_at(parameters, "ip");
  out.instead = string_at(parameters, "resolve");
  out.ca = string_at(parameters, "ca");
  out.version = string_at(parameters, "version");
  out.user = string_at(parameters, "user");
  out.follow = text::boolean_at(parameters, "follow");
}

void default_header(probes::Fields& headers, std::string_view name, std::string_view value) {
  for (const auto& [known, ignored] : headers)
    if (base::upper(known) == base::upper(name)) return;
  headers.emplace_back(name, value);
}

probes::HttpRequest http_request(const text::Node& parameters) {
  probes::HttpRequest out;
  net_options(parameters, out);
  for (const std::string_view method : spec::http_methods()) {
    if (parameters.find(method) == nullptr) continue;
    out.method = base::upper(method);
    out.url = string_at(parameters, method);
  }
  if (const text::Node* json = parameters.find("json")) {
    out.body = formats::to_json(*json);
    default_header(out.headers, "Content-Type", "application/json");
  } else if (parameters.find("form") != nullptr) {
    out.body = formats::encode_form(fields_at(parameters, "form"));
    default_header(out.headers, "Content-Type", "application/x-www-form-urlencoded");
  } else if (parameters.find("body") != nullptr) {
    out.body = string_at(parameters, "body");
  }
  return out;
}

probes::CorsRequest cors_request(const text::Node& parameters) {
  probes::CorsRequest out;
  net_options(parameters, out.base);
  out.base.url = string_at(parameters, "url");
  out.origin = string_at(parameters, "origin");
  out.method = string_at(parameters, "method", "POST");
  out.request_headers = parameters.find("request-headers") != nullptr
                            ? text::strings_at(parameters, "request-headers")
                            : std::vector<std::string>{"content-type"};
  out.credentials = text::boolean_at(parameters, "credentials");
  return out;
}

probes::SmtpRequest smtp_request(const text::Node& parameters) {
  return {string_at(parameters, "target"),  string_at(parameters, "security", "none"),
          string_at(parameters, "name"),    string_at(parameters, "ca"),
          string_at(parameters, "user"),    string_at(parameters, "password"),
          string_at(parameters, "from"),    string_at(parameters, "to"),
          string_at(parameters, "subject"), string_at(parameters, "body")};
}

// The host between "://" (or the start) with its user, and the port.
std::string host_in(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t at = url.rfind('@');
  if (at != std::string_view::npos) url.remove_prefix(at + 1);
  const std::size_t colon = url.rfind(':');
  if (colon != std::string_view::npos && url.find(']', colon) == std::string_view::npos)
    url = url.substr(0, colon);
  return std::string(url);
}

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

}  // namespace

probes::Observation observe(spec::ProbeKind kind, const text::Node& p, const probes::Limits& limits,
                            std::int64_t now) {
  switch (kind) {
    case spec::ProbeKind::Http:
      return probes::probe_http(http_request(p), limits);
    case spec::ProbeKind::Tls:
      return probes::probe_tls({string_at(p, "target"), string_at(p, "name"), string_at(p, "ca"),
                                string_at(p, "starttls"), string_at(p, "resolve")},
                               limits);
    case spec::ProbeKind::Tcp:
      return probes::probe_tcp(
          {string_at(p, "target"), string_at(p, "send"), text::boolean_at(p, "banner")}, limits);
    case spec::ProbeKind::Dns:
      return probes::probe_dns(
          {string_at(p, "name"), string_at(p, "type", "A"), string_at(p, "server")}, limits);
    case spec::ProbeKind::Smtp:
      return probes::probe_smtp(smtp_request(p), limits);
    case spec::ProbeKind::Redis:
      return probes::probe_redis({string_at(p, "url"), string_at(p, "round-trip"),
                                  string_at(p, "name"), string_at(p, "ca")},
                                 limits);
    case spec::ProbeKind::Postgres:
      return probes::probe_postgres(
          {string_at(p, "url"), string_at(p, "query", "SELECT 1"),
           text::strings_at(p, "parameters"), string_at(p, "ca"), text::boolean_at(p, "tls")},
          limits);
    case spec::ProbeKind::Websocket:
      return probes::probe_websocket(
          {string_at(p, "url"), fields_at(p, "headers"), string_at(p, "send"),
           text::boolean_at(p, "receive"), string_at(p, "name"), string_at(p, "ca")},
          limits);
    case spec::ProbeKind::Jwt:
      return probes::probe_jwt(
          {string_at(p, "token"), string_at(p, "secret"), string_at(p, "jwks")}, now);
    case spec::ProbeKind::Env:
      return probes::probe_env({string_at(p, "file"), text::strings_at(p, "required")});
    case spec::ProbeKind::File:
      return probes::probe_file({string_at(p, "path"), string_at(p, "format")});
    case spec::ProbeKind::Cors:
      return probes::probe_cors(cors_request(p), limits);
    case spec::ProbeKind::Webhook:
      break;
  }
  probes::WebhookRequest request;
  net_options(p, request.base);
  request.base.url = string_at(p, "url");
  request.signed_url = string_at(p, "signed-url");
  request.token = string_at(p, "token");
  request.form = fields_at(p, "form");
  request.signature = string_at(p, "signature", "valid");
  return probes::probe_webhook(request, limits);
}

std::string host_of(spec::ProbeKind kind, const text::Node& parameters) {
  switch (kind) {
    case spec::ProbeKind::Jwt:
    case spec::ProbeKind::Env:
    case spec::ProbeKind::File:
      return {};
    case spec::ProbeKind::Dns:
      return "dns:" + string_at(parameters, "server");
    case spec::ProbeKind::Http:
      return host_in(http_request(parameters).url);
    default:
      break;
  }
  const std::string url = string_at(parameters, "url");
  return host_in(url.empty() ? string_at(parameters, "target") : url);
}

std::string command_of(spec::ProbeKind kind, const text::Node& parameters) {
  if (kind != spec::ProbeKind::Http) return {};
  const probes::HttpRequest request = http_request(parameters);
  std::string out = "curl -i";
  if (request.method != "GET") out += " -X " + request.method;
  if (request.follow) out += " -L";
  if (!request.ca.empty()) out += " --cacert " + shell_quoted(request.ca);
  if (!request.user.empty()) out += " -u " + shell_quoted(request.user);
  for (const auto& [name, value] : request.headers)
    out += " -H " + shell_quoted(name + ": " + value);
  if (request.body) out += " --data-raw " + shell_quoted(*request.body);
  return out + " " + shell_quoted(request.url);
}

}  // namespace engine
