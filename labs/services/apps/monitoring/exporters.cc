#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/apps/monitoring/monitoring.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services {
namespace {

constexpr std::string_view kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

base::Result<http::Response> page_not_found(Call&) {
  return http::text_response(404, "404 page not found\n");
}

// A machine of a course: two cores, 8 GB, a disk that is a third full; the counters grow with time.
base::Result<http::Response> node_metrics(Call& call) {
  const std::int64_t now = call.context.now;
  const double busy = static_cast<double>(now % 1'000'000) / 4;
  std::string out =
      "# HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.\n"
      "# TYPE node_cpu_seconds_total counter\n";
  for (const int cpu : {0, 1})
    out += fmt::format(
        "node_cpu_seconds_total{{cpu=\"{0}\",mode=\"idle\"}} {1}\n"
        "node_cpu_seconds_total{{cpu=\"{0}\",mode=\"user\"}} {2}\n",
        cpu, busy * 3, busy);
  out += fmt::format(
      "# HELP node_memory_MemTotal_bytes Memory information field MemTotal_bytes.\n"
      "# TYPE node_memory_MemTotal_bytes gauge\nnode_memory_MemTotal_bytes 8.323e+09\n"
      "# HELP node_memory_MemAvailable_bytes Memory information field MemAvailable_bytes.\n"
      "# TYPE node_memory_MemAvailable_bytes gauge\nnode_memory_MemAvailable_bytes 4.1e+09\n"
      "# HELP node_filesystem_size_bytes Filesystem size in bytes.\n"
      "# TYPE node_filesystem_size_bytes gauge\n"
      "node_filesystem_size_bytes{{device=\"/dev/sda1\",fstype=\"ext4\",mountpoint=\"/\"}} 8e+10\n"
      "# HELP node_filesystem_avail_bytes Filesystem space available to non-root users in bytes.\n"
      "# TYPE node_filesystem_avail_bytes gauge\n"
      "node_filesystem_avail_bytes{{device=\"/dev/sda1\",fstype=\"ext4\",mountpoint=\"/\"}} "
      "5.4e+10\n"
      "# HELP node_load1 1m load average.\n# TYPE node_load1 gauge\nnode_load1 0.{:02}\n"
      "# HELP node_time_seconds System time in seconds since epoch (1970).\n"
      "# TYPE node_time_seconds gauge\nnode_time_seconds {}\n"
      "# HELP node_boot_time_seconds Node boot time, in unixtime.\n"
      "# TYPE node_boot_time_seconds gauge\nnode_boot_time_seconds {}\n"
      "# HELP node_uname_info Labeled system information as provided by the uname system call.\n"
      "# TYPE node_uname_info gauge\n"
      "node_uname_info{{machine=\"x86_64\",nodename=\"lab\",sysname=\"Linux\"}} 1\n",
      now % 60, now, now - 86400);
  return http::text_response(200, std::move(out), kMetricsType);
}

base::Result<http::Response> node_home(Call&) {
  return html_response(
      200, page("Node Exporter", text::Html::trusted("<p><a href=\"/metrics\">Metrics</a></p>\n")));
}

constexpr Route kNode[] = {{"GET", "/", node_home}, {"GET", "/metrics", node_metrics}};

class NodeExporter : public Service {
 public:
  Description describe() const override {
    return {.id = "node-exporter",
            .title = {"Node exporter", "Node exporter"},
            .ports = {{.number = 9100}},
            .profiles = {"coach"},
            .needs = {}};
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    return dispatch(kNode, request, context, page_not_found);
  }
};

constexpr const char* kLines = "loki_lines";
constexpr std::int64_t kMostLines = 5'000;

base::Result<http::Response> loki_ready(Call&) { return http::text_response(200, "ready\n"); }

base::Result<http::Response> loki_metrics(Call& call) {
  return http::text_response(
      200,
      fmt::format("# TYPE loki_build_info gauge\nloki_build_info{{version=\"3.5.0\"}} 1\n"
                  "# TYPE loki_lines gauge\nloki_lines {}\n",
                  TRY(Shelf(call.context.store, kLines).count())),
      kMetricsType);
}

// {"streams": [{"stream": {labels}, "values": [["<ns>", "line"]]}]}
base::Result<http::Response> loki_push(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body) return http::text_response(400, "loghttp.PushRequest: decode error\n");
  Shelf shelf(call.context.store, kLines);
  std::int64_t count = TRY(shelf.count());
  for (const text::Node& stream : array_in(*body, "streams")) {
    const text::Node* labels = stream.find("stream");
    for (const text::Node& value : array_in(stream, "values")) {
      const text::Node* time = formats::find_pointer(value, "/0");
      const text::Node* line = formats::find_pointer(value, "/1");
      if (time == nullptr || line == nullptr) continue;
      if (count++ >= kMostLines) return http::text_response(429, "Ingestion rate limit exceeded\n");
      TRY(shelf.put(new_hex(call.context, 24),
                    object({{"time", formats::plain(*time)},
                            {"line", formats::plain(*line)},
                            {"labels", labels != nullptr ? *labels : object({})}})));
    }
  }
  http::Response done;
  done.status = 204;
  return done;
}

// `{job="coach"} |= "text"`: the labels must be equal, and the line must hold the text.
base::Result<http::Response> loki_query(Call& call) {
  const Fields fields = parse_form(call.request.query);
  const std::string query(field(fields, "query"));
  const std::size_t brace = query.find('}');
  if (!query.starts_with('{') || brace == std::string::npos)
    return http::text_response(400,
                               "parse error at line 1, col 1: syntax error: unexpected $end\n");
  const Fields wanted = [&] {
    Fields out;
    std::string inside = query.substr(1, brace - 1);
    while (!inside.empty()) {
      const std::size_t comma = std::min(inside.find(','), inside.size());
      std::string pair = inside.substr(0, comma);
      inside.erase(0, std::min(comma + 1, inside.size()));
      const std::size_t equals = pair.find('=');
      if (equals == std::string::npos) continue;
      std::string value = pair.substr(equals + 1);
      std::erase(value, '"');
      std::string name = pair.substr(0, equals);
      std::erase(name, ' ');
      out[name] = value;
    }
    return out;
  }();
  std::string needle;
  if (const std::size_t filter = query.find("|= \"", brace); filter != std::string::npos)
    needle = query.substr(filter + 4, query.find('"', filter + 4) - filter - 4);
  const long limit = number_field(fields, "limit", 100, 1, kMostLines);
  std::map<std::string, std::pair<text::Node, text::Node>> streams;
  long found = 0;
  for (const text::Node& one :
       TRY(Shelf(call.context.store, kLines).all(Order::NewestFirst, kMostLines))) {
    const text::Node* labels = one.find("labels");
    if (labels == nullptr || string_in(one, "line").find(needle) == std::string_view::npos)
      continue;
    bool fits = true;
    for (const auto& [name, value] : wanted) fits = fits && string_in(*labels, name) == value;
    if (!fits || found++ >= limit) continue;
    auto& stream = streams[formats::to_json(*labels)];
    stream.first = *labels;
    append(stream.second, list({string_in(one, "time"), string_in(one, "line")}));
  }
  text::Node result = list({});
  for (const auto& [key, stream] : streams)
    append(result, object({{"stream", stream.first}, {"values", stream.second}}));
  return json_response(
      200,
      {{"status", "success"},
       {"data", object({{"resultType", "streams"}, {"result", result}, {"stats", object({})}})}});
}

base::Result<http::Response> loki_labels(Call& call) {
  std::map<std::string, bool> names;
  for (const text::Node& one : TRY(Shelf(call.context.store, kLines).all()))
    if (const text::Node* labels = one.find("labels"))
      if (const auto* table = std::get_if<text::Table>(&labels->value))
        for (const text::Member& member : *table) names[member.key] = true;
  text::Node out = list({});
  for (const auto& [name, there] : names) append(out, name);
  return json_response(200, {{"status", "success"}, {"data", out}});
}

constexpr Route kLoki[] = {
    {"GET", "/ready", loki_ready},
    {"GET", "/metrics", loki_metrics},
    {"POST", "/loki/api/v1/push", loki_push},
    {"GET", "/loki/api/v1/query_range", loki_query},
    {"GET", "/loki/api/v1/query", loki_query},
    {"GET", "/loki/api/v1/labels", loki_labels},
};

class Loki : public Service {
 public:
  Description describe() const override {
    return {.id = "loki",
            .title = {"Loki", "Loki"},
            .ports = {{.number = 3100}},
            .profiles = {"coach"},
            .needs = {}};
  }
  base::Done prepare(Context& context) override { return Shelf(context.store, kLines).make(); }
  bool is_up(Context& context) override { return !context.broken("e5-loki-restart-loop"); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    http::Response response = dispatch(kLoki, request, context, page_not_found);
    if (context.broken("e5-loki-unsteady") && every_nth(context.store, "loki", 3).value_or(false))
      response.fate = http::Fate::Close;
    return response;
  }
};

}  // namespace

std::unique_ptr<Service> make_node_exporter() { return std::make_unique<NodeExporter>(); }
std::unique_ptr<Service> make_loki() { return std::make_unique<Loki>(); }

}  // namespace services
