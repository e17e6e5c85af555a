#include "labs/services/apps/monitoring/scrape.h"

#include <fmt/format.h>

#include "labs/services/common/answers.h"

namespace services::monitoring {
namespace {

constexpr std::int64_t kInterval = 5000;  // milliseconds

const std::vector<Target>& targets() {
  static const std::vector<Target> kTargets = {
      {"prometheus", "prometheus", "localhost:9090", "/metrics"},
      {"node", "node-exporter", "node:9100", "/metrics"},
      {"central", "central", "central:3001", "/metrics", false, true},
      {"n8n", "n8n", "n8n:5678", "/metrics", false, true},
      {"qdrant", "qdrant", "qdrant:6333", "/metrics", false, true},
      {"probes", "django", "http://django:8002/", "/", true},
      {"probes", "fastapi", "http://fastapi:8000/ready", "/ready", true},
      {"probes", "streamlit", "http://streamlit:8501/_stcore/health", "/_stcore/health", true},
  };
  return kTargets;
}

std::string own_metrics(Context& context) {
  const auto rows = context.store.prepare("SELECT count(*) FROM prometheus_samples");
  std::int64_t count = 0;
  if (rows) {
    auto statement = *rows;
    const auto stepped = statement.step();
    if (stepped && *stepped) count = statement.integer(0);
  }
  return fmt::format(
      "prometheus_build_info{{version=\"2.42.0\"}} 1\n"
      "prometheus_tsdb_head_samples {}\nup_since_seconds {}\n",
      count, context.now);
}

http::Response ask(Context& context, const Target& target) {
  if (target.service == "prometheus") return http::text_response(200, own_metrics(context));
  if (!context.call) return {502, {}, {}};
  http::Request request;
  request.target = request.path = target.path;
  request.headers["Accept"] =
      "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
  request.headers["User-Agent"] = "Prometheus/2.42.0";
  request.headers["X-Prometheus-Scrape-Timeout-Seconds"] = "10";
  return context.call(target.service, request);
}

Scraped ask_one(Context& context, const Target& target, std::vector<Sample>& samples) {
  const bool cut = context.broken("monitoring-all-down") ||
                   (context.broken("monitoring-target-down") && target.job == "node");
  const http::Response answer = cut ? http::Response{502, {}, {}} : ask(context, target);
  const bool runs = answer.status != 502;
  const bool good = answer.status == 200;
  Scraped out{
      target, (target.probe && !cut) || good,
      good || target.probe ? "" : fmt::format("server returned HTTP status {}", answer.status)};
  if (target.optional && (!runs || answer.status == 404)) {
    out.target.job.clear();
    return out;
  }
  const Labels base = {{"instance", target.instance}, {"job", target.job}};
  const auto add = [&](std::string name, double value) {
    Labels labels = base;
    labels["__name__"] = std::move(name);
    samples.push_back({std::move(labels), value});
  };
  add("up", out.up ? 1 : 0);
  add("scrape_duration_seconds", 0.001);
  if (target.probe) {
    add("probe_success", good ? 1 : 0);
    add("probe_http_status_code", answer.status);
    add("probe_duration_seconds", 0.001 + static_cast<double>(answer.delay.count()) / 1000);
    return out;
  }
  if (!good) return out;
  for (Sample& sample : parse_exposition(answer.body)) {
    sample.labels.insert(base.begin(), base.end());
    samples.push_back(std::move(sample));
  }
  return out;
}

}  // namespace

base::Result<std::vector<Scraped>> scrape(Context& context) {
  std::vector<Scraped> out;
  std::vector<Sample> samples;
  const bool fresh = context.milliseconds() - TRY(last_scrape(context)) < kInterval;
  for (const Target& target : targets()) {
    if (context.broken("monitoring-no-target")) break;
    Scraped one = ask_one(context, target, samples);
    if (!one.target.job.empty()) out.push_back(std::move(one));
  }
  if (!fresh) TRY(store_samples(context, context.milliseconds(), samples));
  return out;
}

}  // namespace services::monitoring
