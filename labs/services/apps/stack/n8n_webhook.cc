#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "labs/formats/json.h"
#include "labs/services/apps/stack/n8n_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"

namespace services::n8n {
namespace {

constexpr std::size_t kMostSteps = 50;  // a flow that runs in a circle ends here
constexpr std::size_t kLongestText = 100'000;
constexpr std::int64_t kMostExecutions = 500;

// "body.name" or "body['name']" in the item; null when there is no such thing.
const text::Node* value_at(const text::Node& item, std::string_view path) {
  const text::Node* found = &item;
  while (!path.empty() && found != nullptr) {
    std::string_view name;
    if (path.starts_with('[')) {
      const std::size_t end = path.find(']');
      if (end == std::string_view::npos) return nullptr;
      name = path.substr(1, end - 1);
      path.remove_prefix(end + 1);
      if (name.size() >= 2 && (name[0] == '"' || name[0] == '\''))
        name = name.substr(1, name.size() - 2);
    } else {
      if (path.starts_with('.')) path.remove_prefix(1);
      name = path.substr(0, path.find_first_of(".["));
      path.remove_prefix(name.size());
      if (name.empty()) return nullptr;
    }
    if (const auto* array = std::get_if<text::Array>(&found->value)) {
      std::size_t index = 0;
      const auto parsed = std::from_chars(name.data(), name.data() + name.size(), index);
      if (parsed.ec != std::errc() || index >= array->size()) return nullptr;
      found = &(*array)[index];
    } else {
      found = found->find(name);
    }
  }
  return found;
}

// "={{ $json.body }}" is the value itself; "=hello {{ $json.body.name }}" a text. Without '=' a
// text stays as it is. What is no path into $json is left empty.
text::Node evaluated(std::string_view written, const text::Node& item) {
  if (!written.starts_with('=')) return formats::node(written);
  written.remove_prefix(1);
  std::string out;
  while (!written.empty() && out.size() < kLongestText) {
    const std::size_t begin = written.find("{{");
    const std::size_t end = begin == std::string_view::npos ? begin : written.find("}}", begin);
    if (end == std::string_view::npos) {
      out += written;
      break;
    }
    std::string_view inside = written.substr(begin + 2, end - begin - 2);
    while (inside.starts_with(' ')) inside.remove_prefix(1);
    while (inside.ends_with(' ')) inside.remove_suffix(1);
    const text::Node* found = nullptr;
    if (inside.starts_with("$json")) found = value_at(item, inside.substr(5));
    if (begin == 0 && end + 2 == written.size() && out.empty())
      return found != nullptr ? *found : text::Node();
    out += written.substr(0, begin);
    if (found != nullptr) out += formats::plain(*found);
    written.remove_prefix(end + 2);
  }
  return formats::node(std::string_view(out));
}

// A Set node of either generation: assignments.assignments[], or values.string[].
text::Node set_fields(const text::Node& node, const text::Node& item) {
  const text::Node* parameters = node.find("parameters");
  if (parameters == nullptr) return item;
  text::Node out = flag_in(*parameters, "includeOtherFields") ? item : object({});
  for (const char* path : {"/assignments/assignments", "/values/string"}) {
    const text::Node* fields = formats::find_pointer(*parameters, path);
    const auto* array = fields != nullptr ? std::get_if<text::Array>(&fields->value) : nullptr;
    if (array == nullptr) continue;
    for (const text::Node& one : *array) {
      const text::Node* value = one.find("value");
      if (value == nullptr || string_in(one, "name").empty()) continue;
      const auto* text = std::get_if<std::string>(&value->value);
      set(out, string_in(one, "name"), text != nullptr ? evaluated(*text, item) : *value);
    }
  }
  return out;
}

// Why a request from inside a container does not arrive, in the words of Node; empty when it does.
std::string_view no_way_out(const Context& context) {
  if (context.broken("ufw-docker-bridge-blocked") || context.broken("ufw-compose-subnet-uncovered"))
    return "connect ETIMEDOUT 172.17.0.1:11434";
  if (context.broken("docker-host-alias-missing"))
    return "getaddrinfo ENOTFOUND host.docker.internal";
  if (context.broken("stack-localhost-in-container")) return "connect ECONNREFUSED 127.0.0.1:11434";
  return {};
}

// An HTTP Request node towards a service of this process, which the host in its address names.
// False, and the error in `item`, when nothing answered.
bool http_request(Call& call, const text::Node& node, text::Node& item) {
  const text::Node* parameters = node.find("parameters");
  if (parameters == nullptr) return true;
  const std::string url = formats::plain(evaluated(string_in(*parameters, "url"), item));
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t path = std::min(url.find('/', host), url.size());
  const std::string service = url.substr(host, url.find_first_of(":/", host) - host);
  std::string_view lost = no_way_out(call.context);
  http::Request request;
  request.method = string_in(*parameters, "method", "GET");
  request.target = path < url.size() ? url.substr(path) : "/";
  request.path = request.target.substr(0, request.target.find('?'));
  request.headers["Host"] = url.substr(host, path - host);
  request.headers["Content-Type"] = "application/json";
  text::Node body = evaluated(string_in(*parameters, "jsonBody"), item);
  if (service == "ollama") {
    if (string_in(body, "model").empty()) set(body, "model", "phi3:mini");
    set(body, "stream", false);
  }
  request.body = formats::to_json(body);
  http::Response answer;
  if (lost.empty()) answer = call.context.call(service, request);
  if (lost.empty() && answer.status == 502) lost = "connect ECONNREFUSED";
  if (!lost.empty()) {
    item = object({{"code", 0}, {"message", lost}});
    return false;
  }
  const auto told = formats::parse_json(answer.body);
  item = told ? *told : object({{"data", answer.body}});
  return true;
}

const text::Node* node_named(const text::Node& workflow, std::string_view name) {
  for (const text::Node& node : array_in(workflow, "nodes"))
    if (string_in(node, "name") == name) return &node;
  return nullptr;
}

// The first node behind another one.
const text::Node* next_node(const text::Node& workflow, std::string_view name) {
  const text::Node* connections = workflow.find("connections");
  const text::Node* from = connections != nullptr ? connections->find(name) : nullptr;
  const text::Node* link =
      from != nullptr ? formats::find_pointer(*from, "/main/0/0/node") : nullptr;
  return link != nullptr ? node_named(workflow, formats::plain(*link)) : nullptr;
}

text::Node incoming(const http::Request& request) {
  text::Node headers = object({});
  for (const auto& [name, value] : request.headers) set(headers, name, value);
  text::Node query = object({});
  for (const auto& [name, value] : parse_form(request.query)) set(query, name, value);
  text::Node body = object({});
  if (const auto parsed = formats::parse_json(request.body)) {
    body = *parsed;
  } else if (request.header("Content-Type").starts_with("application/x-www-form-urlencoded")) {
    for (const auto& [name, value] : parse_form(request.body)) set(body, name, value);
  }
  return object({{"headers", headers},
                 {"params", object({})},
                 {"query", query},
                 {"body", body},
                 {"executionMode", "production"}});
}

struct Trigger {
  text::Node workflow;
  text::Node node;
};

// The active flow that waits at this path; `method` gets the one it wants when that is another.
base::Result<std::optional<Trigger>> find_trigger(Call& call, std::string_view path,
                                                  std::string& method) {
  for (const text::Node& workflow : TRY(Shelf(call.context.store, "n8n_workflows").all())) {
    if (!flag_in(workflow, "active")) continue;
    for (const text::Node& node : array_in(workflow, "nodes")) {
      const text::Node* parameters = node.find("parameters");
      if (parameters == nullptr || !string_in(node, "type").ends_with(".webhook") ||
          string_in(*parameters, "path") != path)
        continue;
      const std::string_view wanted = string_in(*parameters, "httpMethod", "GET");
      if (wanted == call.request.method) return Trigger{workflow, node};
      method = wanted;
    }
  }
  return std::nullopt;
}

http::Response unknown(const Call& call, std::string_view path, const std::string& other) {
  if (!other.empty())
    return json_response(404,
                         {{"code", 404},
                          {"message", fmt::format("This webhook is not registered for {} "
                                                  "requests. Did you mean to make a {} request?",
                                                  call.request.method, other)}});
  return json_response(
      404, {{"code", 404},
            {"message", fmt::format("The requested webhook \"{} {}\" is not registered.",
                                    call.request.method, path)},
            {"hint",
             "The workflow must be active for a production URL to run successfully. You can "
             "activate the workflow using the toggle in the top-right of the editor. Note "
             "that unlike test URL calls, production URL calls aren't shown on the canvas "
             "(only in the executions list)"}});
}

base::Done note_execution(Call& call, const text::Node& workflow) {
  Shelf shelf(call.context.store, "n8n_executions");
  if (TRY(shelf.count()) >= kMostExecutions)
    for (const text::Node& oldest : TRY(shelf.all(Order::OldestFirst, 1)))
      TRY(shelf.erase(string_in(oldest, "id")));
  std::int64_t last = 0;
  for (const text::Node& newest : TRY(shelf.all(Order::NewestFirst, 1)))
    last = integer_in(newest, "number");
  const std::string id = std::to_string(last + 1);
  return shelf.put(id, object({{"id", id},
                               {"number", last + 1},
                               {"finished", true},
                               {"mode", "webhook"},
                               {"retryOf", nullptr},
                               {"retrySuccessId", nullptr},
                               {"status", "success"},
                               {"startedAt", iso_time(call.context.now)},
                               {"stoppedAt", iso_time(call.context.now)},
                               {"workflowId", string_in(workflow, "id")},
                               {"waitTill", nullptr}}));
}

// Runs the flow from its trigger to its last node, one item all the way.
http::Response run(Call& call, const Trigger& trigger) {
  const text::Node* parameters = trigger.node.find("parameters");
  const std::string_view mode = string_in(*parameters, "responseMode", "onReceived");
  text::Node item = incoming(call.request);
  const text::Node* node = next_node(trigger.workflow, string_in(trigger.node, "name"));
  int status = 200;
  for (std::size_t steps = 0; node != nullptr && steps < kMostSteps; ++steps) {
    const std::string_view type = string_in(*node, "type");
    if (type.ends_with(".set")) item = set_fields(*node, item);
    if (type.ends_with(".httpRequest") && !http_request(call, *node, item))
      return json_response(500, item);
    if (type.ends_with(".respondToWebhook")) {
      if (const text::Node* own = node->find("parameters")) {
        const std::string_view body = string_in(*own, "responseBody");
        if (!body.empty()) {
          const text::Node told = evaluated(body, item);
          const auto* text = std::get_if<std::string>(&told.value);
          const auto parsed = text != nullptr ? formats::parse_json(*text) : told;
          item = parsed ? *parsed : told;
        }
        if (const text::Node* code = formats::find_pointer(*own, "/options/responseCode"))
          if (is_number(*code))
            status = static_cast<int>(std::clamp(number_of(*code), 200.0, 599.0));
      }
      return json_response(status, item);
    }
    node = next_node(trigger.workflow, string_in(*node, "name"));
  }
  if (mode == "onReceived") return json_response(200, {{"message", "Workflow was started"}});
  return json_response(200, item);
}

}  // namespace

base::Result<http::Response> webhook(Call& call) {
  const std::string_view path = call.parameter("*");
  if (call.request.path.starts_with("/webhook-test/"))
    return json_response(
        404, {{"code", 404},
              {"message", fmt::format("The requested webhook \"{}\" is not registered.", path)},
              {"hint", "Click the 'Execute workflow' button on the canvas, then try again."}});
  std::string other;
  const auto trigger =
      call.context.broken("n8n-workflow-inactive") || call.context.broken("stack-webhook-inactive")
          ? std::nullopt
          : TRY(find_trigger(call, path, other));
  if (!trigger) return unknown(call, path, other);
  TRY(note_execution(call, trigger->workflow));
  http::Response response = run(call, *trigger);
  response.headers["Content-Security-Policy"] =
      "sandbox allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock "
      "allow-popups allow-popups-to-escape-sandbox allow-presentation allow-scripts "
      "allow-top-navigation-by-user-activation allow-top-navigation-to-custom-protocols";
  return response;
}

}  // namespace services::n8n
