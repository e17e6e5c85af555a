#include "labs/services/apps/chat/tunnel.h"

#include <fmt/format.h>

#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services {
namespace {

constexpr const char* kShelf = "tunnel_requests";
constexpr std::int64_t kMostKept = 200;
constexpr std::size_t kLongestKept = 64u << 10;

bool agent_down(const Context& context) {
  for (const char* fault : {"ngrok-session-expired", "webhook-tunnel-down",
                            "ngrok-authtoken-invalid", "ngrok-too-many-sessions"})
    if (context.broken(fault)) return true;
  return false;
}

std::string public_url(const Context& context) {
  if (context.broken("ngrok-url-changed")) return "https://3f9c-new.ngrok-free.app";
  return std::string(context.setting("TUNNEL_PUBLIC_URL", "http://127.0.0.1:4041"));
}

std::string upstream(const Context& context) {
  return context.broken("ngrok-wrong-port") ? "http://localhost:3000" : "http://localhost:8000";
}

http::Response ngrok_error(int status, std::string_view code, std::string_view text) {
  http::Response response = html_response(
      status, fmt::format("<!doctype html>\n<html><head><title>ngrok error</title></head><body>"
                          "<p>{}</p><p>{}</p></body></html>\n",
                          text, code));
  response.headers["Ngrok-Error-Code"] = std::string(code);
  return response;
}

// The head and the body, as the inspector shows them.
text::Node shown_headers(const http::Headers& headers) {
  text::Node out = object({});
  for (const auto& [name, value] : headers) set(out, name, list({value}));
  return out;
}

std::string raw_message(std::string first, const http::Headers& headers, const std::string& body) {
  for (const auto& [name, value] : headers) first += "\r\n" + name + ": " + value;
  return formats::encode_base64(first + "\r\n\r\n" + body.substr(0, kLongestKept));
}

base::Done keep(Context& context, const http::Request& request, const http::Response& response) {
  Shelf shelf(context.store, kShelf);
  if (TRY(shelf.count()) >= kMostKept)
    for (const text::Node& oldest : TRY(shelf.all(Order::OldestFirst, 1)))
      TRY(shelf.erase(string_in(oldest, "id")));
  const std::string id = "airt_" + new_word(context, 27);
  return shelf.put(
      id,
      object({{"uri", "/api/requests/http/" + id},
              {"id", id},
              {"tunnel_name", "command_line"},
              {"remote_addr", "127.0.0.1"},
              {"start", offset_time(context.now)},
              {"duration", 1'000'000},
              {"request",
               object({{"method", request.method},
                       {"proto", "HTTP/1.1"},
                       {"headers", shown_headers(request.headers)},
                       {"uri", request.target},
                       {"raw", raw_message(request.method + " " + request.target + " HTTP/1.1",
                                           request.headers, request.body)}})},
              {"response", object({{"status", fmt::format("{}", response.status)},
                                   {"status_code", response.status},
                                   {"proto", "HTTP/1.1"},
                                   {"headers", shown_headers(response.headers)},
                                   {"raw", raw_message(fmt::format("HTTP/1.1 {}", response.status),
                                                       response.headers, response.body)}})}}));
}

// What Twilio had sent before the backend was stopped.
base::Done keep_delivered(Context& context) {
  http::Request message;
  message.method = "POST";
  message.target = message.path = "/api/webhooks/twilio";
  message.headers["Content-Type"] = "application/x-www-form-urlencoded";
  message.body = "Body=hello&From=whatsapp%3A%2B33639980000&MessageSid=SMbefore";
  return keep(context, message, http::text_response(200, "<Response></Response>"));
}

http::Response forward(const http::Request& request, Context& context) {
  // The address that others still know belongs to nobody once the agent has a new one.
  if (agent_down(context) || context.broken("ngrok-url-changed"))
    return ngrok_error(404, "ERR_NGROK_3200", "The endpoint is offline.");
  http::Request passed = request;
  passed.headers["X-Forwarded-Proto"] = "https";
  passed.headers["X-Forwarded-Host"] = std::string(request.header("Host"));
  passed.headers["X-Forwarded-For"] = "127.0.0.1";
  // A proxy that decodes and writes a form anew changes what was signed.
  if (context.broken("webhook-signature-payload-modified") && passed.method == "POST")
    passed.body += "&Forwarded=1";
  http::Response response =
      context.call(context.broken("ngrok-wrong-port") ? "chat-web" : "chat-api", passed);
  if (response.fate != http::Fate::Answer ||
      (response.status == 502 && !response.headers.contains("server")))
    response =
        ngrok_error(502, "ERR_NGROK_8012",
                    "Traffic was tunneled, but the agent failed to establish a connection to "
                    "the upstream web service.");
  // What was forwarded is still the answer when it cannot be written down.
  if (const auto kept = keep(context, passed, response); !kept)
    response.headers["X-Atelier-Not-Inspected"] = kept.error().message.en;
  return response;
}

text::Node the_tunnel(Context& context, std::int64_t requests) {
  const std::string url = public_url(context);
  const text::Node none = object({{"rate1", 0}, {"rate5", 0}, {"rate15", 0}, {"p50", 0}});
  text::Node http = none;
  set(http, "count", requests);
  text::Node connections = none;
  set(connections, "count", requests);
  set(connections, "gauge", 0);
  return object({{"name", "command_line"},
                 {"ID", "0123456789abcdef0123456789abcdef"},
                 {"uri", "/api/tunnels/command_line"},
                 {"public_url", url},
                 {"proto", url.substr(0, url.find(':'))},
                 {"config", object({{"addr", upstream(context)}, {"inspect", true}})},
                 {"metrics", object({{"conns", connections}, {"http", http}})}});
}

base::Result<http::Response> tunnels(Call& call) {
  const auto count = TRY(Shelf(call.context.store, kShelf).count());
  return json_response(
      200, {{"tunnels", list({the_tunnel(call.context, count)})}, {"uri", "/api/tunnels"}});
}

base::Result<http::Response> one_tunnel(Call& call) {
  const auto count = TRY(Shelf(call.context.store, kShelf).count());
  return json_response(200, the_tunnel(call.context, count));
}

base::Result<http::Response> status(Call&) {
  return json_response(200, {{"status", "online"}, {"agent_version", "3.39.0"}, {"uri", "/api"}});
}

base::Result<http::Response> requests(Call& call) {
  const long limit = number_field(parse_form(call.request.query), "limit", 50, 1, kMostKept);
  text::Node out = list({});
  for (text::Node& one : TRY(Shelf(call.context.store, kShelf)
                                 .all(Order::NewestFirst, static_cast<std::size_t>(limit))))
    append(out, std::move(one));
  return json_response(200, {{"uri", "/api/requests/http"}, {"requests", out}});
}

http::Response unknown_request() {
  return json_response(404, {{"error_code", 100},
                             {"status_code", 404},
                             {"msg", "The inspector has no such request"},
                             {"details", object({})}});
}

base::Result<http::Response> one_request(Call& call) {
  const auto found = TRY(Shelf(call.context.store, kShelf).get(call.parameter("id")));
  return found ? json_response(200, *found) : unknown_request();
}

base::Result<http::Response> forget(Call& call) {
  TRY(Shelf(call.context.store, kShelf).clear());
  http::Response done;
  done.status = 204;
  return done;
}

base::Result<http::Response> again(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body) return unknown_request();
  const auto found = TRY(Shelf(call.context.store, kShelf).get(string_in(*body, "id")));
  const text::Node* kept = found ? found->find("request") : nullptr;
  if (kept == nullptr) return unknown_request();
  http::Request request;
  request.method = string_in(*kept, "method");
  request.target = string_in(*kept, "uri");
  request.path = request.target.substr(0, request.target.find('?'));
  if (const text::Node* headers = kept->find("headers"))
    if (const auto* table = std::get_if<text::Table>(&headers->value))
      for (const text::Member& member : *table)
        if (const text::Node* first = formats::find_pointer(member.value, "/0"))
          request.headers[member.key] = formats::plain(*first);
  const std::string raw = formats::decode_base64(string_in(*kept, "raw")).value_or("");
  if (const std::size_t end = raw.find("\r\n\r\n"); end != std::string::npos)
    request.body = raw.substr(end + 4);
  forward(request, call.context);
  http::Response done;
  done.status = 204;
  return done;
}

base::Result<http::Response> to_inspector(Call&) { return redirect(302, "/inspect/http"); }

base::Result<http::Response> inspector(Call& call) {
  text::Html body = paragraph(public_url(call.context) + " -> " + upstream(call.context));
  body += text::Html::trusted("<table>\n");
  for (const text::Node& one : TRY(Shelf(call.context.store, kShelf).all(Order::NewestFirst, 50))) {
    const text::Node* request = one.find("request");
    const text::Node* response = one.find("response");
    if (request == nullptr || response == nullptr) continue;
    body += row({string_in(one, "start"), string_in(*request, "method"), string_in(*request, "uri"),
                 string_in(*response, "status")});
  }
  body += text::Html::trusted("</table>\n");
  return html_response(200, page("Requests through the tunnel", body));
}

base::Result<http::Response> nothing_here(Call&) {
  return json_response(404, {{"error_code", 100}, {"status_code", 404}, {"msg", "Not Found"}});
}

constexpr Route kRoutes[] = {
    {"GET", "/", to_inspector},
    {"GET", "/inspect/http", inspector},
    {"GET", "/api/tunnels", tunnels},
    {"GET", "/api/tunnels/command_line", one_tunnel},
    {"GET", "/api/status", status},
    {"GET", "/api/requests/http", requests},
    {"POST", "/api/requests/http", again},
    {"DELETE", "/api/requests/http", forget},
    {"GET", "/api/requests/http/:id", one_request},
};

class Tunnel : public Service {
 public:
  // The public face comes first: it is what other services call.
  Description describe() const override {
    return {.id = "tunnel",
            .title = {"Tunnel and its inspector", "Tunnel et son inspecteur"},
            .ports = {{.number = 4041, .name = "public"}, {.number = 4040, .name = "inspect"}},
            .profiles = {"chatbot"},
            .needs = {}};
  }
  base::Done prepare(Context& context) override {
    TRY(Shelf(context.store, kShelf).make());
    return context.broken("webhook-backend-down") ? keep_delivered(context) : base::Done();
  }
  bool is_open(const Port& port, Context& context) override {
    return port.name != "inspect" || !agent_down(context);
  }
  http::Response answer(const Port& port, const http::Request& request, Context& context) override {
    if (port.name != "inspect") return forward(request, context);
    if (agent_down(context)) {
      http::Response refused;
      refused.fate = http::Fate::Close;
      return refused;
    }
    return dispatch(kRoutes, request, context, nothing_here);
  }
};

}  // namespace

std::unique_ptr<Service> make_tunnel() { return std::make_unique<Tunnel>(); }

}  // namespace services
