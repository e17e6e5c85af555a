#include "generator/preview/live_page.h"

#include <fmt/format.h>

#include <charconv>

#include "generator/base/hash.h"
#include "generator/preview/live_script.h"

namespace preview {
namespace {

std::string element(std::uint64_t version, std::string_view start) {
  return fmt::format("<script src=\"{}\" defer data-version=\"{}\" data-start=\"{}\"></script>",
                     kScriptPath, version, start);
}

http::Response fresh(http::Response response) {
  response.headers["Cache-Control"] = "no-store";
  response.headers["X-Content-Type-Options"] = "nosniff";
  return response;
}

}  // namespace

http::Response with_script(http::Response response, const http::Request& request,
                           std::uint64_t version, std::string_view start) {
  const auto type = response.headers.find("Content-Type");
  if (type == response.headers.end() || !type->second.starts_with("text/html")) return response;
  const std::string script = element(version, start);
  // In the head: the policy stands before it, and it need not wait for the page's own scripts.
  const std::size_t head = response.body.find("</head>");
  response.body.insert(head == std::string::npos ? response.body.size() : head, script);
  const std::string etag = "\"" + base::hex(base::hash(response.body)) + "\"";
  response.headers["ETag"] = etag;
  response.headers["Cache-Control"] = "no-cache";
  response.headers.erase("Accept-Ranges");
  if (response.status == 200 && request.header("If-None-Match") == etag) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

http::Response empty_page(std::uint64_t version, std::string_view start) {
  return fresh(http::text_response(
      503,
      fmt::format("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Atelier"
                  "</title>{}</head><body></body></html>\n",
                  element(version, start)),
      "text/html; charset=utf-8"));
}

http::Response live_script() {
  return fresh(
      http::text_response(200, std::string(kLiveScript), "text/javascript; charset=utf-8"));
}

http::Response forgetful_worker() {
  return fresh(
      http::text_response(200,
                          "addEventListener('install', () => skipWaiting());\n"
                          "addEventListener('activate', (event) => event.waitUntil((async () => {\n"
                          "  for (const name of await caches.keys()) await caches.delete(name);\n"
                          "  await registration.unregister();\n"
                          "})()));\n",
                          "text/javascript; charset=utf-8"));
}

std::string page_path(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string out(path);
  if (out.empty() || out.ends_with('/')) out += "index.html";
  return out;
}

Question question_of(std::string_view query) {
  Question out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    std::string value;
    if (equals == pair.size() || !http::percent_decode(pair.substr(equals + 1), value)) continue;
    if (name == "path") {
      // As it stands in the browser's address: escaped a second time.
      std::string path;
      out.path = http::percent_decode(value, path) ? page_path(path) : page_path(value);
    } else if (name == "version") {
      std::from_chars(value.data(), value.data() + value.size(), out.version);
    } else if (name == "start") {
      out.start = value;
    }
  }
  return out;
}

bool is_same_origin(const http::Request& request) {
  const std::string_view origin = request.header("Origin");
  return origin.substr(0, 7) == "http://" && origin.substr(7) == request.header("Host");
}

}  // namespace preview
