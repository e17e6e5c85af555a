#include <fmt/format.h>

#include <algorithm>

#include "generator/text/utf8.h"
#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/services/apps/coach/coach.h"
#include "labs/services/apps/coach/coach_parts.h"
#include "labs/services/apps/stack/knowledge.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"

namespace services {
namespace {

using coach::any_broken;
using coach::detail;

// The sentences of the real agent, in its language.
constexpr std::string_view kNoKnowledge = "Erreur : La base de connaissances n'est pas disponible";
constexpr std::string_view kNoDatabase =
    "Erreur de base de données lors de la récupération des métriques pour l'utilisateur {}";
constexpr std::string_view kSampleKey = "coach-api-key";

// The notes of the coach: its knowledge base, as far as words of training go.
struct Note {
  std::string_view word;
  std::string_view text;
};
constexpr Note kNotes[] = {
    {"fartlek", "fartlek mixes fast and easy running in one session, by feel and without a watch"},
    {"interval", "an interval is a fast stretch of a set length, with an easy one behind it"},
    {"tempo", "a tempo run is held at a pace that one could keep for about an hour"},
    {"taper", "a taper makes the last weeks before a race shorter, never easier in pace"},
};

base::Result<http::Response> health(Call&) { return json_response(200, {{"status", "ok"}}); }

base::Result<http::Response> ready(Call& call) {
  if (call.context.broken("coach-not-deep")) return detail(404, "Not Found");
  if (call.context.broken("compose-env-not-in-containers"))
    return json_response(503, {{"ready", false}, {"missing", list({"DATABASE_URL"})}});
  const bool database =
      !coach::database_down(call.context) && !call.context.broken("agent-tool-db-error");
  const bool knowledge = !any_broken(call.context, {"rag-index-missing", "rag-knowledge-path"});
  const bool good = (database && knowledge) || call.context.broken("health-check-shallow");
  return json_response(good ? 200 : 503,
                       {{"ready", good},
                        {"checks", object({{"database", database || good ? "up" : "down"},
                                           {"knowledge", knowledge || good ? "up" : "down"}})}});
}

base::Result<http::Response> docs(Call&) {
  text::Html body = paragraph("Swagger UI of /openapi.json.");
  body += text::Html::trusted("<div id=\"swagger-ui\"></div>\n");
  return html_response(200, page("Coach API - Swagger UI", body));
}

base::Result<http::Response> open_api(Call& call) {
  if (call.context.broken("fastapi-double-depends"))
    return http::text_response(500, "Internal Server Error");
  text::Node paths = object({});
  for (const char* path :
       {"/v1/coaching/chat", "/v1/coaching/chat-legacy", "/v1/coaching/generate-training-plan"})
    set(paths, path,
        object({{"post",
                 object({{"summary", path},
                         {"responses",
                          object({{"200", object({{"description", "Successful Response"}})},
                                  {"422", object({{"description", "Validation Error"}})}})}})}}));
  return json_response(200, {{"openapi", "3.1.0"},
                             {"info", object({{"title", "Coach API"}, {"version", "1.0.0"}})},
                             {"paths", paths}});
}

// A question that only the notes can answer.
bool about_notes(std::string_view asked) {
  return asked.find("notes") != std::string_view::npos ||
         asked.find("what is") != std::string_view::npos;
}

// The figures of a person, as far as the agent reads them.
std::string figures(const Context& context, std::int64_t user) {
  if (context.broken("agent-wrong-table"))
    return "No activity is known for this person. How often do you run, how far, and what for?";
  if (context.broken("agent-data-not-used"))
    return "Run regularly, drink enough, and increase the distance slowly.";
  return fmt::format("runs: {}, mean distance: {:.1f} km.", coach::kActivities,
                     coach::mean_distance(user));
}

// What the agent says to a person, from their own runs, its notes and the course.
std::string agent_answer(const Context& context, std::int64_t user, std::string_view message) {
  const std::string asked = text::lower_case(text::cut_to(message, 10'000));
  if (about_notes(asked) &&
      any_broken(context, {"rag-index-missing", "rag-knowledge-path", "status-200-error-body"}))
    return std::string(kNoKnowledge);
  if (context.broken("agent-tool-db-error") || coach::database_down(context))
    return fmt::format(fmt::runtime(kNoDatabase), user);
  std::string out = figures(context, user);
  for (const Note& note : kNotes)
    if (asked.find(note.word) != std::string::npos && !context.broken("rag-knowledge-unused"))
      out += fmt::format(" From the notes: {}.", note.text);
  for (const Passage& passage : find_passages(context, message, 1))
    out += fmt::format(" From the knowledge base, {}: {}", passage.title, passage.text);
  return out;
}

http::Response streamed(std::string_view text) {
  http::Response response;
  response.headers["Content-Type"] = "text/plain; charset=utf-8";
  response.pieces = words_of(text);
  return response;
}

std::optional<text::Node> message_body(const Call& call, http::Response& problem) {
  auto body = formats::parse_json(call.request.body);
  if (body && !string_in(*body, "message").empty()) return std::move(*body);
  problem =
      json_response(422, {{"detail", list({object({{"type", body ? "missing" : "json_invalid"},
                                                   {"loc", list({"body", "message"})},
                                                   {"msg", "Field required"}})})}});
  return std::nullopt;
}

// Null when the token is good; `user` gets whose it is.
std::optional<http::Response> refuse(const Call& call, std::int64_t& user) {
  if (call.context.broken("fastapi-double-depends"))
    return http::text_response(500, "Internal Server Error");
  const auto found = coach::user_of(call.request, call.context);
  const bool waved_through =
      call.context.broken("coach-agent-open") ||
      (call.context.broken("coach-token-unverified") && !bearer_token(call.request).empty());
  if (call.context.broken("coach-agent-refuses") || (!found && !waved_through))
    return detail(401, "Invalid token");
  user = found.value_or(1);
  return std::nullopt;
}

base::Result<http::Response> chat(Call& call) {
  const Context& context = call.context;
  std::int64_t user = 0;
  if (auto refusal = refuse(call, user)) return std::move(*refusal);
  http::Response problem;
  const auto body = message_body(call, problem);
  if (!body) return problem;
  const std::int64_t claimed = integer_in(*body, "user_id");
  if (context.broken("agent-user-id-hardcoded")) {
    user = 1;
  } else if (context.broken("agent-user-id-default-one")) {
    user = claimed != 0 ? claimed : 1;
  } else if (body->find("user_id") != nullptr && claimed != user) {
    return detail(403, "Not your data");
  }
  if (context.broken("openai-key-invalid") || context.setting("OPENAI_API_KEY").ends_with("..."))
    return json_response(
        502, {{"detail", "upstream: Incorrect API key provided"}, {"code", "invalid_api_key"}});
  http::Response response = streamed(agent_answer(context, user, string_in(*body, "message")));
  if (context.broken("agent-timeout")) response.delay = std::chrono::seconds(150);
  return response;
}

base::Result<http::Response> legacy_chat(Call& call) {
  const std::string_view given = call.request.header("X-API-Key");
  const std::string_view wanted = call.context.setting("API_KEY");
  const bool sample = call.context.broken("legacy-api-key-endpoint") && given == kSampleKey;
  if (given.empty() || (!sample && (wanted.empty() || !formats::same_secret(given, wanted))))
    return detail(401, "Invalid API key");
  http::Response problem;
  const auto body = message_body(call, problem);
  if (!body) return problem;
  return streamed(agent_answer(call.context, 1, string_in(*body, "message")));
}

base::Result<http::Response> training_plan(Call& call) {
  std::int64_t user = 0;
  if (auto refusal = refuse(call, user)) return std::move(*refusal);
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return detail(422, "the body is not a JSON object");
  const std::int64_t weeks = std::clamp<std::int64_t>(integer_in(*body, "weeks", 8), 1, 52);
  text::Node plan = list({});
  for (std::int64_t week = 1; week <= weeks; ++week)
    append(plan,
           object({{"week", week},
                   {"distance_km", coach::mean_distance(user) * 3 + static_cast<double>(week)},
                   {"sessions", list({"easy run", "tempo", "long run"})}}));
  return json_response(200, {{"user_id", user}, {"plan", plan}});
}

base::Result<http::Response> nothing_here(Call& call) {
  if (call.parameter("allow").empty()) return detail(404, "Not Found");
  http::Response response = detail(405, "Method Not Allowed");
  response.headers["allow"] = std::string(call.parameter("allow"));
  return response;
}

constexpr Route kRoutes[] = {
    {"GET", "/health", health},
    {"GET", "/ready", ready},
    {"GET", "/docs", docs},
    {"GET", "/openapi.json", open_api},
    {"POST", "/v1/coaching/chat", chat},
    {"POST", "/v1/coaching/chat-legacy", legacy_chat},
    {"POST", "/v1/coaching/generate-training-plan", training_plan},
};

class FastApi : public Service {
 public:
  Description describe() const override {
    return {.id = "fastapi",
            .title = {"Coach: FastAPI", "Coach : FastAPI"},
            .ports = {{.number = 8000}},
            .profiles = {"coach"},
            .needs = {}};
  }
  bool is_up(Context& context) override { return !context.broken("fastapi-mssql-backend-missing"); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    http::Response response = dispatch(kRoutes, request, context, nothing_here);
    response.headers["server"] = "uvicorn";
    return response;
  }
};

}  // namespace

std::unique_ptr<Service> make_fastapi() { return std::make_unique<FastApi>(); }

}  // namespace services
