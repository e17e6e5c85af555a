#include <catch2/catch.hpp>

#include "labs/services/redis/redis_service.h"
#include "labs/services/test_world.h"

namespace {

using services::test::World;

struct Fixture {
  World world;
  std::unique_ptr<services::Service> service = services::make_redis();

  Fixture() {
    world.settings["UPSTASH_REDIS_REST_TOKEN"] = "token";
    auto context = world.context();
    REQUIRE(service->prepare(context));
  }
  // "200 {…}"
  std::string post(std::string path, std::string body, std::string token = "token",
                   bool base64 = false) {
    http::Request request;
    request.method = "POST";
    request.target = path;
    request.path = path;
    request.body = std::move(body);
    if (!token.empty()) request.headers["authorization"] = "Bearer " + token;
    if (base64) request.headers["upstash-encoding"] = "base64";
    auto context = world.context();
    const auto answer =
        service->answer(services::test::port_named(*service, "rest"), request, context);
    return std::to_string(answer.status) + " " + answer.body;
  }
};

}  // namespace

TEST_CASE("commands over HTTP give JSON") {
  struct Case {
    std::string_view path, body, heard;
  };
  const auto c = GENERATE(values<Case>({
      {"/", R"(["SET","k","v"])", R"(200 {"result":"OK"})"},
      {"/", R"(["GET","none"])", R"(200 {"result":null})"},
      {"/", R"(["INCRBY","n",5])", R"(200 {"result":5})"},
      {"/", R"(["HSET","h","a","1"])", R"(200 {"result":1})"},
      {"/", R"(["LPUSH","n"])",
       R"(400 {"error":"ERR wrong number of arguments for 'lpush' command"})"},
      {"/", R"({"a":1})", R"(400 {"error":"ERR failed to parse command"})"},
      {"/", "[", R"(400 {"error":"ERR failed to parse command"})"},
      {"/", R"(["MULTI"])",
       R"(400 {"error":"ERR Command is not available: 'multi'. See https://upstash.com/docs/redis/features/restapi"})"},
      {"/", R"(["SUBSCRIBE","a"])",
       R"(400 {"error":"ERR subscribe is not allowed in this context"})"},
      {"/", R"(["BLPOP","l",0])", R"(200 {"result":null})"},  // there is nobody to tell later
      {"/set/foo/a%20b", "", R"(200 {"result":"OK"})"},
      {"/pipeline", R"([["SET","k","v"],["GET","k"],["NOSUCH"]])",
       R"(200 [{"result":"OK"},{"result":"v"},{"error":"ERR unknown command 'NOSUCH', with args beginning with: "}])"},
      {"/multi-exec", R"([["INCR","m"],["INCR","m"]])", R"(200 [{"result":1},{"result":2}])"},
      {"/multi-exec", R"([["NOSUCH"]])",
       R"(400 {"error":"ERR unknown command 'NOSUCH', with args beginning with: "})"},
      {"/pipeline", R"({})", R"(400 {"error":"ERR failed to parse pipeline request"})"},
  }));
  CAPTURE(c.path, c.body);
  Fixture f;
  CHECK(f.post(std::string(c.path), std::string(c.body)) == c.heard);
}

TEST_CASE("strings are Base64 when the client asks for it, but OK is not") {
  Fixture f;
  CHECK(f.post("/pipeline", R"([["SET","k","test"],["GET","k"],["KEYS","*"]])", "token", true) ==
        R"(200 [{"result":"OK"},{"result":"dGVzdA=="},{"result":["aw=="]}])");
}

TEST_CASE("the REST face wants its token") {
  Fixture f;
  CHECK(f.post("/", R"(["PING"])", "") == R"(401 {"error":"Unauthorized"})");
  CHECK(f.post("/", R"(["PING"])", "wrong") ==
        R"(401 {"error":"WRONGPASS invalid or missing auth token"})");
  f.world.faults.insert("upstash-token-wrong");
  CHECK(f.post("/", R"(["PING"])") == R"(401 {"error":"WRONGPASS invalid or missing auth token"})");
}
