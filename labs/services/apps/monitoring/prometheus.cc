#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "labs/formats/json.h"
#include "labs/services/apps/monitoring/monitoring.h"
#include "labs/services/apps/monitoring/prometheus_parts.h"
#include "labs/services/apps/monitoring/promql.h"
#include "labs/services/apps/monitoring/samples.h"
#include "labs/services/apps/monitoring/scrape.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"

namespace services {
namespace monitoring {

http::Response success(text::Node data) {
  return json_response(200, {{"status", "success"}, {"data", std::move(data)}});
}

text::Node labels_node(const Labels& labels) {
  text::Node out = object({});
  for (const auto& [name, value] : labels) set(out, name, value);
  return out;
}

namespace {

constexpr std::int64_t kMostSteps = 11'000;
constexpr std::int64_t kMostWork = 2'000'000;  // steps times series

http::Response bad_data(std::string_view why) {
  return json_response(400, {{"status", "error"}, {"errorType", "bad_data"}, {"error", why}});
}

http::Response invalid(std::string_view parameter, std::string_view why) {
  return bad_data(fmt::format("invalid parameter \"{}\": {}", parameter, why));
}

// Query and form together: the API takes both.
Fields asked(const Call& call) {
  Fields out = parse_form(call.request.query);
  if (call.request.method == "POST")
    for (const auto& [name, value] : parse_form(call.request.body)) out[name] = value;
  return out;
}

text::Node timed(std::int64_t time, double value) {
  return list({static_cast<double>(time) / 1000, written_number(value)});
}

// "1795162725.181" or "2026-11-20T08:15:00Z" is a moment; only the first form is read.
std::optional<std::int64_t> moment(std::string_view written) {
  double seconds = 0;
  const auto parsed = std::from_chars(written.data(), written.data() + written.size(), seconds);
  if (parsed.ec != std::errc() || parsed.ptr != written.data() + written.size() ||
      !std::isfinite(seconds) || std::fabs(seconds) > 1e11)
    return std::nullopt;
  return static_cast<std::int64_t>(seconds * 1000);
}

// "up[5m]" as it is: every value that was found in that time.
http::Response matrix(const Expression& selector, const std::vector<Series>& series,
                      std::int64_t time) {
  text::Node result = list({});
  for (const Series& one : series) {
    if (!selects(selector, one.labels)) continue;
    text::Node values = list({});
    for (const TimedValue& value : one.values)
      if (value.time <= time && value.time > time - selector.range)
        append(values, timed(value.time, value.value));
    if (!std::get<text::Array>(values.value).empty())
      append(result, object({{"metric", labels_node(one.labels)}, {"values", values}}));
  }
  return success(object({{"resultType", "matrix"}, {"result", result}}));
}

base::Result<http::Response> query(Call& call) {
  TRY(scrape(call.context));
  const Fields fields = asked(call);
  std::string why;
  const auto expression = parse_promql(field(fields, "query"), why);
  if (!expression) return invalid("query", why);
  std::int64_t time = call.context.milliseconds();
  if (const std::string_view written = field(fields, "time"); !written.empty()) {
    const auto given = moment(written);
    if (!given)
      return invalid("time", fmt::format("cannot parse \"{}\" to a valid timestamp", written));
    time = *given;
  }
  const auto series = TRY(series_between(call.context, time - lookback(*expression), time));
  if (expression->kind == Expression::Kind::Selector && expression->range != 0)
    return matrix(*expression, series, time);
  const auto value = evaluate(*expression, series, time);
  if (!value) return invalid("query", value.error().message.en);
  if (const auto* number = std::get_if<double>(&*value))
    return success(object({{"resultType", "scalar"}, {"result", timed(time, *number)}}));
  text::Node result = list({});
  for (const Sample& sample : std::get<InstantVector>(*value).samples)
    append(result,
           object({{"metric", labels_node(sample.labels)}, {"value", timed(time, sample.value)}}));
  return success(object({{"resultType", "vector"}, {"result", result}}));
}

// "15" or "15s".
std::optional<std::int64_t> step_of(std::string_view written) {
  if (const auto seconds = moment(written)) return seconds;
  if (written.size() < 2) return std::nullopt;
  const auto count = moment(written.substr(0, written.size() - 1));
  if (!count) return std::nullopt;
  switch (written.back()) {
    case 's':
      return count;
    case 'm':
      return *count * 60;
    case 'h':
      return *count * 3600;
    default:
      return std::nullopt;
  }
}

base::Result<http::Response> query_range(Call& call) {
  TRY(scrape(call.context));
  const Fields fields = asked(call);
  const auto start = moment(field(fields, "start"));
  const auto end = moment(field(fields, "end"));
  const auto step = step_of(field(fields, "step"));
  if (!start) return invalid("start", "cannot parse \"\" to a valid timestamp");
  if (!end) return invalid("end", "cannot parse \"\" to a valid timestamp");
  if (*end < *start) return invalid("end", "end timestamp must not be before start time");
  if (!step || *step <= 0)
    return invalid("step",
                   "zero or negative query resolution step widths are not accepted. Try a "
                   "positive integer");
  if ((*end - *start) / *step > kMostSteps)
    return bad_data(
        "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing "
        "the query resolution (?step=XX)");
  std::string why;
  const auto expression = parse_promql(field(fields, "query"), why);
  if (!expression) return invalid("query", why);
  const auto series = TRY(series_between(call.context, *start - lookback(*expression), *end));
  if (((*end - *start) / *step + 1) * static_cast<std::int64_t>(series.size() + 1) > kMostWork)
    return bad_data("query processing would load too many samples into memory in query execution");
  std::map<Labels, text::Node> rows;
  for (std::int64_t time = *start; time <= *end; time += *step) {
    const auto value = evaluate(*expression, series, time);
    if (!value) return invalid("query", value.error().message.en);
    if (const auto* number = std::get_if<double>(&*value)) {
      append(rows[{}], timed(time, *number));
      continue;
    }
    for (const Sample& sample : std::get<InstantVector>(*value).samples)
      append(rows[sample.labels], timed(time, sample.value));
  }
  text::Node result = list({});
  for (const auto& [labels, values] : rows)
    append(result, object({{"metric", labels_node(labels)}, {"values", values}}));
  return success(object({{"resultType", "matrix"}, {"result", result}}));
}

base::Result<std::vector<Series>> recent(Call& call) {
  TRY(scrape(call.context));
  const std::int64_t now = call.context.milliseconds();
  return series_between(call.context, now - 3'600'000, now);
}

base::Result<http::Response> label_names(Call& call) {
  std::map<std::string, bool> names;
  for (const Series& one : TRY(recent(call)))
    for (const auto& [name, value] : one.labels) names[name] = true;
  text::Node out = list({});
  for (const auto& [name, there] : names) append(out, name);
  return success(std::move(out));
}

base::Result<http::Response> label_values(Call& call) {
  std::map<std::string, bool> values;
  for (const Series& one : TRY(recent(call)))
    if (const auto found = one.labels.find(call.parameter("name")); found != one.labels.end())
      values[found->second] = true;
  text::Node out = list({});
  for (const auto& [value, there] : values) append(out, value);
  return success(std::move(out));
}

base::Result<http::Response> series(Call& call) {
  text::Node out = list({});
  for (const Series& one : TRY(recent(call))) append(out, labels_node(one.labels));
  return success(std::move(out));
}

base::Result<http::Response> targets(Call& call) {
  text::Node active = list({});
  for (const Scraped& one : TRY(scrape(call.context))) {
    const Target& target = one.target;
    const std::string url =
        target.probe ? "http://blackbox:9115/probe?module=http_2xx&target=" + target.instance
                     : "http://" + target.instance + target.path;
    append(active, object({{"discoveredLabels", object({{"__address__", target.instance},
                                                        {"__metrics_path__", target.path},
                                                        {"__scheme__", "http"},
                                                        {"job", target.job}})},
                           {"labels", object({{"instance", target.instance}, {"job", target.job}})},
                           {"scrapePool", target.job},
                           {"scrapeUrl", url},
                           {"globalUrl", url},
                           {"lastError", one.error},
                           {"lastScrape", iso_time(call.context.now)},
                           {"lastScrapeDuration", 0.001},
                           {"health", one.up ? "up" : "down"},
                           {"scrapeInterval", "15s"},
                           {"scrapeTimeout", "10s"}}));
  }
  return success(object({{"activeTargets", active}, {"droppedTargets", list({})}}));
}

base::Result<http::Response> alertmanagers(Call& call) {
  text::Node active = list({});
  if (!call.context.broken("monitoring-alerts-without-recipient"))
    append(active, object({{"url", "http://alertmanager:9093/api/v2/alerts"}}));
  return success(object({{"activeAlertmanagers", active}, {"droppedAlertmanagers", list({})}}));
}

base::Result<http::Response> build(Call&) {
  return success(object({{"version", "2.42.0"},
                         {"revision", "reference"},
                         {"branch", "HEAD"},
                         {"buildUser", "atelier"},
                         {"buildDate", "20260101-00:00:00"},
                         {"goVersion", "go1.19.8"}}));
}

base::Result<http::Response> configuration(Call&) {
  return success(object({{"yaml", "global:\n  scrape_interval: 15s\n"}}));
}

base::Result<http::Response> healthy(Call&) {
  return http::text_response(200, "Prometheus Server is Healthy.\n");
}

base::Result<http::Response> ready(Call&) {
  return http::text_response(200, "Prometheus Server is Ready.\n");
}

base::Result<http::Response> own(Call& call) {
  auto statement = TRY(call.context.store.prepare("SELECT count(*) FROM prometheus_samples"));
  TRY(statement.step());
  return http::text_response(
      200,
      fmt::format("# TYPE prometheus_build_info gauge\nprometheus_build_info{{version=\"2.42.0\"}} "
                  "1\n# TYPE prometheus_tsdb_head_samples gauge\nprometheus_tsdb_head_samples {}\n",
                  statement.integer(0)),
      "text/plain; version=0.0.4; charset=utf-8");
}

base::Result<http::Response> to_graph(Call&) {
  http::Response response = redirect(302, "/graph");
  response.headers["Content-Type"] = "text/html; charset=utf-8";
  response.body = "<a href=\"/graph\">Found</a>.\n\n";
  return response;
}

base::Result<http::Response> graph(Call& call) {
  text::Html body = text::Html::trusted(
      "<form action=\"/api/v1/query\"><label>Expression <input name=\"query\" "
      "value=\"up\"></label> "
      "<button>Execute</button></form>\n<table>\n");
  for (const Scraped& one : TRY(scrape(call.context)))
    body += row({one.target.job, one.target.instance, one.up ? "up" : "down"});
  body += text::Html::trusted("</table>\n");
  return html_response(200, page("Prometheus Time Series Collection and Processing Server", body));
}

base::Result<http::Response> nothing_here(Call& call) {
  return call.parameter("allow").empty() ? http::text_response(404, "404 page not found\n")
                                         : http::text_response(405, "Method Not Allowed\n");
}

constexpr Route kRoutes[] = {
    {"GET", "/", to_graph},
    {"GET", "/graph", graph},
    {"GET", "/-/healthy", healthy},
    {"GET", "/-/ready", ready},
    {"GET", "/metrics", own},
    {"GET", "/api/v1/query", query},
    {"POST", "/api/v1/query", query},
    {"GET", "/api/v1/query_range", query_range},
    {"POST", "/api/v1/query_range", query_range},
    {"GET", "/api/v1/series", series},
    {"GET", "/api/v1/labels", label_names},
    {"GET", "/api/v1/label/:name/values", label_values},
    {"GET", "/api/v1/targets", targets},
    {"GET", "/api/v1/rules", rules},
    {"GET", "/api/v1/alerts", alerts},
    {"GET", "/api/v1/alertmanagers", alertmanagers},
    {"GET", "/api/v1/status/buildinfo", build},
    {"GET", "/api/v1/status/config", configuration},
};

class Prometheus : public Service {
 public:
  Description describe() const override {
    return {.id = "prometheus",
            .title = {"Prometheus", "Prometheus"},
            .ports = {{.number = 9090}},
            .profiles = {"coach"},
            .needs = {"node-exporter"}};
  }
  base::Done prepare(Context& context) override { return prepare_samples(context); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    return dispatch(kRoutes, request, context, nothing_here);
  }
};

}  // namespace
}  // namespace monitoring

std::unique_ptr<Service> make_prometheus() { return std::make_unique<monitoring::Prometheus>(); }

}  // namespace services
