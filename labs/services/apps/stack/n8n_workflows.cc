#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/apps/stack/n8n_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"

namespace services::n8n {
namespace {

constexpr const char* kWorkflows = "n8n_workflows";
constexpr const char* kExecutions = "n8n_executions";
constexpr const char* kCredentials = "n8n_credentials";

text::Node node_of(std::string_view name, std::string_view type, text::Node parameters) {
  return object({{"id", name},
                 {"name", name},
                 {"type", type},
                 {"typeVersion", 1},
                 {"position", list({0, 0})},
                 {"parameters", std::move(parameters)}});
}

// What it gets at /webhook/echo, it answers.
text::Node echo_workflow(const std::string& now) {
  return object(
      {{"id", "echo000000000000"},
       {"name", "Echo"},
       {"active", true},
       {"createdAt", now},
       {"updatedAt", now},
       {"isArchived", false},
       {"triggerCount", 1},
       {"nodes",
        list({node_of(
                  "Webhook", "n8n-nodes-base.webhook",
                  object({{"path", "echo"}, {"httpMethod", "POST"}, {"responseMode", "lastNode"}})),
              node_of("Set", "n8n-nodes-base.set",
                      object({{"assignments",
                               object({{"assignments",
                                        list({object({{"name", "echo"},
                                                      {"value", "={{ $json.body }}"}})})}})}}))})},
       {"connections",
        object({{"Webhook",
                 object({{"main", list({list({object(
                                      {{"node", "Set"}, {"type", "main"}, {"index", 0}})})})}})}})},
       {"settings", object({})},
       {"tags", list({})}});
}

// What comes to /webhook/relay as {"prompt": …} is asked of Ollama; its words are the answer.
text::Node relay_workflow(const std::string& now) {
  text::Node out = echo_workflow(now);
  set(out, "id", "relay00000000000");
  set(out, "name", "Relay to Ollama");
  set(out, "nodes",
      list({node_of(
                "Webhook", "n8n-nodes-base.webhook",
                object({{"path", "relay"}, {"httpMethod", "POST"}, {"responseMode", "lastNode"}})),
            node_of("Ask", "n8n-nodes-base.httpRequest",
                    object({{"method", "POST"},
                            {"url", "http://ollama:11434/api/generate"},
                            {"sendBody", true},
                            {"specifyBody", "json"},
                            {"jsonBody", "={{ $json.body }}"}}))}));
  set(out, "connections",
      object({{"Webhook",
               object({{"main", list({list({object(
                                    {{"node", "Ask"}, {"type", "main"}, {"index", 0}})})})}})}}));
  return out;
}

base::Result<http::Response> switched(Call& call, bool active) {
  if (!right_key(call)) return message(401, "Unauthorized");
  Shelf shelf(call.context.store, kWorkflows);
  auto workflow = TRY(shelf.get(call.parameter("id")));
  if (!workflow) return message(404, "Not Found");
  bool trigger = false;
  for (const text::Node& node : array_in(*workflow, "nodes"))
    trigger = trigger || string_in(node, "type").ends_with(".webhook") ||
              string_in(node, "type").find("rigger") != std::string_view::npos;
  if (active && !trigger)
    return message(400, fmt::format("Workflow \"{}\" has no node to start the workflow - at least "
                                    "one trigger, poller or webhook node is required",
                                    string_in(*workflow, "name")));
  set(*workflow, "active", active);
  set(*workflow, "updatedAt", iso_time(call.context.now));
  TRY(shelf.put(call.parameter("id"), *workflow));
  return json_response(200, *workflow);
}

std::string_view required(const text::Node& body) {
  for (const char* key : {"name", "nodes", "connections", "settings"})
    if (body.find(key) == nullptr) return key;
  return {};
}

}  // namespace

base::Done prepare_workflows(Context& context) {
  for (const char* name : {kWorkflows, kExecutions, kCredentials})
    TRY(Shelf(context.store, name).make());
  Shelf shelf(context.store, kWorkflows);
  if (TRY(shelf.count()) > 0) return {};
  const std::string now = iso_time(context.now);
  for (const text::Node& workflow : {echo_workflow(now), relay_workflow(now)})
    TRY(shelf.put(string_in(workflow, "id"), workflow));
  return {};
}

base::Result<http::Response> list_workflows(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const Fields query = parse_form(call.request.query);
  const long limit = number_field(query, "limit", 100, 1, 250);
  const long offset = number_field(query, "cursor", 0, 0, 1'000'000);
  Shelf shelf(call.context.store, kWorkflows);
  text::Node data = list({});
  for (text::Node& workflow : TRY(shelf.all(Order::OldestFirst, static_cast<std::size_t>(limit),
                                            static_cast<std::size_t>(offset)))) {
    const std::string_view active = field(query, "active");
    if (active.empty() || (active == "true") == flag_in(workflow, "active"))
      append(data, std::move(workflow));
  }
  const bool more = TRY(shelf.count()) > offset + limit;
  return json_response(
      200, {{"data", data},
            {"nextCursor", more ? Value(std::to_string(offset + limit)) : Value(nullptr)}});
}

base::Result<http::Response> create_workflow(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return message(400, "request/body must be object");
  if (const std::string_view missing = required(*body); !missing.empty())
    return message(400, fmt::format("request/body must have required property '{}'", missing));
  const std::string id = new_word(call.context, 16);
  const std::string now = iso_time(call.context.now);
  text::Node workflow = object({{"id", id},
                                {"name", string_in(*body, "name")},
                                {"active", false},
                                {"createdAt", now},
                                {"updatedAt", now},
                                {"isArchived", false},
                                {"triggerCount", 0},
                                {"tags", list({})}});
  for (const char* key : {"nodes", "connections", "settings", "staticData"})
    if (const text::Node* found = body->find(key)) set(workflow, key, *found);
  TRY(Shelf(call.context.store, kWorkflows).put(id, workflow));
  return json_response(200, workflow);
}

base::Result<http::Response> read_workflow(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const auto workflow = TRY(Shelf(call.context.store, kWorkflows).get(call.parameter("id")));
  return workflow ? json_response(200, *workflow) : message(404, "Not Found");
}

base::Result<http::Response> change_workflow(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return message(400, "request/body must be object");
  if (const std::string_view missing = required(*body); !missing.empty())
    return message(400, fmt::format("request/body must have required property '{}'", missing));
  Shelf shelf(call.context.store, kWorkflows);
  auto workflow = TRY(shelf.get(call.parameter("id")));
  if (!workflow) return message(404, "Not Found");
  for (const char* key : {"name", "nodes", "connections", "settings"})
    set(*workflow, key, *body->find(key));
  set(*workflow, "updatedAt", iso_time(call.context.now));
  TRY(shelf.put(call.parameter("id"), *workflow));
  return json_response(200, *workflow);
}

base::Result<http::Response> delete_workflow(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  Shelf shelf(call.context.store, kWorkflows);
  const auto workflow = TRY(shelf.get(call.parameter("id")));
  if (!workflow) return message(404, "Not Found");
  TRY(shelf.erase(call.parameter("id")));
  return json_response(200, *workflow);
}

base::Result<http::Response> activate(Call& call) { return switched(call, true); }
base::Result<http::Response> deactivate(Call& call) { return switched(call, false); }

base::Result<http::Response> list_executions(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const long limit = number_field(parse_form(call.request.query), "limit", 100, 1, 250);
  text::Node data = list({});
  for (text::Node& one : TRY(Shelf(call.context.store, kExecutions)
                                 .all(Order::NewestFirst, static_cast<std::size_t>(limit))))
    append(data, std::move(one));
  return json_response(200, {{"data", data}, {"nextCursor", nullptr}});
}

base::Result<http::Response> create_credential(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return message(400, "request/body must be object");
  for (const char* key : {"name", "type", "data"})
    if (body->find(key) == nullptr)
      return message(400, fmt::format("request/body must have required property '{}'", key));
  const std::string id = new_word(call.context, 16);
  const text::Node credential = object({{"id", id},
                                        {"name", string_in(*body, "name")},
                                        {"type", string_in(*body, "type")},
                                        {"createdAt", iso_time(call.context.now)},
                                        {"updatedAt", iso_time(call.context.now)}});
  TRY(Shelf(call.context.store, kCredentials).put(id, credential));
  return json_response(200, credential);
}

base::Result<http::Response> credential_schema(Call& call) {
  if (!right_key(call)) return message(401, "Unauthorized");
  const std::string_view type = call.parameter("type");
  const text::Node text = object({{"type", "string"}});
  const text::Node number = object({{"type", "number"}});
  text::Node properties = object({});
  if (type == "redis")
    properties = object({{"password", text},
                         {"user", text},
                         {"host", text},
                         {"port", number},
                         {"database", number},
                         {"ssl", object({{"type", "boolean"}})},
                         {"disableTlsVerification", object({{"type", "boolean"}})}});
  else if (type == "supabaseApi")
    properties = object({{"host", text}, {"serviceRole", text}});
  else if (type == "qdrantApi")
    properties = object({{"apiKey", text}, {"qdrantUrl", text}});
  else if (type == "ollamaApi")
    properties = object({{"baseUrl", text}});
  else
    return message(404, "Credential type not found");
  return json_response(200, {{"additionalProperties", false},
                             {"type", "object"},
                             {"properties", properties},
                             {"required", list({})}});
}

}  // namespace services::n8n
