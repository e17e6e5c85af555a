#include <catch2/catch.hpp>

#include "labs/formats/jwt.h"
#include "labs/services/apps/fleet/central.h"
#include "labs/services/apps/fleet/dashboard.h"
#include "labs/services/apps/fleet/notify.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/test_world.h"

namespace services {
namespace {

// A central server with the ten variables as the guide has them.
TestWorld central_world() {
  TestWorld world(make_central());
  world.settings = {
      {"NODE_ENV", "production"},
      {"PORT", "3001"},
      {"DATABASE_URL",
       "postgresql://postgres.lab:pass%40word@127.0.0.1:6543/postgres?pgbouncer=true"},
      {"POSTGRES_PASSWORD", "pass@word"},
      {"SUPABASE_URL", "http://127.0.0.1:8000"},
      {"SUPABASE_SERVICE_KEY", formats::make_jwt(object({{"role", "service_role"}}), "key")},
      {"REDIS_URL", "rediss://default:token@127.0.0.1:6379"},
      {"JWT_SECRET", std::string(64, 'j')},
      {"JWT_EXPIRES_IN", "7d"},
      {"MFA_ISSUER", "FleetLab"},
      {"MFA_ENCRYPTION_KEY", std::string(32, 'm')},
      {"ALLOWED_ORIGINS", "https://admin.example.org"},
      {"ADMIN_PASSWORD", "a long password"},
      {"BCRYPT_ROUNDS", "4"},
  };
  return world;
}

constexpr const char* kLogin = R"({"email":"admin@lab.example.org","password":"a long password"})";

void sign_in(TestWorld& world) {
  const http::Response answer = world.ask("POST /api/auth/login", kLogin);
  REQUIRE(answer.status == 200);
  world.headers["Authorization"] = "Bearer " + TestWorld::part(answer, "/token");
}

}  // namespace

TEST_CASE("the central server says how it is") {
  TestWorld world = central_world();
  const http::Response health = world.ask("GET /health");
  CHECK(health.status == 200);
  CHECK(health.body ==
        R"({"status":"healthy","timestamp":"2026-11-20T08:15:00.000Z","version":"1.0.0"})");
  CHECK(world.ask("GET /live").body == R"({"status":"alive"})");
  CHECK(world.ask("GET /ready").body ==
        R"({"status":"ready","checks":{"database":"up","redis":"up","storage":"up"}})");
  CHECK(world.ask("GET /api-docs").headers.at("Location") == "/api-docs/");
  CHECK(world.ask("GET /api-docs/").body.find("Swagger") != std::string::npos);
  CHECK(TestWorld::part(world.ask("GET /api-docs/openapi.json"), "/openapi") == "3.0.3");
  CHECK(world.ask("GET /").status == 404);
  CHECK(world.ask("GET /metrics").status == 404);
  world.settings["METRICS_ENABLED"] = "true";
  CHECK(world.ask("GET /metrics").body.find("fleet_sites 1\n") != std::string::npos);
}

TEST_CASE("without one of its ten variables the server does not start, and the edge says 502") {
  for (const std::string_view name : kCentralVariables) {
    CAPTURE(name);
    TestWorld world = central_world();
    world.settings[std::string(name)] = "";
    CHECK(world.ask("GET /health").status == 502);
    world.settings.erase(std::string(name));
    CHECK(world.ask("GET /health").status == 502);
  }
}

TEST_CASE("wrong settings are seen where the product shows them") {
  struct Case {
    const char* name;
    const char* value;
    int health;
    const char* down;  // of /ready
  };
  const auto c = GENERATE(values<Case>({
      {"DATABASE_URL", "postgresql://postgres.lab:pass%40word@127.0.0.1:6543/postgres ", 502, ""},
      {"DATABASE_URL", "postgresql://postgres.lab:pass@word@127.0.0.1:6543/postgres", 502, ""},
      {"DATABASE_URL", "postgresql://postgres.lab:wrong@127.0.0.1:6543/postgres", 502, ""},
      {"DATABASE_URL", "postgresql://postgres.lab:[YOUR-PASSWORD]@h:6543/postgres", 503,
       "database"},
      {"DATABASE_URL", "postgresql://postgres.lab:pass%40word@h:5432/postgres", 503, "database"},
      {"DATABASE_URL", "postgresql://postgres:pass%40word@h:6543/postgres", 503, "database"},
      {"REDIS_URL", "https://name.upstash.io", 503, "redis"},
      {"SUPABASE_SERVICE_KEY", "eyJ.not.whole", 503, "storage"},
      {"PORT", "3002", 502, ""},
  }));
  CAPTURE(c.name, c.value);
  TestWorld world = central_world();
  world.settings[c.name] = c.value;
  CHECK(world.ask("GET /health").status == c.health);
  if (c.health == 503)
    CHECK(TestWorld::part(world.ask("GET /ready"), std::string("/checks/") + c.down) == "down");
}

TEST_CASE("log-in gives a token for the first administrator and one answer for every failure") {
  TestWorld world = central_world();
  const http::Response good = world.ask("POST /api/auth/login", kLogin);
  REQUIRE(good.status == 200);
  CHECK(TestWorld::part(good, "/user/role") == "admin");
  const auto token = formats::parse_jwt(TestWorld::part(good, "/token"));
  REQUIRE(token);
  CHECK(integer_in(token->payload, "exp") - integer_in(token->payload, "iat") == 604800);
  const std::string wrong = R"({"email":"admin@lab.example.org","password":"another"})";
  CHECK(world.ask("POST /api/auth/login", wrong).body == R"({"error":"Invalid credentials"})");
  CHECK(world.ask("POST /api/auth/login", "{").status == 400);
  for (const char* fault :
       {"auth-user-missing", "auth-user-inactive", "auth-role-not-admin", "auth-hash-invalid"}) {
    CAPTURE(fault);
    world.faults = {fault};
    CHECK(world.ask("POST /api/auth/login", kLogin).status == 401);
  }
}

TEST_CASE("the second factor asks for a code, and a backup code is worth one log-in") {
  TestWorld world = central_world();
  sign_in(world);
  const http::Response setup = world.ask("POST /api/auth/mfa/setup");
  REQUIRE(setup.status == 200);
  CHECK(TestWorld::part(setup, "/otpauth_url").starts_with("otpauth://totp/FleetLab:admin%40"));
  CHECK(world.ask("POST /api/auth/mfa/enable", R"({"code":"000000"})").status == 400);
  // The secret is what the counting random bytes gave: find it again by its Base32.
  std::string secret;
  for (unsigned first = 0; first < 256 && secret.empty(); ++first) {
    std::string guess(20, '\0');
    for (std::size_t i = 0; i < 20; ++i) guess[i] = static_cast<char>(first + i);
    if (encode_base32(guess) == TestWorld::part(setup, "/secret")) secret = guess;
  }
  REQUIRE_FALSE(secret.empty());
  const std::string code = totp(secret, world.now);
  CHECK(world.ask("POST /api/auth/mfa/enable", R"({"code":")" + code + "\"}").status == 200);
  CHECK(world.ask("POST /api/auth/login", kLogin).body == R"({"mfa_required":true})");
  const auto with = [&](const std::string& one) {
    return world
        .ask("POST /api/auth/login",
             R"({"email":"admin@lab.example.org","password":"a long password","code":")" + one +
                 "\"}")
        .status;
  };
  CHECK(with(code) == 200);
  CHECK(with("123") == 401);
  const std::string backup = TestWorld::part(setup, "/backup_codes/0");
  CHECK(with(backup) == 200);
  CHECK(with(backup) == 401);
  world.settings["MFA_ENCRYPTION_KEY"] = std::string(28, 'm');
  CHECK(world.ask("POST /api/auth/mfa/setup").body == R"({"error":"Invalid key length"})");
}

TEST_CASE("users, sites and groups are made, changed and removed by who is signed in") {
  TestWorld world = central_world();
  CHECK(world.ask("GET /api/sites").status == 401);
  sign_in(world);
  const http::Response made = world.ask("POST /api/sites", R"({"name":"Club two","role":"x"})");
  CHECK(made.status == 201);
  CHECK(TestWorld::part(made, "/role").empty());  // no column of a site
  const std::string id = TestWorld::part(made, "/id");
  CHECK(world.ask("POST /api/sites", R"({"name":"Club two"})").status == 409);
  CHECK(TestWorld::part(world.ask("PUT /api/sites/" + id, R"({"is_active":false})"),
                        "/is_active") == "false");
  CHECK(world.ask("GET /api/sites/" + id + "/config").status == 404);  // it is not active
  CHECK(TestWorld::part(world.ask("GET /api/sites?limit=1"), "/total") == "2");
  CHECK(world.ask("DELETE /api/sites/" + id).status == 204);
  CHECK(world.ask("DELETE /api/sites/" + id).status == 404);
  const http::Response users = world.ask("GET /api/users");
  CHECK(users.body.find("password_hash") == std::string::npos);
  CHECK(world.ask("POST /api/users", R"({"email":"b@example.org","password":"short"})").status ==
        400);
  CHECK(world.ask("POST /api/users", R"({"email":"b@example.org"})").status == 201);
  // An account without a password lets nobody in, least of all with the first one's.
  CHECK(
      world.ask("POST /api/auth/login", R"({"email":"b@example.org","password":"a long password"})")
          .status == 401);
}

TEST_CASE("a player reads its configuration and tells what happened") {
  TestWorld world = central_world();
  sign_in(world);
  const std::string id = TestWorld::part(world.ask("GET /api/sites"), "/data/0/id");
  world.headers.clear();
  CHECK(TestWorld::part(world.ask("GET /api/sites/" + id + "/config"), "/videos/0") ==
        "http://127.0.0.1:8000/storage/v1/object/public/videos/welcome.mp4");
  const std::string event = R"({"site_id":")" + id + R"(","event":"video.played"})";
  CHECK(world.ask("POST /api/analytics", event).status == 201);
  world.faults = {"db-migration-analytics-not-run"};
  CHECK(world.ask("POST /api/analytics", event).body ==
        R"({"error":"relation \"analytics\" does not exist"})");
}

TEST_CASE("a browser elsewhere may read only with its origin in the list") {
  TestWorld world = central_world();
  world.headers["Origin"] = "https://admin.example.org";
  world.headers["Access-Control-Request-Method"] = "POST";
  CHECK(world.ask("OPTIONS /api/auth/login").headers.at("Access-Control-Allow-Origin") ==
        "https://admin.example.org");
  world.settings["ALLOWED_ORIGINS"] = "https://admin.example.org/";
  CHECK_FALSE(world.ask("OPTIONS /api/auth/login").headers.contains("Access-Control-Allow-Origin"));
  world.settings["CENTRAL_ALLOWED_ORIGINS"] = "https://admin.example.org";
  CHECK(world.ask("GET /health").headers.contains("Access-Control-Allow-Origin"));
  world.faults = {"central-cors-wildcard-with-credentials"};
  CHECK(world.ask("GET /health").headers.at("Access-Control-Allow-Origin") == "*");
}

TEST_CASE("a free instance sleeps after a quarter of an hour and takes its time to wake") {
  TestWorld world = central_world();
  world.faults = {"central-free-plan-asleep"};
  CHECK(world.ask("GET /health").delay == std::chrono::seconds(30));
  CHECK(world.ask("GET /health").delay == std::chrono::seconds(0));
  world.now += 16 * 60;
  CHECK(world.ask("GET /health").delay == std::chrono::seconds(30));
}

TEST_CASE("the other breakdowns of the central server") {
  TestWorld world = central_world();
  world.faults = {"central-health-path-missing"};
  CHECK(world.ask("GET /health").status == 404);
  CHECK(world.ask("GET /").status == 200);
  world.faults = {"central-url-name-mismatch"};
  CHECK(world.ask("GET /health").headers.at("x-render-routing") == "no-server");
  world.faults = {"central-api-docs-missing"};
  CHECK(world.ask("GET /api-docs/").status == 404);
  world.faults = {"central-health-unhealthy"};
  CHECK(world.ask("GET /health").body ==
        R"({"status":"degraded","timestamp":"2026-11-20T08:15:00.000Z","version":"1.0.0"})");
  CHECK(TestWorld::part(world.ask("GET /ready"), "/checks/redis") == "down");
}

TEST_CASE("the dashboard's routes are its script's, its files are files") {
  TestWorld world(make_dashboard());
  world.settings["NG_APP_API_URL"] = "https://central.example.org";
  const http::Response home = world.ask("GET /");
  CHECK(home.status == 200);
  CHECK(home.headers.at("Content-Type") == "text/html");
  CHECK(world.ask("GET /sites/42").body == home.body);
  CHECK(world.ask("GET /main-6F2C91AB.js").body.find("\"https://central.example.org\"") !=
        std::string::npos);
  CHECK(world.ask("GET /main-GONE.js").status == 404);  // a missing file is missing
  CHECK(world.ask("GET /.htaccess").status == 404);
  CHECK(world.ask("GET /central-dashboard/index.html").status == 404);
}

TEST_CASE("each breakdown of the dashboard looks as it does on a host") {
  struct Case {
    const char* fault;
    const char* line;
    int status;
    const char* part;  // of the body, or of Location
  };
  const auto c = GENERATE(values<Case>({
      {"dash-blank-api-url-env", "GET /main-6F2C91AB.js", 200, "const apiUrl = \"\";"},
      {"dash-blank-api-url-file", "GET /main-6F2C91AB.js", 200, "\"http://localhost:3001\""},
      {"dash-mixed-content", "GET /main-6F2C91AB.js", 200, "http://central.lab.example.org"},
      {"dash-blank-build-failed", "GET /", 404, "Not Found"},
      {"dash-blank-console-errors", "GET /main-GONE0000.js", 200, "<app-root>"},
      {"dash-htaccess-missing", "GET /sites/42", 404, "Not Found"},
      {"dash-rewrite-rule-missing", "GET /sites/42", 301, "/index.html"},
      {"dash-files-in-subfolder", "GET /", 403, "Forbidden"},
      {"dash-files-in-subfolder", "GET /central-dashboard/", 200, "<app-root>"},
      {"dash-old-files-left", "GET /", 200, "main-00OLD000.js"},
      {"storage-service-key-exposed", "GET /main-6F2C91AB.js", 200, "eyJ"},
  }));
  CAPTURE(c.fault);
  TestWorld world(make_dashboard());
  world.faults = {c.fault};
  const http::Response answer = world.ask(c.line);
  CHECK(answer.status == c.status);
  const auto moved = answer.headers.find("Location");
  const std::string seen = moved != answer.headers.end() ? moved->second : answer.body;
  CHECK(seen.find(c.part) != std::string::npos);
}

TEST_CASE("mail, alerts and logs are taken, or refused in the services' words") {
  TestWorld world(make_notify());
  world.settings = {{"SENDGRID_API_KEY", "SG.key"},
                    {"EMAIL_FROM", "noreply@example.org"},
                    {"SLACK_WEBHOOK_URL", "http://127.0.0.1:4021/services/T0/B0/x"},
                    {"LOGTAIL_TOKEN", "log-token"}};
  const std::string mail =
      R"({"personalizations":[{"to":[{"email":"a@example.org"}]}],"from":{"email":"noreply@example.org"},)"
      R"("subject":"Probe","content":[{"type":"text/plain","value":"x"}]})";
  CHECK(world.ask("POST /v3/mail/send", mail).status == 401);
  world.headers["Authorization"] = "Bearer SG.key";
  const http::Response sent = world.ask("POST /v3/mail/send", mail);
  CHECK(sent.status == 202);
  CHECK(sent.body.empty());
  CHECK(sent.headers.contains("X-Message-Id"));
  CHECK(TestWorld::part(world.ask("GET /v3/scopes"), "/scopes/0") == "mail.send");
  world.faults = {"mail-sender-unverified"};
  CHECK(world.ask("POST /v3/mail/send", mail).status == 403);
  world.faults = {"mail-key-no-scope"};
  CHECK(TestWorld::part(world.ask("POST /v3/mail/send", mail), "/errors/0/message") ==
        "access forbidden");
  world.faults.clear();
  world.use_port("slack");
  CHECK(world.ask("POST /services/T0/B0/x", R"({"text":"hi"})").body == "ok");
  CHECK(world.ask("POST /services/T0/B0/x", "{}").body == "no_text");
  CHECK(world.ask("POST /services/T0/B0/y", R"({"text":"hi"})").body == "no_service");
  world.use_port("logs");
  CHECK(world.ask("POST /", R"({"message":"probe"})").status == 401);
  world.headers["Authorization"] = "Bearer log-token";
  CHECK(world.ask("POST /", R"({"message":"probe"})").status == 202);
}

}  // namespace services
