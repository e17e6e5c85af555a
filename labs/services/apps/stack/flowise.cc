#include "labs/services/apps/stack/flowise.h"

#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/apps/stack/knowledge.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services {
namespace {

constexpr const char* kShelf = "flowise_chatflows";

http::Response failure(int status, std::string_view message) {
  return json_response(
      status,
      {{"statusCode", status}, {"success", false}, {"message", message}, {"stack", object({})}});
}

bool right_key(const Call& call) {
  if (call.context.broken("stack-flowise-open")) return true;
  const std::string_view wanted = call.context.setting("FLOWISE_API_KEY");
  return !wanted.empty() && bearer_token(call.request) == wanted;
}

http::Response unauthorized() { return json_response(401, {{"error", "Unauthorized Access"}}); }

base::Result<http::Response> ping(Call&) { return html_response(200, "pong"); }

base::Result<http::Response> version(Call&) { return json_response(200, {{"version", "3.1.4"}}); }

base::Result<http::Response> home(Call&) {
  return html_response(200, page("Flowise - Build AI Agents, Visually",
                                 paragraph("The API is at /api/v1; there is no editor here.")));
}

base::Result<http::Response> list_flows(Call& call) {
  if (!right_key(call)) return unauthorized();
  text::Node out = list({});
  for (text::Node& flow : TRY(Shelf(call.context.store, kShelf).all()))
    append(out, std::move(flow));
  return json_response(200, out);
}

text::Node flow_of(Call& call, std::string_view id, std::string_view name) {
  return object({{"id", id},
                 {"name", name},
                 {"flowData", "{\"nodes\":[],\"edges\":[]}"},
                 {"deployed", true},
                 {"isPublic", true},
                 {"apikeyid", nullptr},
                 {"type", "CHATFLOW"},
                 {"createdDate", iso_time(call.context.now)},
                 {"updatedDate", iso_time(call.context.now)}});
}

base::Result<http::Response> create_flow(Call& call) {
  if (!right_key(call)) return unauthorized();
  const auto body = formats::parse_json(call.request.body);
  if (!body || string_in(*body, "name").empty())
    return failure(412, "Error: chatflowsRouter.saveChatflow - body not provided!");
  text::Node flow = flow_of(call, new_uuid(call.context), string_in(*body, "name"));
  for (const char* key : {"flowData", "deployed", "isPublic", "type"})
    if (const text::Node* found = body->find(key)) set(flow, key, *found);
  TRY(Shelf(call.context.store, kShelf).put(string_in(flow, "id"), flow));
  return json_response(200, flow);
}

http::Response no_flow(std::string_view id) {
  return failure(404, fmt::format("Chatflow {} not found in the database!", id));
}

base::Result<http::Response> read_flow(Call& call) {
  if (!right_key(call)) return unauthorized();
  const auto flow = TRY(Shelf(call.context.store, kShelf).get(call.parameter("id")));
  return flow ? json_response(200, *flow) : no_flow(call.parameter("id"));
}

base::Result<http::Response> change_flow(Call& call) {
  if (!right_key(call)) return unauthorized();
  Shelf shelf(call.context.store, kShelf);
  auto flow = TRY(shelf.get(call.parameter("id")));
  if (!flow) return no_flow(call.parameter("id"));
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return failure(412, "body not provided!");
  merge(*flow, *body);
  set(*flow, "id", call.parameter("id"));
  set(*flow, "updatedDate", iso_time(call.context.now));
  TRY(shelf.put(call.parameter("id"), *flow));
  return json_response(200, *flow);
}

base::Result<http::Response> delete_flow(Call& call) {
  if (!right_key(call)) return unauthorized();
  if (!TRY(Shelf(call.context.store, kShelf).erase(call.parameter("id"))))
    return no_flow(call.parameter("id"));
  return json_response(200, {{"affected", 1}});
}

base::Result<http::Response> streams(Call& call) {
  if (!TRY(Shelf(call.context.store, kShelf).get(call.parameter("id"))))
    return no_flow(call.parameter("id"));
  return json_response(200, {{"isStreaming", true}});
}

std::string event(std::string_view name, Value data) {
  return "message:\ndata:" +
         formats::to_json(object({{"event", name}, {"data", std::move(data)}})) + "\n\n";
}

http::Response stream_response(std::vector<std::string> pieces) {
  http::Response response;
  response.headers["Content-Type"] = "text/event-stream";
  response.headers["Cache-Control"] = "no-cache";
  response.headers["X-Accel-Buffering"] = "no";
  response.pieces = std::move(pieces);
  return response;
}

base::Result<http::Response> predict(Call& call) {
  const std::string_view id = call.parameter("id");
  if (!is_uuid(id)) return failure(400, "Invalid Chatflow ID");
  if (!TRY(Shelf(call.context.store, kShelf).get(id))) return no_flow(id);
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return failure(400, "the body is not a JSON object");
  const std::string_view question = string_in(*body, "question");
  const bool streaming = flag_in(*body, "streaming");
  if (call.context.broken("flowise-model-unreachable")) {
    constexpr const char* kFailed = "Error: predictionsServices.buildChatflow - fetch failed";
    if (!streaming) return failure(500, kFailed);
    return stream_response({event("error", kFailed), event("end", "[DONE]")});
  }
  const text::Node* overridden = body->find("overrideConfig");
  std::string chat(string_in(*body, "chatId"));
  if (chat.empty()) chat = new_uuid(call.context);
  const std::string session(overridden != nullptr ? string_in(*overridden, "sessionId", chat)
                                                  : std::string_view(chat));
  const std::string message = new_uuid(call.context);
  const std::string answer = answer_with_passages(call.context, question);
  if (!streaming)
    return json_response(200, {{"text", answer},
                               {"question", question},
                               {"chatId", chat},
                               {"chatMessageId", message},
                               {"isStreamValid", false},
                               {"sessionId", session},
                               {"memoryType", "Buffer Memory"}});
  const std::vector<std::string> words = words_of(answer);
  std::vector<std::string> pieces = {event("start", words.empty() ? "" : words.front())};
  for (const std::string& word : words) pieces.push_back(event("token", word));
  pieces.push_back(event("metadata", object({{"chatId", chat},
                                             {"chatMessageId", message},
                                             {"question", question},
                                             {"sessionId", session},
                                             {"memoryType", "Buffer Memory"}})));
  pieces.push_back(event("end", "[DONE]"));
  return stream_response(std::move(pieces));
}

base::Result<http::Response> nothing_here(Call& call) {
  return failure(404, fmt::format("Cannot {} {}", call.request.method, call.request.path));
}

constexpr Route kRoutes[] = {
    {"GET", "/", home},
    {"GET", "/api/v1/ping", ping},
    {"GET", "/api/v1/version", version},
    {"GET", "/api/v1/chatflows", list_flows},
    {"POST", "/api/v1/chatflows", create_flow},
    {"GET", "/api/v1/chatflows/:id", read_flow},
    {"PUT", "/api/v1/chatflows/:id", change_flow},
    {"DELETE", "/api/v1/chatflows/:id", delete_flow},
    {"GET", "/api/v1/chatflows-streaming/:id", streams},
    {"POST", "/api/v1/prediction/:id", predict},
};

class Flowise : public Service {
 public:
  Description describe() const override {
    return {.id = "flowise",
            .title = {"Flowise", "Flowise"},
            .ports = {{.number = 3001}},
            .profiles = {"compose", "vps"},
            .needs = {}};
  }
  base::Done prepare(Context& context) override {
    Shelf shelf(context.store, kShelf);
    TRY(shelf.make());
    const http::Request nobody;
    Call call{nobody, context};
    const std::string_view id = context.setting("FLOWISE_CHATFLOW_ID", kFirstChatflow);
    if (TRY(shelf.get(id))) return {};
    return shelf.put(id, flow_of(call, id, "Course assistant"));
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    http::Response response = dispatch(kRoutes, request, context, nothing_here);
    response.headers["Vary"] = "Origin";
    response.headers["X-Frame-Options"] = "SAMEORIGIN";
    response.headers["Content-Security-Policy"] = "frame-ancestors 'self'";
    return response;
  }
};

}  // namespace

std::unique_ptr<Service> make_flowise() { return std::make_unique<Flowise>(); }

}  // namespace services
