// HTTP and HTTPS through libcurl (RFC 9110): one request, its answer as facts. Also what is built
// on a request: the CORS preflight (fetch.spec.whatwg.org, "CORS-preflight fetch") and Twilio's
// signed webhooks (twilio.com/docs/usage/security).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "labs/probes/observation.h"

namespace probes {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  Fields headers;
  std::optional<std::string> body;
  std::string ip;       // "4", "6" or any
  std::string instead;  // connect to this address
  std::string ca;       // a PEM file; empty: the system's
  std::string version;  // "1.1", "2" or the best
  std::string user;     // "name:password"
  bool follow = false;
};

// Facts: status, header (a table, names in lower case), body, json, cookie, version, redirects,
// url, address, phase, truncated. No proxy is used, and nothing of the environment.
Observation probe_http(const HttpRequest& request, const Limits& limits);

struct CorsRequest {
  HttpRequest base;  // url, headers, ca, instead
  std::string origin;
  std::string method = "POST";
  std::vector<std::string> request_headers;
  bool credentials = false;
};

// What a browser would conclude from the answer to its preflight: "" when it lets the page call,
// else "cors.no-header", "cors.other-origin" …. Pure.
std::string judge_cors(const CorsRequest& request, std::int64_t status, const text::Node& headers);
Observation probe_cors(const CorsRequest& request, const Limits& limits);

struct WebhookRequest {
  HttpRequest base;        // url, ca, instead
  std::string signed_url;  // empty: the url
  std::string token;
  Fields form;
  std::string signature = "valid";  // valid, forged, none
};

// X-Twilio-Signature of a form: Base64 of HMAC-SHA1 over the URL and the fields, sorted by name.
// Pure.
std::string sign_webhook(const std::string& url, const Fields& form, const std::string& token);
Observation probe_webhook(const WebhookRequest& request, const Limits& limits);

}  // namespace probes
