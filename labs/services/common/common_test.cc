#include <catch2/catch.hpp>

#include "labs/services/common/answers.h"
#include "labs/services/common/cors.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"
#include "labs/services/common/test_world.h"
#include "labs/services/common/tokens.h"

namespace services {
namespace {

base::Result<http::Response> show(Call& call) {
  std::string out;
  for (const auto& [name, value] : call.parameters) out += name + "=" + value + ";";
  return http::text_response(200, out);
}
base::Result<http::Response> otherwise(Call& call) {
  return http::text_response(404, std::string(call.parameter("allow")));
}
base::Result<http::Response> fails(Call&) {
  return base::fail(base::ErrorKind::System, {"the disk is full", "le disque est plein"});
}

constexpr Route kRoutes[] = {
    {"GET", "/", show},      {"GET", "/users/:id", show},      {"DELETE", "/users/:id", show},
    {"*", "/files/*", show}, {"GET", "/users/:id/a/:b", show}, {"POST", "/fails", fails},
};

// A service that has nothing but the table.
class Table : public Service {
 public:
  Description describe() const override {
    return {.id = "table", .title = {}, .ports = {{.number = 1}}, .profiles = {}, .needs = {}};
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    return dispatch(kRoutes, request, context, otherwise);
  }
};

}  // namespace

TEST_CASE("the first route that fits by path and method answers") {
  struct Case {
    std::string_view line;
    int status;
    std::string_view body;
  };
  const auto c = GENERATE(values<Case>({
      {"GET /", 200, ""},
      {"GET /users/7", 200, "id=7;"},
      {"HEAD /users/7", 200, "id=7;"},  // GET answers HEAD
      {"GET /users/7/a/x%20y", 200, "b=x y;id=7;"},
      {"GET /files", 200, "*=;"},  // the rest may be nothing
      {"PUT /files/a/b", 200, "*=a/b;"},
      {"POST /users/7", 404, "GET, DELETE"},  // the path is known, the method is not
      {"GET /users/", 404, ""},               // a parameter is never empty
      {"GET /users", 404, ""},
      {"GET /users/7/", 404, ""},
      {"GET //", 404, ""},
      {"GET nonsense", 404, ""},
  }));
  CAPTURE(c.line);
  TestWorld world(std::make_unique<Table>());
  const http::Response answer = world.ask(c.line);
  CHECK(answer.status == c.status);
  CHECK(answer.body == c.body);
}

TEST_CASE("an error in a handler is a 500 with its message") {
  TestWorld world(std::make_unique<Table>());
  const http::Response answer = world.ask("POST /fails");
  CHECK(answer.status == 500);
  CHECK(answer.body == R"({"error":"the disk is full"})");
}

TEST_CASE("documents are built in the order in which they are written") {
  text::Node made = object({{"id", 7}, {"name", "Ann"}, {"on", true}, {"none", nullptr}});
  set(made, "name", "Bob");
  append(made, 1);  // a table becomes an array only here
  CHECK(formats::to_json(made) == "[1]");
  made = object({{"id", 7}, {"list", list({1, "x", 2.5})}});
  set(made, "name", std::string("Bob"));
  CHECK(formats::to_json(made) == R"({"id":7,"list":[1,"x",2.5],"name":"Bob"})");
  merge(made, object({{"id", 8}}));
  CHECK(integer_in(made, "id") == 8);
  CHECK(string_in(made, "id", "no text") == "no text");
  CHECK(array_in(made, "name").empty());
}

TEST_CASE("forms are read as browsers and clients write them") {
  const Fields fields = parse_form("a=1&b=x+y%26z&&c&=d&a=2");
  CHECK(field(fields, "a") == "2");
  CHECK(field(fields, "b") == "x y&z");
  CHECK(fields.contains("c"));
  CHECK(number_field(fields, "a", 9, 0, 1) == 1);  // 2 is beyond the bound
  CHECK(number_field(fields, "b", 9, 0, 10) == 9);
}

TEST_CASE("credentials are found in whatever case the scheme has") {
  http::Request request;
  request.headers["authorization"] = "bearer abc";
  CHECK(bearer_token(request) == "abc");
  CHECK_FALSE(basic_credentials(request));
  request.headers["Authorization"] = "Basic QUM6dG9rOmVu";
  REQUIRE(basic_credentials(request));
  CHECK(basic_credentials(request)->name == "AC");
  CHECK(basic_credentials(request)->password == "tok:en");
  request.headers["Cookie"] = "a=1; token=xyz; tokens=no";
  CHECK(cookie(request, "token") == "xyz");
  CHECK(cookie(request, "b").empty());
}

TEST_CASE("dates are written as products write them") {
  CHECK(iso_time(1'795'162'500) == "2026-11-20T08:15:00.000Z");
  CHECK(offset_time(0) == "1970-01-01T00:00:00+00:00");
  CHECK(mail_time(1'795'162'500) == "Fri, 20 Nov 2026 08:15:00 +0000");
  CHECK(is_uuid("5c1f8a52-3f0e-4d5b-9a57-0d6a3f1c2b10"));
  CHECK_FALSE(is_uuid("5c1f8a52-3f0e-4d5b-9a57-0d6a3f1c2b1g"));
  TestWorld world(std::make_unique<Table>());
  Context context = world.context();
  CHECK(is_uuid(new_uuid(context)));
  CHECK(new_hex(context, 7).size() == 7);
}

TEST_CASE("a shelf keeps documents in their order") {
  TestWorld world(std::make_unique<Table>());
  Context context = world.context();
  Shelf shelf(context.store, "test_things");
  REQUIRE(shelf.make());
  REQUIRE(shelf.put("a", object({{"name", "first"}})));
  REQUIRE(shelf.put("b", object({{"name", "it's \"quoted\""}})));
  REQUIRE(shelf.put("a", object({{"name", "changed"}})));
  CHECK(*shelf.count() == 2);
  CHECK(string_in(shelf.all()->front(), "name") == "changed");  // it kept its place
  CHECK(string_in(shelf.all(Order::NewestFirst)->front(), "name") == "it's \"quoted\"");
  CHECK(shelf.find("name", "it's \"quoted\"")->has_value());
  CHECK_FALSE(shelf.find("name", "nobody")->has_value());
  CHECK(*shelf.erase("a"));
  CHECK_FALSE(*shelf.erase("a"));
}

TEST_CASE("what fails now and then fails at every third call, by name") {
  TestWorld world(std::make_unique<Table>());
  Context context = world.context();
  std::string seen;
  for (int i = 0; i < 6; ++i) seen += *every_nth(context.store, "a", 3) ? '1' : '0';
  CHECK(seen == "001001");
  CHECK_FALSE(*every_nth(context.store, "b", 3));
}

TEST_CASE("passwords are bcrypt, and only their own hash fits") {
  TestWorld world(std::make_unique<Table>());
  Context context = world.context();
  const std::string hash = hash_password(context, "correct horse");
  CHECK(hash.starts_with("$2b$04$"));
  CHECK(hash.size() == 60);
  CHECK(same_password("correct horse", hash));
  CHECK_FALSE(same_password("correct hors", hash));
  CHECK_FALSE(same_password("correct horse", "correct horse"));
  CHECK_FALSE(same_password("", ""));
}

TEST_CASE("codes of an authenticator are those of RFC 6238") {
  const std::string secret = "12345678901234567890";
  CHECK(totp(secret, 59) == "287082");  // the RFC's table, its last six digits
  CHECK(totp(secret, 1'111'111'109) == "081804");
  CHECK(same_totp(secret, "287082", 59 + 30));  // half a minute late
  CHECK_FALSE(same_totp(secret, "287082", 59 + 90));
  CHECK(encode_base32("12345678901234567890") == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  CHECK(encode_base32("f") == "MY");
}

TEST_CASE("a token is worth something until it runs out, to who knows the secret") {
  const std::string token = issue_token(object({{"sub", "7"}}), "s3cret", 1000, 60);
  CHECK(read_token(token, "s3cret", 1059));
  CHECK_FALSE(read_token(token, "s3cret", 1060));
  CHECK_FALSE(read_token(token, "other", 1000));
  CHECK_FALSE(read_token(token + "x", "s3cret", 1000));
  CHECK_FALSE(read_token("", "s3cret", 1000));
  CHECK_FALSE(read_token(token, "", 1000));
  CHECK(parse_duration("7d") == 604800);
  CHECK(parse_duration("90") == 90);
  CHECK_FALSE(parse_duration("d"));
  CHECK_FALSE(parse_duration("-1d"));
  CHECK_FALSE(parse_duration("1 d"));
}

TEST_CASE("an origin is allowed when the list has exactly it") {
  struct Case {
    std::string_view list, origin;
    bool allowed;
  };
  const auto c = GENERATE(values<Case>({
      {"https://a.example.org", "https://a.example.org", true},
      {"https://a.example.org/", "https://a.example.org", false},  // a slash that no browser sends
      {"http://a.example.org", "https://a.example.org", false},
      {"https://a.example.org,https://b.example.org", "https://b.example.org", true},
      {"https://a.example.org, https://b.example.org", "https://b.example.org", false},
      {"", "https://a.example.org", false},
  }));
  CAPTURE(c.list, c.origin);
  const auto origins = split_origins(c.list, Trim::No);
  http::Request request;
  request.method = "OPTIONS";
  request.headers["Origin"] = std::string(c.origin);
  request.headers["Access-Control-Request-Method"] = "POST";
  CHECK(is_preflight(request));
  const http::Response express = express_preflight(request, origins);
  CHECK(express.status == 204);
  CHECK(express.headers.contains("Access-Control-Allow-Origin") == c.allowed);
  const http::Response starlette = starlette_preflight(request, origins);
  CHECK(starlette.status == (c.allowed ? 200 : 400));
  CHECK(starlette.body == (c.allowed ? "OK" : "Disallowed CORS origin"));
  CHECK(starlette.headers.contains("Access-Control-Allow-Origin") == c.allowed);
}

}  // namespace services
