#include "labs/formats/encodings.h"
#include "labs/services/supabase/test_stack.h"

using services::test::TestStack;

namespace {

std::string basic(const std::string& pair) { return "Basic " + formats::encode_base64(pair); }

}  // namespace

TEST_CASE("the gateway asks for a key, in its own words") {
  TestStack stack;
  struct Case {
    const char* target;
    http::Headers headers;
    int status;
    const char* body;
  };
  const std::string anon = stack.anon();
  const auto c = GENERATE_COPY(values<Case>({
      {"/auth/v1/settings", {}, 401, R"({"message":"No API key found in request"})"},
      {"/auth/v1/settings",
       {{"apikey", "wrong"}},
       401,
       R"({"message":"Invalid authentication credentials"})"},
      {"/rest/v1/todos?apikey=wrong",
       {},
       401,
       R"({"message":"Invalid authentication credentials"})"},
      {"/pg/tables", {{"apikey", anon}}, 403, R"({"message":"You cannot consume this service"})"},
      {"/", {}, 401, R"({"message":"Unauthorized"})"},
      {"/",
       {{"Authorization", basic("ana@lab.test:correct horse")}},
       401,
       R"({"message":"Invalid authentication credentials"})"},
  }));
  CAPTURE(c.target, c.headers);
  http::Request request;
  request.target = c.target;
  request.headers = c.headers;
  const http::Response response = stack.send(request);
  CHECK(response.status == c.status);
  CHECK(response.body == c.body);
  CHECK(response.headers.at("Server") == "kong/2.8.1");
}

TEST_CASE("a browser gets the gateway's refusal as a page") {
  TestStack stack;
  http::Request request;
  request.headers["Accept"] = "text/html,*/*";
  request.headers["Authorization"] = basic("a:b");
  const http::Response response = stack.send(request);
  CHECK(response.status == 401);
  CHECK(response.body.find("<title>Kong Error</title>") != std::string::npos);
  CHECK(response.body.find("<p>Invalid authentication credentials.</p>") != std::string::npos);
}

TEST_CASE("the links of mails need no key, and the dashboard opens with its own password") {
  TestStack stack;
  http::Request link;
  link.target = "/auth/v1/verify?token=none&type=invite";
  CHECK(stack.send(link).status == 303);
  http::Request dashboard;
  dashboard.headers["Authorization"] =
      basic("supabase:" + stack.world.settings.find("DASHBOARD_PASSWORD")->second);
  const http::Response page = stack.send(dashboard);
  CHECK(page.status == 200);
  CHECK(page.body.find("row-level security") != std::string::npos);
}

TEST_CASE("a front end elsewhere passes the preflight, unless the plug-in is missing") {
  TestStack stack;
  http::Request request;
  request.method = "OPTIONS";
  request.target = "/auth/v1/token";
  request.headers = {{"Origin", "http://app.test"},
                     {"Access-Control-Request-Method", "POST"},
                     {"Access-Control-Request-Headers", "apikey,content-type"}};
  const http::Response allowed = stack.send(request);
  CHECK(allowed.status == 200);
  CHECK(allowed.headers.at("Access-Control-Allow-Origin") == "*");
  CHECK(allowed.headers.at("Access-Control-Allow-Headers") == "apikey,content-type");
  stack.world.faults.insert("cors-origin-not-allowed");
  const http::Response refused = stack.send(request);
  CHECK(refused.status == 401);
  CHECK_FALSE(refused.headers.contains("Access-Control-Allow-Origin"));
}

TEST_CASE("what does not run is a name that the gateway cannot resolve") {
  TestStack stack;
  stack.world.settings["ENABLE_ANONYMOUS_USERS"] = "";
  const http::Response down = stack.ask("GET", "/auth/v1/health");
  CHECK(down.status == 503);
  CHECK(down.body == R"({"message":"name resolution failed"})");
  stack.world.settings["ENABLE_ANONYMOUS_USERS"] = "false";
  CHECK(stack.ask("GET", "/auth/v1/health").status == 200);
  stack.world.faults.insert("docker-stale-network");
  CHECK(stack.ask("GET", "/auth/v1/health").status == 503);
  CHECK(stack.ask("GET", "/rest/v1/todos").status == 200);
}
