#include "labs/services/apps/monitoring/monitoring.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "labs/services/apps/monitoring/promql.h"
#include "labs/services/apps/monitoring/samples.h"
#include "labs/services/common/test_world.h"

namespace services {
namespace {

using monitoring::Labels;
using monitoring::Series;

constexpr std::int64_t kNow = 1'000'000;

// A counter that grows by one a second for a minute, a gauge of two instances.
std::vector<Series> sample_series() {
  Series counter{{{"__name__", "requests_total"}, {"job", "api"}}, {}};
  for (std::int64_t t = kNow - 60'000; t <= kNow; t += 10'000)
    counter.values.push_back({t, static_cast<double>(t) / 1000});
  Series one{{{"__name__", "up"}, {"job", "api"}, {"instance", "a:1"}}, {{kNow - 1000, 1}}};
  Series two{{{"__name__", "up"}, {"job", "db"}, {"instance", "b:2"}}, {{kNow - 1000, 0}}};
  return {counter, one, two};
}

// "{labels} value; …", or the error.
std::string evaluated(std::string_view query) {
  std::string why;
  const auto expression = monitoring::parse_promql(query, why);
  if (!expression) return why;
  const auto value = monitoring::evaluate(*expression, sample_series(), kNow);
  if (!value) return value.error().message.en;
  if (const auto* number = std::get_if<double>(&*value)) return monitoring::written_number(*number);
  std::string out;
  for (const auto& sample : std::get<monitoring::InstantVector>(*value).samples) {
    out += out.empty() ? "{" : "; {";
    for (const auto& [name, text] : sample.labels)
      out += (out.ends_with('{') ? "" : ",") + name + "=" + text;
    out += "} " + monitoring::written_number(sample.value);
  }
  return out;
}

TestWorld prometheus_world() {
  TestWorld world(make_prometheus());
  world.others = [](std::string_view service, const http::Request& request) {
    if (service == "node-exporter")
      return http::text_response(200,
                                 "node_filesystem_avail_bytes{mountpoint=\"/\"} 10\n"
                                 "node_filesystem_size_bytes{mountpoint=\"/\"} 100\n");
    if (service == "alertmanager" || service == "loki") return http::text_response(200, "ok 1\n");
    if (service == "django") return http::text_response(200, "");
    if (service == "fastapi") return http::text_response(503, "");
    (void)request;
    return http::Response{502, {}, {}};
  };
  return world;
}

}  // namespace

TEST_CASE("the text of an exporter becomes samples") {
  const auto samples = monitoring::parse_exposition(
      "# HELP x y\nplain 1\n\nwith{a=\"1\",b=\"q\\\"uo\\\\te\\n\"} 2.5 1234\r\n"
      "inf +Inf\nbroken{a= 1\nno_number x\n{} 3\nlast{} 4");
  REQUIRE(samples.size() == 4);
  CHECK(samples[0].labels.at("__name__") == "plain");
  CHECK(samples[1].labels.at("b") == "q\"uo\\te\n");
  CHECK(samples[1].value == 2.5);
  CHECK(std::isinf(samples[2].value));
  CHECK(samples[3].value == 4);
}

TEST_CASE("expressions have the values that Prometheus gives them") {
  struct Case {
    std::string_view query, result;
  };
  const auto c = GENERATE(values<Case>({
      {"1", "1"},
      {"1 + 2 * 3 - 4 / 2", "5"},
      {"-(2)", "-2"},
      {"1 == bool 2", "0"},
      {"1 / 0", "+Inf"},
      {"up", "{__name__=up,instance=a:1,job=api} 1; {__name__=up,instance=b:2,job=db} 0"},
      {"up{job=\"api\"}", "{__name__=up,instance=a:1,job=api} 1"},
      {"up{job!=\"api\"}", "{__name__=up,instance=b:2,job=db} 0"},
      {"up{job=~\"a.*|x\"}", "{__name__=up,instance=a:1,job=api} 1"},
      {"up{instance!~\".+:1\"}", "{__name__=up,instance=b:2,job=db} 0"},
      {"{__name__=\"up\",job=\"db\"}", "{__name__=up,instance=b:2,job=db} 0"},
      {"up == 0", "{__name__=up,instance=b:2,job=db} 0"},
      {"up * 2", "{instance=a:1,job=api} 2; {instance=b:2,job=db} 0"},
      {"up / up{job=\"api\"}", "{instance=a:1,job=api} 1"},
      {"sum(up)", "{} 1"},
      {"count by (job) (up)", "{job=api} 1; {job=db} 1"},
      {"max(up) without (instance)", "{job=api} 1; {job=db} 0"},
      {"avg(up)", "{} 0.5"},
      {"rate(requests_total[1m])", "{job=api} 0.8333333333333334"},
      {"increase(requests_total[30s])", "{job=api} 20"},
      {"avg_over_time(up[5m])", "{instance=a:1,job=api} 1; {instance=b:2,job=db} 0"},
      {"absent(nothing)", "{} 1"},
      {"nothing", ""},
      {"time()", "1000"},
  }));
  CAPTURE(c.query);
  CHECK(evaluated(c.query) == c.result);
}

TEST_CASE("a wrong expression is refused in Prometheus' words") {
  struct Case {
    std::string_view query, error;
  };
  const auto c = GENERATE(values<Case>({
      {"up{", "1:4: parse error: unexpected end of input inside braces"},
      {"up{a=", "1:6: parse error: unexpected end of input inside braces"},
      {"", "1:1: parse error: no expression found in input"},
      {"{}", "1:1: parse error: vector selector must contain at least one non-empty matcher"},
      {"sum(", "1:5: parse error: unclosed left parenthesis"},
      {"sum(up", "1:7: parse error: unclosed left parenthesis"},
      {"(1", "1:3: parse error: unclosed left parenthesis"},
      {"up)", "1:4: parse error: unexpected right parenthesis ')'"},
      {"1 +", "1:4: parse error: unexpected end of input"},
      {"nope(up)", "1:1: parse error: unknown function with name \"nope\""},
      {"time(1)", "1:1: parse error: expected 0 argument(s) in call to \"time\", got 1"},
      {"rate(up)",
       "1:6: parse error: expected type range vector in call to function \"rate\", got "
       "instant vector"},
      {"abs(1)",
       "1:5: parse error: expected type instant vector in call to function \"abs\", got "
       "scalar"},
      {"sum(1)",
       "1:5: parse error: expected type instant vector in aggregation expression, got "
       "scalar"},
      {"1 == 2", "1:3: parse error: comparisons between scalars must use BOOL modifier"},
      {"up ! 2", "1:4: parse error: unexpected character after '!': ' '"},
      {"*", "1:1: parse error: unexpected <op:*>"},
      {"up{a=\"x}", "1:6: parse error: unterminated quoted string"},
      {"up[0s]", "1:4: parse error: duration must be greater than 0"},
      {"up and up", "1:4: parse error: 'and' is beyond this reference service"},
  }));
  CAPTURE(c.query);
  CHECK(evaluated(c.query) == c.error);
}

TEST_CASE("an expression that nests without end is refused at once") {
  CHECK(evaluated(std::string(4000, '(')).find("nests too deep") != std::string::npos);
  CHECK(evaluated(std::string(4000, '-') + "1").find("nests too deep") != std::string::npos);
  CHECK(evaluated(std::string(6000, 'a')).find("too long") != std::string::npos);
}

TEST_CASE("Prometheus scrapes the services of its process and tells what it found") {
  TestWorld world = prometheus_world();
  CHECK(world.ask("GET /-/healthy").body == "Prometheus Server is Healthy.\n");
  CHECK(world.ask("GET /-/ready").body == "Prometheus Server is Ready.\n");
  const http::Response up = world.ask("GET /api/v1/query?query=up%7Bjob%3D%22node%22%7D");
  CHECK(TestWorld::part(up, "/data/resultType") == "vector");
  CHECK(TestWorld::part(up, "/data/result/0/metric/instance") == "node:9100");
  CHECK(TestWorld::part(up, "/data/result/0/value/1") == "1");
  const http::Response probes =
      world.ask("GET /api/v1/query?query=probe_success%7Binstance%3D~%22.*fastapi.*%22%7D");
  CHECK(TestWorld::part(probes, "/data/result/0/value/1") == "0");
  CHECK(TestWorld::part(world.ask("GET /api/v1/query?query=up%7B"), "/error") ==
        "invalid parameter \"query\": 1:4: parse error: unexpected end of input inside braces");
  CHECK(TestWorld::part(world.ask("GET /api/v1/query?query=1"), "/data/resultType") == "scalar");
  CHECK(TestWorld::part(world.ask("GET /api/v1/query?query=up%5B5m%5D"), "/data/resultType") ==
        "matrix");
  CHECK(world.ask("GET /api/v1/nope").body == "404 page not found\n");
  CHECK(
      TestWorld::part(world.ask("GET /api/v1/alertmanagers"), "/data/activeAlertmanagers/0/url") ==
      "http://alertmanager:9093/api/v2/alerts");
  CHECK(TestWorld::part(world.ask("GET /api/v1/targets"), "/data/activeTargets/0/health") == "up");
  world.faults = {"monitoring-target-down"};
  CHECK(world.ask("GET /api/v1/targets").body.find("\"health\":\"down\"") != std::string::npos);
}

TEST_CASE("a range is what the scrapes of that time found") {
  TestWorld world = prometheus_world();
  for (int i = 0; i < 4; ++i) {
    world.ask("GET /api/v1/query?query=up");
    world.now += 10;
  }
  const http::Response range = world.ask(
      "GET /api/v1/query_range?query=count_over_time(up%7Bjob%3D%22node%22%7D%5B1m%5D)&start=" +
      std::to_string(world.now - 30) + "&end=" + std::to_string(world.now) + "&step=10");
  CHECK(TestWorld::part(range, "/data/resultType") == "matrix");
  CHECK(TestWorld::part(range, "/data/result/0/values/0/1") == "2");
  CHECK(TestWorld::part(range, "/data/result/0/values/3/1") == "5");
  CHECK(TestWorld::part(world.ask("GET /api/v1/query_range?query=up&start=1&end=100000000&step=1"),
                        "/errorType") == "bad_data");
  CHECK(world.ask("GET /api/v1/query_range?query=up&start=2&end=1&step=1").status == 400);
}

TEST_CASE("rules fire for what is down, and are missing when nobody wrote them") {
  TestWorld world = prometheus_world();
  const http::Response alerts = world.ask("GET /api/v1/alerts");
  CHECK(alerts.body.find("\"alertname\":\"ServiceDown\"") != std::string::npos);
  CHECK(alerts.body.find("\"alertname\":\"DiskNearlyFull\"") != std::string::npos);
  CHECK(TestWorld::part(world.ask("GET /api/v1/rules"), "/data/groups/0/rules/2/state") ==
        "firing");
  world.faults = {"e5-alerts-missing"};
  CHECK(world.ask("GET /api/v1/rules").body.find("\"groups\":[]") != std::string::npos);
}

TEST_CASE("Grafana lets its administrator in, and the default one when nobody changed it") {
  TestWorld world(make_grafana());
  world.settings["GRAFANA_PASSWORD"] = "a long password";
  CHECK(TestWorld::part(world.ask("GET /api/health"), "/database") == "ok");
  CHECK(world.ask("GET /api/org").status == 401);
  world.headers["Authorization"] = "Basic YWRtaW46YWRtaW4=";  // admin:admin
  CHECK(world.ask("GET /api/org").status == 401);
  world.faults = {"grafana-default-password", "e5-dashboard-missing"};
  CHECK(world.ask("GET /api/org").status == 200);
  CHECK(world.ask("GET /api/search?type=dash-db").body == "[]");
  CHECK(TestWorld::part(world.ask("GET /api/datasources"), "/0/type") == "prometheus");
  CHECK(world.ask("GET /api/datasources/proxy/1/api/v1/query?query=up").status == 502);
}

TEST_CASE("Loki gives back the lines that it was given") {
  TestWorld world(make_loki());
  CHECK(world.ask("GET /ready").body == "ready\n");
  const http::Response pushed = world.ask(
      "POST /loki/api/v1/push",
      R"({"streams":[{"stream":{"job":"coach"},"values":[["1","started"],["2","an error"]]}]})");
  CHECK(pushed.status == 204);
  const http::Response found = world.ask(
      "GET /loki/api/v1/query_range?query=%7Bjob%3D%22coach%22%7D%20%7C%3D%20%22error%22");
  CHECK(TestWorld::part(found, "/data/result/0/values/0/1") == "an error");
  CHECK(TestWorld::part(found, "/data/result/0/values/1/1").empty());
  CHECK(world.ask("GET /loki/api/v1/query_range?query=nonsense").status == 400);
}

TEST_CASE("AlertManager takes alerts that have labels") {
  TestWorld world(make_alertmanager());
  CHECK(world.ask("GET /-/ready").body == "OK");
  CHECK(world.ask("GET /api/v2/alerts").body == "[]");
  CHECK(world.ask("POST /api/v2/alerts", "[{}]").body ==
        R"({"code":602,"message":"0.labels in body is required"})");
  CHECK(world.ask("POST /api/v2/alerts", R"([{"labels":{"alertname":"Manual"}}])").status == 200);
  CHECK(TestWorld::part(world.ask("GET /api/v2/alerts"), "/0/labels/alertname") == "Manual");
  Context context = world.context();
  world.faults = {"e5-alertmanager-restart-loop"};
  CHECK_FALSE(world.service().is_up(context));
}

TEST_CASE("what the node exporter says can be read") {
  TestWorld world(make_node_exporter());
  const auto samples = monitoring::parse_exposition(world.ask("GET /metrics").body);
  CHECK(samples.size() == 12);
}

}  // namespace services
