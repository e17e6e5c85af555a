#include <catch2/catch.hpp>

#include "labs/services/apps/chat/chat_api.h"
#include "labs/services/apps/chat/chat_web.h"
#include "labs/services/apps/chat/tunnel.h"
#include "labs/services/apps/chat/twilio.h"
#include "labs/services/common/test_world.h"

namespace services {
namespace {

const Settings kSettings = {{"TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001"},
                            {"TWILIO_AUTH_TOKEN", "lab-auth-token"},
                            {"TWILIO_WEBHOOK_BASE_URL", "https://tunnel.example.org"},
                            {"SECRET_KEY", "0123456789abcdef"},
                            {"ADMIN_PASSWORD", "a long password"},
                            {"ALLOWED_ORIGINS", "http://localhost:3000"}};

// The backend, Twilio and the tunnel, as they call each other.
class ChatWorld {
 public:
  ChatWorld() : api(make_chat_api()), twilio(make_twilio()), tunnel(make_tunnel()) {
    for (TestWorld* world : {&api, &twilio, &tunnel}) {
      world->settings = kSettings;
      world->others = [this](std::string_view service, const http::Request& request) {
        if (service == "chat-api") return api.send(request);
        if (service == "twilio") return twilio.send(request);
        if (service == "tunnel") return tunnel.send(request);
        return http::Response{502, {}, {}};
      };
    }
    twilio.headers["Authorization"] =
        "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpsYWItYXV0aC10b2tlbg==";
  }
  void sign_in() {
    const http::Response answer =
        api.ask("POST /api/auth/login",
                R"({"email":"admin@lab.example.org","password":"a long password"})");
    REQUIRE(answer.status == 200);
    api.headers["Authorization"] = "Bearer " + TestWorld::part(answer, "/access_token");
  }
  std::string send(std::string_view form) {
    const http::Response answer =
        twilio.ask("POST /2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json",
                   std::string(form));
    return std::to_string(answer.status) + " " + TestWorld::part(answer, "/code");
  }

  TestWorld api, twilio, tunnel;
};

constexpr const char* kGoodForm =
    "From=whatsapp%3A%2B14155238886&To=whatsapp%3A%2B33639980000&Body=hello";

}  // namespace

TEST_CASE("a webhook's signature is Twilio's") {
  const Fields fields = {
      {"Body", "test"}, {"From", "whatsapp:+33600000000"}, {"MessageSid", "SMtest123"}};
  CHECK(twilio_signature("lab-auth-token", "https://tunnel.example.org/api/webhooks/twilio",
                         fields) == "hYVCFqwSSaOnMjOPXps5UjuKMgM=");
  CHECK(twilio_signature("lab-auth-token", "http://tunnel.example.org/api/webhooks/twilio",
                         fields) == "YWHQURYz2VWoVAYXj+lCgr9bRSE=");
  CHECK(twilio_signature("lab-auth-token", "https://tunnel.example.org/api/webhooks/twilio/",
                         fields) == "/5IwkqoYsj3sTgFy63gjA7Lk+sw=");
  CHECK(twilio_signature(
            "tok", "http://127.0.0.1:8080/sms?x=1",
            {{"Body", "hi"}, {"From", "+1555"}, {"MessageSid", "SM1"}, {"To", "+1666"}}) ==
        "CSKbE5kjpderxzONz1Hsxl9vdP8=");
}

TEST_CASE("the backend takes signed webhooks and no others") {
  ChatWorld world;
  const std::string form = "Body=test&From=whatsapp%3A%2B33600000000&MessageSid=SMtest123";
  const http::Response unsigned_post = world.api.ask("POST /api/webhooks/twilio", form);
  CHECK(unsigned_post.status == 403);
  CHECK(unsigned_post.body == R"({"detail":"Invalid signature"})");
  world.api.headers["X-Twilio-Signature"] = "hYVCFqwSSaOnMjOPXps5UjuKMgM=";
  const http::Response taken = world.api.ask("POST /api/webhooks/twilio", form);
  CHECK(taken.status == 200);
  CHECK(taken.headers.at("Content-Type") == "application/xml");
  struct Case {
    const char* fault;
    int status;
  };
  for (const Case& c : {Case{"webhook-signature-url-mismatch", 403},
                        {"webhook-received-not-processed", 500},
                        {"webhook-validation-disabled", 200}}) {
    CAPTURE(c.fault);
    world.api.faults = {c.fault};
    CHECK(world.api.ask("POST /api/webhooks/twilio", form).status == c.status);
  }
  world.api.faults.clear();
  world.api.settings["CHAT_TWILIO_AUTH_TOKEN"] = "the one from before";
  CHECK(world.api.ask("POST /api/webhooks/twilio", form).status == 403);
  world.api.faults = {"webhook-validation-disabled"};
  world.api.headers.clear();
  CHECK(world.api.ask("POST /api/webhooks/twilio", form).status == 200);  // anybody's, then
}

TEST_CASE("the backend answers as FastAPI does") {
  ChatWorld world;
  CHECK(world.api.ask("GET /api/health").body == R"({"status":"healthy"})");
  CHECK(world.api.ask("GET /api/docs").body.find("swagger-ui") != std::string::npos);
  CHECK(world.api.ask("GET /nope").body == R"({"detail":"Not Found"})");
  const http::Response wrong = world.api.ask("DELETE /api/health");
  CHECK(wrong.status == 405);
  CHECK(wrong.headers.at("allow") == "GET");
  CHECK(world.api.ask("GET /api/contacts").body ==
        R"({"detail":"Could not validate credentials"})");
  CHECK(world.api.ask("POST /api/auth/login", R"({"email":"a@b","password":"x"})").body ==
        R"({"detail":"Incorrect email or password"})");
  CHECK(world.api.ask("GET /api/health").headers.at("server") == "uvicorn");
}

TEST_CASE("without its Twilio variables the backend is not there") {
  ChatWorld world;
  world.api.settings["TWILIO_AUTH_TOKEN"] = "";
  CHECK(world.api.ask("GET /api/health").fate == http::Fate::Close);
}

TEST_CASE("log-ins fail as they do in the logbook") {
  ChatWorld world;
  const std::string login = R"({"email":"admin@lab.example.org","password":"a long password"})";
  for (const char* fault : {"supabase-admin-not-seeded", "chat-auth-bad-password"}) {
    CAPTURE(fault);
    world.api.faults = {fault};
    CHECK(world.api.ask("POST /api/auth/login", login).status == 401);
  }
  world.api.faults = {"chat-auth-secret-key-wrong"};
  world.sign_in();
  CHECK(world.api.ask("GET /api/auth/me").status == 401);
  world.api.faults.clear();
  world.sign_in();
  CHECK(world.api.ask("GET /api/auth/me").status == 200);
  world.api.now += 31 * 60;  // tokens live for half an hour
  CHECK(world.api.ask("GET /api/auth/me").status == 401);
  world.api.settings["ACCESS_TOKEN_EXPIRE_MINUTES"] = "1";
  world.sign_in();
  world.api.now += 61;
  CHECK(world.api.ask("GET /api/auth/me").status == 401);
  world.api.faults = {"chat-auth-default-password-kept"};
  CHECK(world.api
            .ask("POST /api/auth/login",
                 R"({"email":"admin@lab.example.org","password":"superadmin-first-login"})")
            .status == 200);
}

TEST_CASE("a contact has a name and a number in E.164 form") {
  ChatWorld world;
  world.sign_in();
  struct Case {
    const char* phone;
    int status;
  };
  const auto c = GENERATE(values<Case>({{"+33639980000", 201},
                                        {"0639980000", 422},
                                        {"+330639980000", 422},  // the national zero
                                        {"+33 6 39 98 00 00", 422},
                                        {"+123456789012345678", 422}}));
  CAPTURE(c.phone);
  CHECK(world.api
            .ask("POST /api/contacts", std::string(R"({"name":"Ann","phone":")") + c.phone + "\"}")
            .status == c.status);
}

TEST_CASE("a campaign goes through Twilio and its statuses come back through the tunnel") {
  ChatWorld world;
  world.sign_in();
  REQUIRE(world.api.ask("POST /api/contacts", R"({"name":"Ann","phone":"+33639980000"})").status ==
          201);
  const http::Response made =
      world.api.ask("POST /api/campaigns", R"({"name":"First","message":"The course is ready."})");
  REQUIRE(made.status == 201);
  const http::Response launched =
      world.api.ask("POST /api/campaigns/" + TestWorld::part(made, "/id") + "/launch");
  CHECK(launched.body == R"({"sent":1,"failed":[]})");
  const http::Response messages = world.api.ask("GET /api/messages");
  CHECK(TestWorld::part(messages, "/0/status") == "delivered");
  CHECK(TestWorld::part(messages, "/0/direction") == "outbound");
  world.tunnel.use_port("inspect");
  CHECK(TestWorld::part(world.tunnel.ask("GET /api/requests/http"),
                        "/requests/0/response/status_code") == "200");
}

TEST_CASE("what a phone writes comes to the backend, signed") {
  ChatWorld world;
  const http::Response sent =
      world.twilio.ask("POST /sandbox/inbound", "From=%2B33639980000&Body=Keep+this");
  CHECK(TestWorld::part(sent, "/webhook") == "https://tunnel.example.org/api/webhooks/twilio");
  CHECK(TestWorld::part(sent, "/webhook_status") == "200");
  world.sign_in();
  CHECK(TestWorld::part(world.api.ask("GET /api/messages"), "/0/body") == "Keep this");
  world.tunnel.faults = {"webhook-signature-payload-modified"};
  CHECK(TestWorld::part(world.twilio.ask("POST /sandbox/inbound", "From=%2B33639980000&Body=Again"),
                        "/webhook_status") == "403");
}

TEST_CASE("Twilio takes a message, tells it again and forgets it") {
  ChatWorld world;
  CHECK(world.send(kGoodForm) == "201 ");
  const std::string messages = "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages";
  const http::Response listed = world.twilio.ask("GET " + messages + ".json?PageSize=1");
  const std::string sid = TestWorld::part(listed, "/messages/0/sid");
  CHECK(sid.size() == 34);
  CHECK(TestWorld::part(listed, "/next_page_uri") == "null");
  const http::Response fetched = world.twilio.ask("GET " + messages + "/" + sid + ".json");
  CHECK(TestWorld::part(fetched, "/status") == "delivered");
  CHECK(TestWorld::part(fetched, "/date_created") == "Fri, 20 Nov 2026 08:15:00 +0000");
  CHECK(world.twilio.ask("DELETE " + messages + "/" + sid + ".json").status == 204);
  CHECK(TestWorld::part(world.twilio.ask("GET " + messages + "/" + sid + ".json"), "/code") ==
        "20404");
  world.twilio.headers.clear();
  CHECK(world.send(kGoodForm) == "401 20003");
}

TEST_CASE("Twilio refuses with the codes of its documentation, or those of older courses") {
  struct Case {
    const char* form;
    const char* vendor;
    const char* guide;
  };
  static const std::string kLong =
      "From=whatsapp%3A%2B14155238886&To=whatsapp%3A%2B33639980000&Body=" + std::string(1601, 'x');
  const auto c = GENERATE(values<Case>({
      {"From=whatsapp%3A%2B14155238886&Body=x", "400 21604", "400 21604"},
      {"To=whatsapp%3A%2B33639980000&Body=x", "400 21603", "400 21603"},
      {"From=whatsapp%3A%2B14155238886&To=whatsapp%3A%2B33639980000", "400 21602", "400 21602"},
      {"From=whatsapp%3A%2B14155238886&To=%2B33&Body=x", "400 21211", "400 21211"},
      {"From=whatsapp%3A%2B14155238886&To=whatsapp%3A%2B330639980000&Body=x", "400 21211",
       "400 21211"},
      {"From=whatsapp%3A%2B15550000000&To=whatsapp%3A%2B33639980000&Body=x", "400 63007",
       "400 63007"},
      {kLong.c_str(), "400 21617", "400 63016"},
      // Somebody who has not joined: told later, or at once.
      {"From=whatsapp%3A%2B14155238886&To=whatsapp%3A%2B33639980001&Body=x", "201 ", "400 63007"},
  }));
  CAPTURE(std::string(c.form).substr(0, 90));
  ChatWorld world;
  CHECK(world.send(c.form) == c.vendor);
  world.twilio.settings["TWILIO_DIALECT"] = "guide";
  CHECK(world.send(c.form) == c.guide);
}

TEST_CASE("what becomes of a message is seen when it is asked for") {
  struct Case {
    const char* fault;
    const char* status;
    const char* code;
  };
  const auto c = GENERATE(values<Case>({{"", "delivered", "null"},
                                        {"twilio-30003-unreachable", "undelivered", "30003"},
                                        {"twilio-30006-landline", "undelivered", "30006"},
                                        {"twilio-join-expired", "failed", "63015"},
                                        {"twilio-window-closed", "undelivered", "63016"}}));
  CAPTURE(c.fault);
  ChatWorld world;
  if (c.fault[0] != '\0') world.twilio.faults = {c.fault};
  REQUIRE(world.send(kGoodForm) == "201 ");
  const http::Response listed =
      world.twilio.ask("GET /2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json");
  CHECK(TestWorld::part(listed, "/messages/0/status") == c.status);
  CHECK(TestWorld::part(listed, "/messages/0/error_code") == c.code);
}

TEST_CASE("a phone joins the sandbox for three days") {
  ChatWorld world;
  const std::string form = "From=whatsapp%3A%2B14155238886&To=whatsapp%3A%2B33639980042&Body=hello";
  const auto status = [&] {
    REQUIRE(world.send(form) == "201 ");
    return TestWorld::part(
        world.twilio.ask(
            "GET /2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json"),
        "/messages/0/status");
  };
  CHECK(status() == "failed");
  CHECK(world.twilio.ask("POST /sandbox/inbound", "From=%2B33639980042&Body=join+nope").body ==
        R"({"reply":"Unknown code."})");
  CHECK(world.twilio.ask("POST /sandbox/inbound", "From=%2B33639980042&Body=join+river-stone")
            .body.find("You are all set!") != std::string::npos);
  CHECK(status() == "delivered");
  world.twilio.now += 3 * 86400 + 1;
  CHECK(status() == "failed");
}

TEST_CASE("the tunnel says where it leads and what it could not reach") {
  ChatWorld world;
  CHECK(world.tunnel.ask("GET /api/health").body == R"({"status":"healthy"})");
  world.api.settings["TWILIO_AUTH_TOKEN"] = "";
  const http::Response refused = world.tunnel.ask("GET /api/health");
  CHECK(refused.status == 502);
  CHECK(refused.headers.at("Ngrok-Error-Code") == "ERR_NGROK_8012");
  world.tunnel.faults = {"ngrok-session-expired"};
  CHECK(world.tunnel.ask("GET /api/health").headers.at("Ngrok-Error-Code") == "ERR_NGROK_3200");
  world.tunnel.use_port("inspect");
  CHECK(world.tunnel.ask("GET /api/tunnels").fate == http::Fate::Close);
  world.tunnel.faults.clear();
  const http::Response tunnels = world.tunnel.ask("GET /api/tunnels");
  CHECK(TestWorld::part(tunnels, "/tunnels/0/public_url") == "http://127.0.0.1:4041");
  CHECK(TestWorld::part(tunnels, "/tunnels/0/config/addr") == "http://localhost:8000");
  world.tunnel.faults = {"ngrok-wrong-port"};
  CHECK(TestWorld::part(world.tunnel.ask("GET /api/tunnels"), "/tunnels/0/config/addr") ==
        "http://localhost:3000");
  world.tunnel.faults = {"ngrok-url-changed"};
  CHECK(TestWorld::part(world.tunnel.ask("GET /api/tunnels"), "/tunnels/0/public_url") !=
        "http://127.0.0.1:4041");
}

TEST_CASE("the inspector still shows what was delivered before the backend stopped") {
  TestWorld world(make_tunnel());
  world.settings["TUNNEL_PUBLIC_URL"] = "https://tunnel.example.org";
  world.faults = {"webhook-backend-down"};
  CHECK(world.ask("GET /api/health").status == 502);
  world.use_port("inspect");
  const http::Response listed = world.ask("GET /api/requests/http");
  CHECK(TestWorld::part(listed, "/requests/0/response/status_code") == "502");
  CHECK(TestWorld::part(listed, "/requests/1/response/status_code") == "200");
  CHECK(TestWorld::part(listed, "/requests/1/request/uri") == "/api/webhooks/twilio");
  world.faults = {"ngrok-authtoken-invalid"};
  Context context = world.context();
  for (const Port& port : world.service().describe().ports) {
    CAPTURE(port.name);
    CHECK(world.service().is_open(port, context) == (port.name == "public"));
  }
}

TEST_CASE("a request through the tunnel can be sent again") {
  ChatWorld world;
  world.tunnel.ask("POST /api/auth/login", R"({"email":"a@b","password":"x"})");
  world.tunnel.use_port("inspect");
  const std::string id =
      TestWorld::part(world.tunnel.ask("GET /api/requests/http"), "/requests/0/id");
  CHECK(world.tunnel.ask("POST /api/requests/http", R"({"id":")" + id + "\"}").status == 204);
  const http::Response listed = world.tunnel.ask("GET /api/requests/http");
  CHECK(TestWorld::part(listed, "/requests/1/id") == id);
  CHECK(TestWorld::part(listed, "/requests/0/response/status_code") == "401");
  CHECK(world.tunnel.ask("DELETE /api/requests/http").status == 204);
  CHECK(TestWorld::part(world.tunnel.ask("GET /api/requests/http"), "/requests") == "[]");
}

TEST_CASE("the chatbot's page publishes the address of the backend") {
  TestWorld world(make_chat_web());
  CHECK(world.ask("GET /").status == 200);
  CHECK(world.ask("GET /_next/static/chunks/main-app.js").body.find("http://localhost:8000/api") !=
        std::string::npos);
  world.faults = {"frontend-module-missing"};
  CHECK(world.ask("GET /").status == 500);
}

}  // namespace services
