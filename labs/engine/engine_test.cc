#include <catch2/catch.hpp>
#include <mutex>
#include <thread>

#include "labs/engine/diagnose.h"
#include "labs/engine/judge.h"
#include "labs/engine/run.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/spec/load.h"

using namespace engine;

namespace {

spec::Lab make_lab(const std::string& rest) {
  std::vector<base::Error> problems;
  spec::Lab lab = spec::decode_lab(
      "[lab]\nid = \"x\"\nversion = \"1\"\ntitle = { en = \"X\", fr = \"X\" }\nsummary = { en = "
      "\"X\", fr = \"X\" }\n" +
          rest,
      "x.toml",
      [](std::string_view) -> base::Result<std::string> {
        return base::fail(base::ErrorKind::System, {"no", "non"});
      },
      problems);
  for (const base::Error& problem : problems)
    if (problem.severity == base::Severity::Error)
      FAIL(base::to_string(problem.where) + problem.message.en);
  return lab;
}

std::string check(const std::string& id, const std::string& more = "",
                  const std::string& expect = "\"status == 200\"") {
  return "[[check]]\nid = \"" + id + "\"\ntitle = { en = \"" + id + "\", fr = \"" + id +
         "\" }\nhttp = { get = \"https://h/" + id + "\" }\nexpect = [" + expect + "]\n" + more +
         "\n";
}

probes::Observation answer(std::int64_t status, std::string_view body = "") {
  probes::Observation out;
  out.fact("status", status);
  out.fact("body", body);
  if (auto json = formats::parse_json(body)) out.fact("json", std::move(*json));
  out.words = body;
  out.answer = fmt::format("http.{}", status);
  out.why["status"] = out.answer;
  return out;
}

// Answers by the end of the URL; what is not named passes.
RunOptions with(std::map<std::string, probes::Observation> answers) {
  RunOptions out;
  out.now = 1'000'000;
  out.observe = [answers](spec::ProbeKind, const text::Node& parameters, const probes::Limits&,
                          std::int64_t) {
    std::string url = text::string_at(parameters, "get");
    url = url.substr(url.rfind('/') + 1);
    const auto found = answers.find(url);
    return found != answers.end() ? found->second : answer(200, "{}");
  };
  return out;
}

std::string outcomes(const RunResult& result) {
  std::string out;
  for (const CheckResult& one : result.checks)
    out += fmt::format("{}={}{} ", one.id, name_of(one.outcome),
                       one.reason.empty() ? "" : ":" + one.reason);
  return out;
}

}  // namespace

TEST_CASE("expectations are judged") {
  probes::Observation seen = answer(
      200,
      R"({"n":3,"s":"text","list":["a","b"],"t":1000010,"date":"1970-01-12T13:46:40Z","no":null,"yes":true})");
  text::Node headers;
  formats::put(headers, "content-type", formats::node(std::string_view("application/json")));
  seen.fact("header", headers);
  struct Case {
    std::string_view line;
    bool holds;
    std::string_view seen;
  };
  const auto c = GENERATE(values<Case>({
      {"status == 200", true, "200"},
      {"status == '200'", true, "200"},  // templates give text
      {"status != 200", false, "200"},
      {"status in [201, 200]", true, "200"},
      {"status not in [201, 200]", false, "200"},
      {"json /n < 4", true, "3"},
      {"json /n >= 4", false, "3"},
      {"json /s < 4", false, "\"text\""},  // a text is no number
      {"json /s == 'text'", true, "\"text\""},
      {"json /s matches /^t.*t$/", true, "\"text\""},
      {"json /list contains 'b'", true, "[\"a\",\"b\"]"},
      {"json /list contains 'c'", false, "[\"a\",\"b\"]"},
      {"json /list starts with 'a'", true, "[\"a\",\"b\"]"},  // some element does
      {"count json /list == 2", true, "2"},
      {"length json /s == 4", true, "4"},
      {"json /no exists", false, "null"},
      {"json /no == null", true, "null"},
      {"json /none exists", false, ""},
      {"json /none not exists", true, ""},
      {"json /yes == true", true, "true"},
      {"json /t within 30s of now", true, "1000010"},
      {"json /t within 5s of now", false, "1000010"},
      {"json /t after now", true, "1000010"},
      {"json /date within 1s of now", true, "\"1970-01-12T13:46:40Z\""},
      {"json /s after now", false, "\"text\""},
      {"header content-type contains json", true, "\"application/json\""},
      {"header server not contains 'x'", true, ""},
      {"body == '{{name}}'", false, ""},
      {"json /s == '{{name}}'", true, "\"text\""},
  }));
  CAPTURE(c.line);
  spec::Trouble trouble;
  const auto wanted =
      spec::parse_expectation(c.line, spec::info_of(spec::ProbeKind::Http), trouble);
  REQUIRE(wanted);
  const Finding found = judge(*wanted, seen, "", {{"name", "text"}}, 1'000'000);
  CHECK(found.holds == c.holds);
  if (!c.seen.empty()) CHECK(found.seen == c.seen);
}

TEST_CASE("nothing holds of an answer that never came") {
  probes::Observation seen;
  seen.reason = "tcp.refused";
  spec::Trouble trouble;
  for (const char* line :
       {"status == 200", "status != 200", "body not contains 'x'", "json /a not exists"}) {
    CAPTURE(line);
    CHECK_FALSE(judge(*spec::parse_expectation(line, spec::info_of(spec::ProbeKind::Http), trouble),
                      seen, seen.reason, {}, 0)
                    .holds);
  }
}

TEST_CASE("what needs a failed check is blocked, and says by what") {
  const spec::Lab lab = make_lab(check("a") + check("b", "needs = [\"a\"]") +
                                 check("c", "needs = [\"b\"]") + check("d"));
  const RunResult result = run(lab, with({{"a", answer(500)}}));
  CHECK(outcomes(result) == "a=failed:http.500 b=blocked c=blocked d=passed ");
  CHECK(result.checks[2].blocked_by == std::vector<std::string>{"a"});
  CHECK(result.status() == 1);
}

TEST_CASE("what this machine cannot do is no failure of the stack") {
  probes::Observation offline;
  offline.reason = "net.unreachable";
  const RunResult result = run(make_lab(check("a") + check("b")), with({{"a", offline}}));
  CHECK(outcomes(result) == "a=could-not-run:net.unreachable b=passed ");
  CHECK(result.status() == 3);
}

TEST_CASE("captures reach those that need them") {
  const spec::Lab lab =
      make_lab(check("a", "capture = { id = \"json /id\" }") +
               "[[check]]\nid = \"b\"\ntitle = { en = \"b\", fr = \"b\" }\nneeds = [\"a\"]\n"
               "http = { get = \"https://h/{{id}}\" }\nexpect = [\"status == 200\"]\n");
  CHECK(outcomes(run(lab, with({{"a", answer(200, R"({"id":"seven"})")},
                                {"seven", answer(404)}}))) == "a=passed b=failed:http.404 ");
  CHECK(outcomes(run(lab, with({{"a", answer(200, "{}")}}))) ==
        "a=failed:capture.missing b=blocked ");
}

TEST_CASE("only named reasons are tried again") {
  const spec::Lab lab = make_lab(
      check("a", "retry = { within = \"5s\", every = \"1ms\", only-on = [\"http.503\"] }") +
      check("b", "retry = { within = \"5s\", every = \"1ms\", only-on = [\"http.503\"] }"));
  std::mutex mutex;
  int asked = 0;
  RunOptions options;
  options.observe = [&](spec::ProbeKind, const text::Node& parameters, const probes::Limits&,
                        std::int64_t) {
    const std::lock_guard lock(mutex);
    if (text::string_at(parameters, "get") == "https://h/b")
      return answer(403);  // waiting heals no 403
    return answer(++asked < 3 ? 503 : 200);
  };
  const RunResult result = run(lab, options);
  CHECK(outcomes(result) == "a=passed b=failed:http.403 ");
  CHECK(result.checks[0].attempts == 3);
  CHECK(result.checks[1].attempts == 1);
}

TEST_CASE("what works at one moment and not at another is unstable") {
  const spec::Lab lab = make_lab(check("a", "repeat = { times = 3, every = \"1ms\" }"));
  int asked = 0;
  RunOptions options;
  options.observe = [&](spec::ProbeKind, const text::Node&, const probes::Limits&, std::int64_t) {
    return answer(++asked == 2 ? 502 : 200);
  };
  const RunResult result = run(lab, options);
  CHECK(outcomes(result) == "a=failed:repeat.unstable ");
  CHECK(result.checks[0].detail.en == "it worked 2 times of 3; the last failure: http.502");
}

TEST_CASE("an answer rule says who spoke") {
  const spec::Lab lab = make_lab(
      check("a") +
      "[[answer]]\nreason = \"kong.no-key\"\nlayer = \"Kong\"\nwhen = [\"status == 401\", "
      "\"body contains 'No API key'\"]\nsays = { en = \"no key\", fr = \"pas de clé\" }\n");
  const RunResult result = run(lab, with({{"a", answer(401, "No API key found")}}));
  CHECK(outcomes(result) == "a=failed:kong.no-key ");
  CHECK(result.checks[0].layer.en == "Kong");
  CHECK(result.checks[0].says.fr == "pas de clé");
  CHECK(result.checks[0].words == "No API key found");
}

TEST_CASE("no more than the cap runs against one host") {
  std::string checks;
  for (int i = 0; i < 12; ++i) checks += check("c" + std::to_string(i));
  spec::Lab lab = make_lab(checks);
  lab.per_host = 3;
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  RunOptions options;
  options.observe = [&](spec::ProbeKind, const text::Node&, const probes::Limits&, std::int64_t) {
    const int running = ++now;
    int seen = most;
    while (running > seen && !most.compare_exchange_weak(seen, running)) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    --now;
    return answer(200);
  };
  CHECK(run(lab, options).count().passed == 12);
  CHECK(most <= 3);
  CHECK(most >= 2);
}

TEST_CASE("a cancelled run reports what is known") {
  const spec::Lab lab = make_lab(check("a") + check("b", "needs = [\"a\"]"));
  std::atomic<bool> cancelled = false;
  RunOptions options;
  options.cancelled = &cancelled;
  options.observe = [&](spec::ProbeKind, const text::Node&, const probes::Limits&, std::int64_t) {
    cancelled = true;
    return answer(200);
  };
  const RunResult result = run(lab, options);
  CHECK(outcomes(result) == "a=passed b=could-not-run:run.cancelled ");
  CHECK(result.interrupted);
}

TEST_CASE("what was made is cleaned up, and only then") {
  const std::string cleanup =
      "capture = { id = \"json /id\" }\ncleanup = { delete = \"https://h/users/{{id}}\" }";
  const spec::Lab lab = make_lab(check("a", cleanup));
  for (const bool made : {true, false}) {
    std::vector<std::string> deleted;
    RunOptions options;
    options.observe = [&](spec::ProbeKind, const text::Node& parameters, const probes::Limits&,
                          std::int64_t) {
      if (parameters.find("delete") != nullptr)
        deleted.push_back(text::string_at(parameters, "delete"));
      return made ? answer(200, R"({"id":"7"})") : answer(500);
    };
    (void)run(lab, options);
    CHECK(deleted.size() == (made ? 1 : 0));
    if (made) CHECK(deleted[0] == "https://h/users/7");
  }
}

TEST_CASE("an optional value that is not given makes its checks not applicable") {
  const std::string vars =
      "[vars.x]\ntype = \"text\"\nmeaning = { en = \"X\", fr = \"X\" }\noptional = true\n"
      "[secrets.s]\ntype = \"text\"\nmeaning = { en = \"S\", fr = \"S\" }\n";
  const spec::Lab lab =
      make_lab(vars + check("a", "", "\"body == '{{x}}'\"") + check("b", "needs = [\"a\"]") +
               check("c", "", "\"body == '{{s}}'\""));
  CHECK(outcomes(run(lab, with({}))) ==
        "a=not-applicable:run.no-value b=not-applicable c=could-not-run:run.no-value ");
}

TEST_CASE("only and skip choose, with what is needed") {
  const spec::Lab lab = make_lab(check("a") + check("b", "needs = [\"a\"]\ntags = [\"security\"]") +
                                 check("c") + check("net.x"));
  CHECK(selected(lab, {"b"}, {}) == std::set<std::string>{"a", "b"});
  CHECK(selected(lab, {"security"}, {}) == std::set<std::string>{"a", "b"});
  CHECK(selected(lab, {"net"}, {}) == std::set<std::string>{"net.x"});
  CHECK(selected(lab, {}, {"c", "security"}) == std::set<std::string>{"a", "net.x"});
}

TEST_CASE("a secret is masked in every form, whole or cut") {
  Redactor redactor;
  const std::string secret = "s3cr3t/\"key+value";
  redactor.add(secret);
  const auto form = GENERATE_COPY(values<std::string>({
      secret,
      formats::encode_base64(secret),
      formats::encode_base64("user:" + secret),       // Basic authentication
      formats::encode_base64("ab" + secret + "xyz"),  // another alignment
      formats::encode_base64url(secret),
      formats::encode_percent(secret),
      formats::quote_json(secret),
      "https://user:" + secret + "@host/",
      formats::encode_hex(secret),
      "cut at the end: " + secret.substr(0, 10),
  }));
  CAPTURE(form);
  const std::string masked = redactor.mask("before " + form);
  CHECK(masked.find("•••") != std::string::npos);
  CHECK(masked.find(secret.substr(0, 8)) == std::string::npos);
  CHECK(masked.starts_with("before"));
  CHECK(redactor.mask("nothing to hide") == "nothing to hide");
}

TEST_CASE("what is too short to be a secret eats no words") {
  Redactor redactor;
  redactor.add("sse");
  CHECK(redactor.mask("passed") == "passed");
}

namespace {

std::string cause(const std::string& id, const std::string& when, const std::string& more = "") {
  return "[[cause]]\nid = \"" + id + "\"\ntitle = { en = \"" + id + "\", fr = \"" + id +
         "\" }\nfix = { en = \"F\", fr = \"F\" }\nwhen = [" + when + "]\n" + more + "\n";
}

std::string told(const Diagnosis& found) {
  std::string out;
  for (const CauseResult& one : found.causes) {
    out += one.id;
    for (const std::string& rival : one.rivals) out += "|" + rival;
    out += " ";
  }
  for (const std::string& one : found.unexplained) out += "?" + one + " ";
  return out;
}

}  // namespace

TEST_CASE("the cause that explains most is named, then the most specific; nothing is guessed") {
  const std::string checks = check("a") + check("b") + check("c", "needs = [\"b\"]");
  const std::string settle = "settle = { en = \"look\", fr = \"regardez\" }";
  const spec::Lab lab =
      make_lab(checks + cause("one", "\"a fails http.500\"") +
               cause("both", "\"a fails http.500\", \"b fails\"") +
               cause("only", "\"a fails http.503\", \"b passes\"") +
               cause("x", "\"c fails http.404\"", "rivals = [\"y\"]\n" + settle) +
               cause("y", "\"c fails http.404\", \"b passes\"", "rivals = [\"x\"]\n" + settle));
  struct Case {
    std::map<std::string, probes::Observation> answers;
    std::string told;
  };
  const auto c = GENERATE_REF(values<Case>({
      {{}, ""},
      {{{"a", answer(500)}}, "one "},
      {{{"a", answer(500)}, {"b", answer(500)}}, "both "},
      {{{"a", answer(503)}}, "only "},
      {{{"a", answer(503)}, {"b", answer(404)}}, "?a ?b "},  // c is blocked and meets nothing
      {{{"c", answer(404)}}, "y|x "},
      {{{"a", answer(500)}, {"c", answer(404)}}, "y|x one "},
  }));
  CAPTURE(c.told);
  CHECK(told(run(lab, with(c.answers)).diagnosis) == c.told);
}

TEST_CASE("an imagined fault blocks what needs it") {
  const spec::Lab lab =
      make_lab(check("a") + check("b", "needs = [\"a\"]") + cause("k", "\"a fails http.500\""));
  const auto results = imagine(lab, lab.causes[0]);
  CHECK(results[0].outcome == Outcome::Failed);
  CHECK(results[0].reason == "http.500");
  CHECK(results[1].outcome == Outcome::Blocked);
}

TEST_CASE("templates are filled, and what is missing is told") {
  std::vector<std::string> missing;
  CHECK(fill("{{a}}/{{ b }}/{{c}}", {{"a", "1"}, {"b", "2"}}, &missing) == "1/2/{{c}}");
  CHECK(missing == std::vector<std::string>{"c"});
  CHECK(fill("{{a", {{"a", "1"}}) == "{{a");
  // A value is not a template: no second round.
  CHECK(fill("{{a}}", {{"a", "{{a}}"}}) == "{{a}}");
}

TEST_CASE("a value that is not what its type says is refused") {
  spec::Variable variable;
  variable.name = "it";
  struct Case {
    std::string type, value;
    bool good;
  };
  const auto c = GENERATE(values<Case>({
      {"ipv4", "203.0.113.10", true},
      {"ipv4", "203.0.113.256", false},
      {"ipv4", "1.2.3", false},
      {"host", "lab.example.org", true},
      {"host", "a b", false},
      {"host", "-x", false},
      {"port", "65535", true},
      {"port", "0", false},
      {"port", "70000", false},
      {"url", "https://x/", true},
      {"url", "x", false},
      {"origin", "https://x", true},
      {"origin", "https://x/", false},  // browsers send no final slash
      {"email", "a@b.example", true},
      {"email", "a", false},
      {"number", "12", true},
      {"text", "a\nb", false},
      {"text", "", false},
  }));
  CAPTURE(c.type, c.value);
  variable.type = c.type;
  CHECK(check_value(variable, c.value).has_value() == c.good);
}
