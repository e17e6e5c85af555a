#include "labs/cli/run_server.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "generator/base/files.h"
#include "labs/formats/json.h"
#include "tests/support/temporary_folder.h"

using namespace lab_check;

namespace {

struct Fixture {
  Fixture() {
    REQUIRE(base::write_file(folder.path() / "site/fr/labs/small.html",
                             "<html><head><title>x</title></head><body></body></html>"));
    REQUIRE(base::write_file(folder.path() / "site/fr/other.html", "<html><head></head></html>"));
    REQUIRE(base::write_file(folder.path() / "labs/small.toml",
                             "[lab]\nid = \"small\"\nversion = \"1\"\ntitle = { en = \"S\", fr = "
                             "\"S\" }\nsummary = { en = \"S\", fr = \"S\" }\n"
                             "[vars.port]\ntype = \"port\"\nmeaning = { en = \"P\", fr = \"P\" }\n"
                             "[[check]]\nid = \"a\"\ntitle = { en = \"A\", fr = \"A\" }\ntcp = { "
                             "target = \"h:{{port}}\" }\n"
                             "expect = [\"state == open\"]\n"));
    options.site = folder.path() / "site";
    options.catalog = folder.path() / "labs";
    options.token = "right-token";
    options.observe = [](spec::ProbeKind, const text::Node&, const probes::Limits&, std::int64_t) {
      probes::Observation out;
      out.fact("state", "open");
      return out;
    };
  }
  http::Request request(const std::string& method, const std::string& path,
                        const std::string& body = "") const {
    http::Request out;
    out.method = method;
    out.path = out.target = path;
    out.body = body;
    out.headers["Host"] = "127.0.0.1:4322";
    out.headers["Origin"] = "http://127.0.0.1:4322";
    out.headers["X-Lab-Check"] = "right-token";
    return out;
  }
  support::TemporaryFolder folder;
  RunServerOptions options;
};

const char* const kRun = R"({"lab":"small","values":{"port":"1"}})";

}  // namespace

TEST_CASE("lab pages get the button, other pages stay as they are") {
  const Fixture fixture;
  RunServer server(fixture.options);
  const http::Response lab = server.handle(fixture.request("GET", "/fr/labs/small.html"));
  CHECK_THAT(lab.body, Catch::Contains("<meta name=\"lab-check\" content=\"right-token\">"));
  CHECK_THAT(lab.body,
             Catch::Contains("<script defer src=\"/lab-check/run.js\"></script>\n</head>"));
  CHECK(server.handle(fixture.request("GET", "/fr/other.html")).body ==
        "<html><head></head></html>");
  // The script itself may be read by any page: it holds no token.
  CHECK(server.handle(fixture.request("GET", "/lab-check/run.js")).body.find("right-token") ==
        std::string::npos);
}

TEST_CASE("a click runs the lab and its report is the program's") {
  const Fixture fixture;
  RunServer server(fixture.options);
  CHECK(server.handle(fixture.request("POST", "/lab-check/runs", kRun)).body == R"({"run":1})");
  http::Response state;
  for (int i = 0; i < 200; ++i) {
    state = server.handle(fixture.request("GET", "/lab-check/runs/1"));
    if (state.body.find("\"report\"") != std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const auto read = formats::parse_json(state.body);
  REQUIRE(read);
  const text::Node* outcome = formats::find_pointer(*read, "/report/checks/0/outcome");
  REQUIRE(outcome != nullptr);
  CHECK(formats::plain(*outcome) == "passed");
  // Each check is told once it has ended; those that are known already are not told again.
  const text::Node* told = formats::find_pointer(*read, "/ended/0/outcome");
  REQUIRE(told != nullptr);
  CHECK(formats::plain(*told) == "passed");
  http::Request rest = fixture.request("GET", "/lab-check/runs/1");
  for (const char* seen : {"after=1", "after=9"}) {
    rest.query = seen;
    CHECK_THAT(server.handle(rest).body,
               Catch::Contains("\"done\":1,") && Catch::Contains("\"ended\":[]"));
  }
  rest.query = "after=x";
  CHECK_THAT(server.handle(rest).body, !Catch::Contains("\"ended\":[]"));
}

TEST_CASE("nobody else can start a run, or read one") {
  const Fixture fixture;
  RunServer server(fixture.options);
  const auto status = [&](const char* header, const char* value, const char* method,
                          const char* path) {
    http::Request request = fixture.request(method, path, kRun);
    if (value == nullptr)
      request.headers.erase(header);
    else
      request.headers[header] = value;
    return server.handle(request).status;
  };
  CHECK(status("X-Lab-Check", nullptr, "POST", "/lab-check/runs") == 403);
  CHECK(status("X-Lab-Check", "wrong-token", "POST", "/lab-check/runs") == 403);
  CHECK(status("Origin", "https://evil.example", "POST", "/lab-check/runs") == 403);
  CHECK(status("Origin", nullptr, "POST", "/lab-check/runs") == 403);
  CHECK(status("X-Lab-Check", nullptr, "GET", "/lab-check/runs/1") == 403);
  CHECK(status("X-Lab-Check", nullptr, "GET", "/lab-check/labs/small") == 403);
  CHECK(server.handle(fixture.request("GET", "/lab-check/runs")).status ==
        404);  // a link starts nothing
  CHECK(server.handle(fixture.request("GET", "/lab-check/runs/1")).status == 404);
}

TEST_CASE("what is no run is refused") {
  const Fixture fixture;
  RunServer server(fixture.options);
  struct Case {
    std::string_view body;
    int status;
  };
  const auto c = GENERATE(values<Case>({
      {"", 400},
      {"[1]", 400},
      {R"({"lab":"none"})", 404},
      {R"({"lab":"../labs/small"})", 404},
      {R"({"lab":"small"})", 400},  // the port is missing
      {R"({"lab":"small","values":{"port":"x"}})", 400},
      {R"({"lab":"small","values":{"port":"1","no":"1"}})", 400},
  }));
  CAPTURE(c.body);
  CHECK(server.handle(fixture.request("POST", "/lab-check/runs", std::string(c.body))).status ==
        c.status);
}

TEST_CASE("the button runs against the services that somebody practises on, as their files are") {
  Fixture fixture;
  const std::filesystem::path practice = fixture.folder.path() / "practice";
  fixture.options.practice = practice;
  std::string asked;
  fixture.options.observe = [&](spec::ProbeKind, const text::Node& probe, const probes::Limits&,
                                std::int64_t) {
    asked = formats::to_json(probe);
    probes::Observation out;
    out.fact("state", "open");
    return out;
  };
  RunServer server(fixture.options);
  const auto known = [&] {
    return server.handle(fixture.request("GET", "/lab-check/labs/small")).body;
  };
  CHECK_THAT(known(), Catch::Contains(R"("default":"")"));  // no such folder yet
  REQUIRE(base::write_file(practice / "small.toml", "port = \"8443\"\n"));
  REQUIRE(base::write_file(practice / ".env", "A=1\n"));
  CHECK_THAT(known(), Catch::Contains(R"("default":"8443")"));

  CHECK(server.handle(fixture.request("POST", "/lab-check/runs", R"({"lab":"small"})")).status ==
        202);
  for (int i = 0; i < 200; ++i) {
    const auto state = server.handle(fixture.request("GET", "/lab-check/runs/1"));
    if (state.body.find("\"report\"") != std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK_THAT(asked, Catch::Contains("h:8443"));
}
