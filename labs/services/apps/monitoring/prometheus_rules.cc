#include <fmt/format.h>

#include "labs/services/apps/monitoring/prometheus_parts.h"
#include "labs/services/apps/monitoring/promql.h"
#include "labs/services/apps/monitoring/scrape.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"

namespace services::monitoring {
namespace {

struct Rule {
  const char* name;
  const char* expression;
  std::int64_t seconds;
  const char* severity;
  const char* summary;
};
constexpr Rule kRules[] = {
    {"TargetDown", "up == 0", 120, "page", "a target does not answer"},
    {"ServiceDown", "probe_success == 0", 120, "page", "a service fails its probe"},
    {"DiskNearlyFull",
     "node_filesystem_avail_bytes{mountpoint=\"/\"} / node_filesystem_size_bytes{mountpoint=\"/\"} "
     "< 0.15",
     600, "ticket", "less than 15 % of the disk is free"},
};

// What fires now: a rule whose expression gives something.
base::Result<text::Node> alerts_of(Call& call, const Rule& rule) {
  std::string why;
  const auto expression = parse_promql(rule.expression, why);
  text::Node out = list({});
  if (!expression) return out;
  const std::int64_t now = call.context.milliseconds();
  const auto value = TRY(evaluate(
      *expression, TRY(series_between(call.context, now - lookback(*expression), now)), now));
  const auto* vector = std::get_if<InstantVector>(&value);
  if (vector == nullptr) return out;
  for (const Sample& sample : vector->samples) {
    Labels labels = sample.labels;
    labels.erase("__name__");
    labels["alertname"] = rule.name;
    labels["severity"] = rule.severity;
    append(out, object({{"labels", labels_node(labels)},
                        {"annotations", object({{"summary", rule.summary}})},
                        {"state", "firing"},
                        {"activeAt", iso_time(call.context.now - rule.seconds)},
                        {"value", fmt::format("{:e}", sample.value)}}));
  }
  return out;
}

}  // namespace

base::Result<http::Response> rules(Call& call) {
  TRY(scrape(call.context));
  text::Node groups = list({});
  if (!call.context.broken("e5-alerts-missing")) {
    text::Node all = list({});
    for (const Rule& rule : kRules) {
      const text::Node alerts = TRY(alerts_of(call, rule));
      const bool fires = !std::get<text::Array>(alerts.value).empty();
      append(all, object({{"state", fires ? "firing" : "inactive"},
                          {"name", rule.name},
                          {"query", rule.expression},
                          {"duration", rule.seconds},
                          {"labels", object({{"severity", rule.severity}})},
                          {"annotations", object({{"summary", rule.summary}})},
                          {"alerts", alerts},
                          {"health", "ok"},
                          {"evaluationTime", 0.0002},
                          {"lastEvaluation", iso_time(call.context.now)},
                          {"type", "alerting"}}));
    }
    append(groups, object({{"name", "coach"},
                           {"file", "/etc/prometheus/rules.yml"},
                           {"rules", all},
                           {"interval", 15}}));
  }
  return success(object({{"groups", groups}}));
}

base::Result<http::Response> alerts(Call& call) {
  TRY(scrape(call.context));
  text::Node out = list({});
  if (!call.context.broken("e5-alerts-missing"))
    for (const Rule& rule : kRules) {
      const text::Node found = TRY(alerts_of(call, rule));
      for (const text::Node& one : std::get<text::Array>(found.value)) append(out, one);
    }
  return success(object({{"alerts", out}}));
}

}  // namespace services::monitoring
