#include "labs/services/apps/stack/qdrant.h"

#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/services/apps/stack/qdrant_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"

namespace services {
namespace qdrant {

constexpr double kTime = 0.0001;  // always the same: no clock is read

http::Response done(text::Node result) {
  return json_response(200, {{"result", std::move(result)}, {"status", "ok"}, {"time", kTime}});
}

http::Response refused(int status, std::string_view message) {
  return json_response(status, {{"status", object({{"error", message}})}, {"time", kTime}});
}

http::Response no_collection(std::string_view name) {
  return refused(404, fmt::format("Not found: Collection `{}` doesn't exist!", name));
}

std::optional<text::Node> read_body(Call& call, http::Response& problem) {
  if (call.request.body.empty()) return object({});
  auto body = formats::parse_json(call.request.body);
  if (body && body->is_table()) return std::move(*body);
  problem = refused(400, "Format error in JSON body: " +
                             (body ? std::string("expected a map") : body.error().message.en));
  return std::nullopt;
}

Answer with_body(Call& call,
                 const std::function<Answer(const Collection&, const text::Node&)>& rest) {
  const auto collection = TRY(find_collection(call));
  if (!collection) return no_collection(call.parameter("collection"));
  http::Response problem;
  const auto body = read_body(call, problem);
  return body ? rest(*collection, *body) : problem;
}

namespace {

base::Result<http::Response> root(Call&) {
  return json_response(200, {{"title", "qdrant - vector search engine"},
                             {"version", "1.19.0"},
                             {"commit", "0000000000000000000000000000000000000000"}});
}

base::Result<http::Response> alive(Call&) {
  return http::text_response(200, "healthz check passed");
}

base::Result<http::Response> ready(Call& call) {
  if (call.context.broken("qdrant-not-ready"))
    return http::text_response(503, "some shards are not ready");
  return http::text_response(200, "all shards are ready");
}

base::Result<http::Response> metrics(Call& call) {
  auto counted = TRY(call.context.store.prepare("SELECT count(*) FROM qdrant_points"));
  TRY(counted.step());
  return http::text_response(
      200,
      fmt::format("# HELP collections_total number of collections\n# TYPE collections_total gauge\n"
                  "collections_total {}\n# HELP points_total number of points\n"
                  "# TYPE points_total gauge\npoints_total {}\n",
                  TRY(Shelf(call.context.store, "qdrant_collections").count()), counted.integer(0)),
      "text/plain; version=0.0.4; charset=utf-8");
}

base::Result<http::Response> nothing_listed(Call& call) {
  if (!TRY(find_collection(call))) return no_collection(call.parameter("collection"));
  return done(list({}));
}

base::Result<http::Response> no_aliases(Call& call) {
  if (!TRY(find_collection(call))) return no_collection(call.parameter("collection"));
  return done(object({{"aliases", list({})}}));
}

base::Result<http::Response> snapshot(Call& call) {
  const auto collection = TRY(find_collection(call));
  if (!collection) return no_collection(call.parameter("collection"));
  return done(object({{"name", fmt::format("{}-{}.snapshot", collection->name, call.context.now)},
                      {"creation_time", iso_time(call.context.now).substr(0, 19)},
                      {"size", 0},
                      {"checksum", nullptr}}));
}

// Exact search needs no index: it is taken, and changes nothing.
base::Result<http::Response> index(Call& call) {
  if (!TRY(find_collection(call))) return no_collection(call.parameter("collection"));
  return done(object({{"operation_id", 0}, {"status", "completed"}}));
}

base::Result<http::Response> nothing_here(Call&) { return http::text_response(404, ""); }

constexpr Route kRoutes[] = {
    {"GET", "/", root},
    {"GET", "/healthz", alive},
    {"GET", "/livez", alive},
    {"GET", "/readyz", ready},
    {"GET", "/metrics", metrics},
    {"GET", "/collections", list_collections},
    {"PUT", "/collections/:collection", create_collection},
    {"GET", "/collections/:collection", read_collection},
    {"PATCH", "/collections/:collection", change_collection},
    {"DELETE", "/collections/:collection", delete_collection},
    {"GET", "/collections/:collection/exists", collection_exists},
    {"PUT", "/collections/:collection/index", index},
    {"DELETE", "/collections/:collection/index/:field", index},
    {"GET", "/collections/:collection/snapshots", nothing_listed},
    {"POST", "/collections/:collection/snapshots", snapshot},
    {"GET", "/collections/:collection/aliases", no_aliases},
    {"PUT", "/collections/:collection/points", upsert},
    {"POST", "/collections/:collection/points", retrieve},
    {"POST", "/collections/:collection/points/delete", delete_points},
    {"POST", "/collections/:collection/points/payload", set_payload},
    {"PUT", "/collections/:collection/points/payload", set_payload},
    {"POST", "/collections/:collection/points/payload/delete", delete_payload},
    {"POST", "/collections/:collection/points/payload/clear", clear_payload},
    {"POST", "/collections/:collection/points/scroll", scroll},
    {"POST", "/collections/:collection/points/count", count},
    {"POST", "/collections/:collection/points/search", search},
    {"POST", "/collections/:collection/points/search/batch", search_batch},
    {"POST", "/collections/:collection/points/query", query},
    {"POST", "/collections/:collection/points/query/batch", query_batch},
    {"POST", "/collections/:collection/points/recommend", recommend},
    {"GET", "/collections/:collection/points/:id", read_point},
};

// Null when the caller may; health stays open.
std::optional<http::Response> refuse_stranger(const http::Request& request,
                                              const Context& context) {
  const std::string_view wanted =
      context.setting("QDRANT_API_KEY", context.setting("QDRANT__SERVICE__API_KEY"));
  const bool open = wanted.empty() && !context.broken("search-qdrant-key-wanted") &&
                    !context.broken("search-qdrant-key-wrong");
  if (open || request.path == "/healthz" || request.path == "/livez" || request.path == "/readyz")
    return std::nullopt;
  std::string_view given = request.header("api-key");
  if (given.empty()) given = bearer_token(request);
  if (given.empty())
    return http::text_response(401, "Must provide an API key or an Authorization bearer token");
  if (!formats::same_secret(given, wanted) || context.broken("search-qdrant-key-wrong"))
    return http::text_response(401, "Invalid API key or JWT");
  return std::nullopt;
}

}  // namespace

class Qdrant : public Service {
 public:
  Description describe() const override {
    return {.id = "qdrant",
            .title = {"Qdrant", "Qdrant"},
            .ports = {{.number = 6333}},
            .profiles = {"compose", "vps"},
            .needs = {}};
  }
  base::Done prepare(Context& context) override { return qdrant::prepare(context); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (auto refusal = refuse_stranger(request, context)) return std::move(*refusal);
    return dispatch(kRoutes, request, context, nothing_here);
  }
};

}  // namespace qdrant

std::unique_ptr<Service> make_qdrant() { return std::make_unique<qdrant::Qdrant>(); }

}  // namespace services
