#include "labs/services/common/cors.h"

#include <algorithm>

namespace services {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view written) {
  const std::size_t begin = written.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return written.substr(begin, written.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace

std::vector<std::string> split_origins(std::string_view written, Trim trim) {
  std::vector<std::string> out;
  while (!written.empty()) {
    const std::size_t end = std::min(written.find(','), written.size());
    const std::string_view one = written.substr(0, end);
    out.emplace_back(trim == Trim::Yes ? trimmed(one) : one);
    written.remove_prefix(std::min(end + 1, written.size()));
  }
  return out;
}

bool lists_origin(const std::vector<std::string>& origins, std::string_view origin) {
  return !origin.empty() && std::find(origins.begin(), origins.end(), origin) != origins.end();
}

bool is_preflight(const http::Request& request) {
  return request.method == "OPTIONS" && !request.header("Origin").empty() &&
         !request.header("Access-Control-Request-Method").empty();
}

void express_cors(const http::Request& request, const std::vector<std::string>& origins,
                  http::Response& response) {
  response.headers["Vary"] = "Origin";
  response.headers["Access-Control-Allow-Credentials"] = "true";
  const std::string_view origin = request.header("Origin");
  if (lists_origin(origins, origin))
    response.headers["Access-Control-Allow-Origin"] = std::string(origin);
}

http::Response express_preflight(const http::Request& request,
                                 const std::vector<std::string>& origins) {
  http::Response response;
  response.status = 204;
  express_cors(request, origins, response);
  response.headers["Vary"] = "Origin, Access-Control-Request-Headers";
  response.headers["Access-Control-Allow-Methods"] = "GET,HEAD,PUT,PATCH,POST,DELETE";
  const std::string_view headers = request.header("Access-Control-Request-Headers");
  if (!headers.empty()) response.headers["Access-Control-Allow-Headers"] = std::string(headers);
  return response;
}

void starlette_cors(const http::Request& request, const std::vector<std::string>& origins,
                    http::Response& response) {
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return;
  response.headers["access-control-allow-credentials"] = "true";
  if (!lists_origin(origins, origin)) return;
  response.headers["access-control-allow-origin"] = std::string(origin);
  response.headers["vary"] = "Origin";
}

http::Response starlette_preflight(const http::Request& request,
                                   const std::vector<std::string>& origins) {
  const std::string_view origin = request.header("Origin");
  const bool allowed = lists_origin(origins, origin);
  http::Response response =
      http::text_response(allowed ? 200 : 400, allowed ? "OK" : "Disallowed CORS origin");
  response.headers["vary"] = "Origin";
  response.headers["access-control-allow-methods"] = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
  response.headers["access-control-max-age"] = "600";
  response.headers["access-control-allow-credentials"] = "true";
  if (allowed) response.headers["access-control-allow-origin"] = std::string(origin);
  const std::string_view headers = request.header("Access-Control-Request-Headers");
  if (!headers.empty()) response.headers["access-control-allow-headers"] = std::string(headers);
  return response;
}

}  // namespace services
