#include <fmt/format.h>

#include "generator/base/hash.h"
#include "labs/formats/json.h"
#include "labs/services/apps/monitoring/monitoring.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services {
namespace {

constexpr const char* kShelf = "alertmanager_alerts";
constexpr const char* kSilences = "alertmanager_silences";

base::Result<http::Response> good(Call&) { return http::text_response(200, "OK"); }

base::Result<http::Response> home(Call&) {
  return html_response(200, page("Alertmanager", paragraph("The API is at /api/v2.")));
}

base::Result<http::Response> metrics(Call& call) {
  return http::text_response(
      200,
      fmt::format("# TYPE alertmanager_alerts gauge\nalertmanager_alerts{{state=\"active\"}} {}\n",
                  TRY(Shelf(call.context.store, kShelf).count())),
      "text/plain; version=0.0.4; charset=utf-8");
}

base::Result<http::Response> status(Call& call) {
  return json_response(
      200,
      {{"cluster", object({{"peers", list({})}, {"status", "disabled"}})},
       {"config", object({{"original", "route:\n  receiver: team\nreceivers:\n- name: team\n"}})},
       {"uptime", iso_time(call.context.now)},
       {"versionInfo", object({{"branch", "HEAD"},
                               {"buildDate", "20260101-00:00:00"},
                               {"buildUser", "atelier"},
                               {"goVersion", "go1.19.8"},
                               {"revision", "reference"},
                               {"version", "0.25.0"}})}});
}

base::Result<http::Response> list_alerts(Call& call) {
  text::Node out = list({});
  for (text::Node& alert : TRY(Shelf(call.context.store, kShelf).all()))
    append(out, std::move(alert));
  return json_response(200, out);
}

http::Response refused(std::string_view why) {
  return json_response(422, {{"code", 602}, {"message", why}});
}

base::Result<http::Response> post_alerts(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  const auto* alerts = body ? std::get_if<text::Array>(&body->value) : nullptr;
  if (alerts == nullptr)
    return json_response(400, {{"code", 400}, {"message", "parsing alerts body failed"}});
  std::size_t place = 0;
  for (const text::Node& alert : *alerts) {
    const text::Node* labels = alert.find("labels");
    if (labels == nullptr || !labels->is_table())
      return refused(fmt::format("{}.labels in body is required", place));
    ++place;
    const std::string id = base::hex(base::hash(formats::to_json(*labels))).substr(0, 16);
    const text::Node* notes = alert.find("annotations");
    TRY(Shelf(call.context.store, kShelf)
            .put(id,
                 object({{"annotations", notes != nullptr ? *notes : object({})},
                         {"endsAt", string_in(alert, "endsAt", iso_time(call.context.now + 300))},
                         {"fingerprint", id},
                         {"receivers", list({object({{"name", "team"}})})},
                         {"startsAt", string_in(alert, "startsAt", iso_time(call.context.now))},
                         {"status", object({{"inhibitedBy", list({})},
                                            {"silencedBy", list({})},
                                            {"state", "active"}})},
                         {"updatedAt", iso_time(call.context.now)},
                         {"labels", *labels}})));
  }
  return http::Response{};
}

base::Result<http::Response> list_silences(Call& call) {
  text::Node out = list({});
  for (text::Node& one : TRY(Shelf(call.context.store, kSilences).all()))
    append(out, std::move(one));
  return json_response(200, out);
}

base::Result<http::Response> post_silence(Call& call) {
  auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table())
    return json_response(400, {{"code", 400}, {"message", "parsing silence body failed"}});
  if (array_in(*body, "matchers").empty()) return refused("matchers in body is required");
  const std::string id = new_uuid(call.context);
  set(*body, "id", id);
  set(*body, "status", object({{"state", "active"}}));
  TRY(Shelf(call.context.store, kSilences).put(id, *body));
  return json_response(200, {{"silenceID", id}});
}

base::Result<http::Response> nothing_here(Call&) {
  return json_response(404, {{"code", 404}, {"message", "path was not found"}});
}

constexpr Route kRoutes[] = {
    {"GET", "/", home},
    {"GET", "/-/healthy", good},
    {"GET", "/-/ready", good},
    {"GET", "/metrics", metrics},
    {"GET", "/api/v2/status", status},
    {"GET", "/api/v2/alerts", list_alerts},
    {"POST", "/api/v2/alerts", post_alerts},
    {"GET", "/api/v2/silences", list_silences},
    {"POST", "/api/v2/silences", post_silence},
};

class AlertManager : public Service {
 public:
  Description describe() const override {
    return {.id = "alertmanager",
            .title = {"AlertManager", "AlertManager"},
            .ports = {{.number = 9093}},
            .profiles = {"coach"},
            .needs = {}};
  }
  base::Done prepare(Context& context) override {
    TRY(Shelf(context.store, kShelf).make());
    return Shelf(context.store, kSilences).make();
  }
  bool is_up(Context& context) override { return !context.broken("e5-alertmanager-restart-loop"); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    http::Response response = dispatch(kRoutes, request, context, nothing_here);
    if (context.broken("e5-alertmanager-unsteady") &&
        every_nth(context.store, "alertmanager", 3).value_or(false))
      response.fate = http::Fate::Close;
    response.headers["Vary"] = "Origin";
    return response;
  }
};

}  // namespace

std::unique_ptr<Service> make_alertmanager() { return std::make_unique<AlertManager>(); }

}  // namespace services
