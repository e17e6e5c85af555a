#include "labs/services/apps/coach/coach.h"

#include <catch2/catch.hpp>

#include "labs/services/common/test_world.h"

namespace services {
namespace {

class CoachWorld {
 public:
  CoachWorld()
      : django(make_django()),
        fastapi(make_fastapi()),
        streamlit(make_streamlit()),
        proxy(make_coach_proxy()) {
    for (TestWorld* world : {&django, &fastapi, &streamlit, &proxy}) {
      world->settings["SECRET_KEY"] = "a key of fifty characters or so, as it should be";
      world->settings["COURSE_SEARCH_DB"] = "/nowhere/search.db";
      world->others = [this](std::string_view service, const http::Request& request) {
        if (service == "django") return django.send(request);
        if (service == "fastapi") return fastapi.send(request);
        if (service == "streamlit") return streamlit.send(request);
        return http::Response{502, {}, {}};
      };
    }
  }
  // Makes an account and gives its token to both applications.
  std::string sign_in(const std::string& name) {
    const std::string email = name + "@lab.example.org";
    const http::Response made =
        django.ask("POST /api/v1/auth/register/",
                   R"({"username":")" + name + R"(","email":")" + email +
                       R"(","password":"long-enough","password_confirm":"long-enough"})");
    REQUIRE(made.status == 201);
    const http::Response tokens = django.ask(
        "POST /api/v1/auth/login/", R"({"email":")" + email + R"(","password":"long-enough"})");
    REQUIRE(tokens.status == 200);
    refresh = TestWorld::part(tokens, "/refresh");
    const std::string bearer = "Bearer " + TestWorld::part(tokens, "/access");
    for (TestWorld* world : {&django, &fastapi, &proxy}) world->headers["Authorization"] = bearer;
    return bearer;
  }
  std::string chat(const char* body = R"({"message":"my mean distance"})") {
    return fastapi.ask("POST /v1/coaching/chat", body).body;
  }

  TestWorld django, fastapi, streamlit, proxy;
  std::string refresh;
};

}  // namespace

TEST_CASE("accounts of the coach are made once and lead to tokens that turn over") {
  CoachWorld world;
  CHECK(world.django.ask("GET /api/v1/activities/").body ==
        R"({"detail":"Authentication credentials were not provided."})");
  world.sign_in("ann");
  CHECK(TestWorld::part(world.django.ask("GET /api/v1/auth/profile/"), "/username") == "ann");
  CHECK(TestWorld::part(world.django.ask("GET /api/v1/activities/"), "/count") == "360");
  const http::Response again = world.django.ask(
      "POST /api/v1/auth/register/",
      R"({"username":"ann","email":"ann@lab.example.org","password":"short","password_confirm":"x"})");
  CHECK(again.status == 400);
  CHECK(TestWorld::part(again, "/email/0") == "A user with this email already exists.");
  CHECK(TestWorld::part(again, "/password_confirm/0") == "The two passwords do not match.");
  const std::string spent = R"({"refresh":")" + world.refresh + "\"}";
  CHECK(world.django.ask("POST /api/v1/auth/refresh/", spent).status == 200);
  CHECK(world.django.ask("POST /api/v1/auth/refresh/", spent).body ==
        R"({"detail":"Token is blacklisted","code":"token_not_valid"})");
  world.django.now += 3601;
  CHECK(world.django.ask("GET /api/v1/activities/").status == 401);
}

TEST_CASE("the agent answers from the figures of who asks") {
  CoachWorld world;
  CHECK(world.fastapi.ask("POST /v1/coaching/chat", R"({"message":"x"})").body ==
        R"({"detail":"Invalid token"})");
  world.sign_in("ann");
  CHECK(world.chat().starts_with("runs: 360, mean distance: 8.2 km."));
  const std::string ann = world.fastapi.headers["Authorization"];
  world.sign_in("bob");
  CHECK(world.chat().starts_with("runs: 360, mean distance: 8.3 km."));
  const char* of_ann = R"({"message":"my mean distance","user_id":1})";
  CHECK(world.chat(of_ann) == R"({"detail":"Not your data"})");
  CHECK(world.fastapi.ask("POST /v1/coaching/chat", "{}").status == 422);
  world.fastapi.headers["Authorization"] = ann.substr(0, ann.size() - 4) + "AAAA";
  CHECK(world.fastapi.ask("POST /v1/coaching/chat", R"({"message":"x"})").status == 401);
}

TEST_CASE("each breakdown of the agent is seen in its answer") {
  struct Case {
    const char* fault;
    const char* body;
    const char* part;
  };
  const auto c = GENERATE(values<Case>({
      {"rag-index-missing", R"({"message":"Quote your notes"})",
       "La base de connaissances n'est pas disponible"},
      {"agent-tool-db-error", R"({"message":"x"})", "métriques pour l'utilisateur 4"},
      {"agent-wrong-table", R"({"message":"x"})", "No activity is known"},
      {"agent-data-not-used", R"({"message":"x"})", "Run regularly"},
      {"agent-user-id-hardcoded", R"({"message":"x"})", "7.5 km"},
      {"agent-user-id-default-one", R"({"message":"x"})", "7.5 km"},
      {"agent-user-id-default-one", R"({"message":"x","user_id":1})", "7.5 km"},
      {"openai-key-invalid", R"({"message":"x"})", "invalid_api_key"},
      {"fastapi-double-depends", R"({"message":"x"})", "Internal Server Error"},
  }));
  CAPTURE(c.fault);
  CoachWorld world;
  world.sign_in("ann");
  world.sign_in("bob");
  world.fastapi.faults = {c.fault};
  CHECK(world.chat(c.body).find(c.part) != std::string::npos);
}

TEST_CASE("a plan says whether the agent or the rules wrote it") {
  CoachWorld world;
  world.sign_in("ann");
  const std::string goal = R"({"goal":"10k","weeks":2})";
  const http::Response plan = world.django.ask("POST /api/v1/coaching/simple-plan/", goal);
  CHECK(TestWorld::part(plan, "/origin") == "agent");
  CHECK(TestWorld::part(plan, "/plan/1/week") == "2");
  for (const char* fault : {"agent-wrong-service-url", "plan-generator-degraded"}) {
    world.django.faults = {fault};
    CHECK(TestWorld::part(world.django.ask("POST /api/v1/coaching/simple-plan/", goal),
                          "/origin") == "rules");
  }
}

TEST_CASE("a synchronisation adds what is new, once") {
  CoachWorld world;
  world.sign_in("ann");
  const std::string sync = R"({"garmin_email":"a@b","garmin_password":"run-with-me"})";
  CHECK(world.django.ask("POST /api/v1/activities/pipeline/", sync).body ==
        R"({"new":3,"duplicates":0})");
  CHECK(world.django.ask("POST /api/v1/activities/pipeline/", sync).body ==
        R"({"new":0,"duplicates":3})");
  CHECK(TestWorld::part(world.django.ask("GET /api/v1/activities/"), "/count") == "363");
  CHECK(world.django.ask("POST /api/v1/activities/pipeline/", "{}").status == 400);
  CHECK(world.django
            .ask("POST /api/v1/activities/pipeline/",
                 R"({"garmin_email":"a@b","garmin_password":"no"})")
            .status == 422);
  world.django.faults = {"garmin-duplicate-activities"};
  CHECK(world.django.ask("POST /api/v1/activities/pipeline/", sync).body ==
        R"({"new":3,"duplicates":0})");
}

TEST_CASE("pages of Django look right, or wrong in the known ways") {
  CoachWorld world;
  CHECK(world.django.ask("GET /").body.find("bootstrap.min.css") != std::string::npos);
  CHECK(world.django.ask("GET /admin/").headers.at("Location") == "/admin/login/?next=/admin/");
  CHECK(world.django.ask("GET /coaching/plans/").status == 302);
  CHECK(world.django.ask("GET /no-such-page").body.find("DEBUG = True") == std::string::npos);
  world.django.settings["DEBUG"] = "True";
  world.django.faults = {"django-css-cdn-missing", "django-templates-broken"};
  CHECK(world.django.ask("GET /no-such-page").body.find("DEBUG = True") != std::string::npos);
  CHECK(world.django.ask("GET /").body.find("bootstrap.min.css") == std::string::npos);
  CHECK(world.django.ask("GET /coaching/plans/").status == 500);
  Context context = world.django.context();
  CHECK(world.django.service().is_up(context));
  world.django.faults = {"django-import-path"};
  CHECK_FALSE(world.django.service().is_up(context));
}

TEST_CASE("data is missing, old or elsewhere in the known ways") {
  struct Case {
    const char* fault;
    const char* count;  // "": the call fails
  };
  const auto c = GENERATE(values<Case>({{"db-fallback-silent", "100"},
                                        {"db-hybrid-drift", "352"},
                                        {"sqlite-multiple-databases", "241"},
                                        {"supabase-cloud-ip-allowlist", ""},
                                        {"django-migrations-not-applied", ""},
                                        {"health-check-shallow", ""}}));
  CAPTURE(c.fault);
  CoachWorld world;
  world.sign_in("ann");
  world.django.faults = {c.fault};
  CHECK(TestWorld::part(world.django.ask("GET /api/v1/activities/"), "/count") == c.count);
}

TEST_CASE("the reverse proxy leads each path to its application") {
  CoachWorld world;
  CHECK(world.proxy.ask("GET /health").body == R"({"status":"ok"})");
  CHECK(world.proxy.ask("GET /ready").body ==
        R"({"ready":true,"checks":{"database":"up","knowledge":"up"}})");
  CHECK(world.proxy.ask("GET /chat/_stcore/health").body == "ok");
  CHECK(world.proxy.ask("GET /").headers.at("Server") == "nginx");
  CHECK(world.proxy.ask("GET /coaching/plans/").status == 302);
  world.proxy.faults = {"reverse-proxy-prefix-drift"};
  CHECK(world.proxy.ask("GET /coaching/plans/").status == 404);
  world.proxy.others = [](std::string_view, const http::Request&) {
    return http::Response{502, {}, {}};
  };
  CHECK(world.proxy.ask("GET /").body.find("502 Bad Gateway") != std::string::npos);
}

TEST_CASE("the old endpoint with a key knows its key, and the sample when nobody retired it") {
  CoachWorld world;
  world.fastapi.settings["API_KEY"] = "own key";
  const std::string line = "POST /v1/coaching/chat-legacy";
  CHECK(world.fastapi.ask(line, R"({"message":"x"})").status == 401);
  world.fastapi.headers["X-API-Key"] = "own key";
  CHECK(world.fastapi.ask(line, R"({"message":"x"})").status == 200);
  world.fastapi.headers["X-API-Key"] = "coach-api-key";
  CHECK(world.fastapi.ask(line, R"({"message":"x"})").status == 401);
  world.fastapi.faults = {"legacy-api-key-endpoint"};
  CHECK(world.fastapi.ask(line, R"({"message":"x"})").status == 200);
}

}  // namespace services
