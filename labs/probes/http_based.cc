// The probes that are one HTTP request and a conclusion: CORS preflights and signed webhooks.
#include <algorithm>

#include "labs/formats/crypto.h"
#include "generator/base/ascii.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/probes/http.h"

namespace probes {
namespace {

std::string header(const text::Node& headers, std::string_view name) {
  const text::Node* found = headers.find(name);
  return found != nullptr ? formats::plain(*found) : std::string();
}

// Whether a comma-separated list holds the word, whatever the case.
bool lists(const std::string& list, const std::string& word) {
  std::string_view rest = list;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (base::lower(one) == base::lower(word)) return true;
  }
  return false;
}

bool is_simple_method(const std::string& method) {
  return method == "GET" || method == "HEAD" || method == "POST";
}

}  // namespace

std::string judge_cors(const CorsRequest& request, std::int64_t status, const text::Node& headers) {
  if (status >= 300 && status < 400) return "cors.redirect";
  const std::string origin = header(headers, "access-control-allow-origin");
  if (origin.empty()) return "cors.no-header";
  if (origin == "*" && request.credentials) return "cors.wildcard-credentials";
  if (origin != "*" && origin != request.origin) return "cors.other-origin";
  if (request.credentials && header(headers, "access-control-allow-credentials") != "true")
    return "cors.other-origin";
  const std::string methods = header(headers, "access-control-allow-methods");
  const bool any = methods == "*" && !request.credentials;
  if (!is_simple_method(request.method) && !any && !lists(methods, request.method))
    return "cors.method";
  const std::string allowed = header(headers, "access-control-allow-headers");
  const bool any_header = allowed == "*" && !request.credentials;
  for (const std::string& wanted : request.request_headers) {
    // The star never covers Authorization (fetch, "CORS non-wildcard request-header name").
    const bool covered = any_header && base::lower(wanted) != "authorization";
    if (!covered && !lists(allowed, wanted)) return "cors.header";
  }
  // A refusal with the right headers is still one (fetch wants an ok status).
  return status >= 200 && status <= 299 ? "" : "cors.no-header";
}

Observation probe_cors(const CorsRequest& request, const Limits& limits) {
  HttpRequest preflight = request.base;
  preflight.method = "OPTIONS";
  preflight.headers.emplace_back("Origin", request.origin);
  preflight.headers.emplace_back("Access-Control-Request-Method", request.method);
  std::vector<std::string> names;
  for (const std::string& name : request.request_headers) names.push_back(base::lower(name));
  std::sort(names.begin(), names.end());
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ",") + name;
  if (!list.empty()) preflight.headers.emplace_back("Access-Control-Request-Headers", list);
  Observation out = probe_http(preflight, limits);
  if (!out.reason.empty()) return out;
  const text::Node& headers = *out.facts.find("header");
  const std::int64_t status = std::get<std::int64_t>(out.facts.find("status")->value);
  const std::string refusal = judge_cors(request, status, headers);
  out.flag("allowed", refusal.empty());
  if (const text::Node* origin = headers.find("access-control-allow-origin"))
    out.fact("origin", *origin);
  out.flag("credentials", header(headers, "access-control-allow-credentials") == "true");
  if (!refusal.empty()) {
    out.answer = refusal;
    out.why["allowed"] = refusal;
    out.why["origin"] = refusal;
  }
  return out;
}

std::string sign_webhook(const std::string& url, const Fields& form, const std::string& token) {
  Fields sorted = form;
  std::sort(sorted.begin(), sorted.end());
  std::string all = url;
  for (const auto& [name, value] : sorted) all += name + value;
  return formats::encode_base64(formats::hmac_sha1(token, all));
}

Observation probe_webhook(const WebhookRequest& request, const Limits& limits) {
  HttpRequest post = request.base;
  post.method = "POST";
  post.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  post.body = formats::encode_form(request.form);
  const std::string& url = request.signed_url.empty() ? request.base.url : request.signed_url;
  if (request.signature != "none")
    post.headers.emplace_back(
        "X-Twilio-Signature",
        sign_webhook(url, request.form,
                     request.signature == "forged" ? request.token + "-forged" : request.token));
  Observation out = probe_http(post, limits);
  const text::Node* status = out.facts.find("status");
  if (out.reason.empty() && request.signature != "valid" && status != nullptr &&
      std::get<std::int64_t>(status->value) / 100 == 2) {
    out.answer = "webhook.accepted-forged";
    out.why["status"] = out.answer;
  }
  return out;
}

}  // namespace probes
