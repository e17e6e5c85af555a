#include <catch2/catch.hpp>

#include "labs/formats/json.h"
#include "labs/probes/dns.h"
#include "labs/probes/http.h"
#include "labs/probes/local.h"
#include "labs/probes/postgres.h"
#include "labs/probes/redis.h"
#include "labs/probes/smtp.h"
#include "labs/probes/websocket.h"
#include "tests/support/scripted_peer.h"

using namespace probes;
using support::ScriptedPeer;

namespace {

std::string fact(const Observation& seen, std::string_view name) {
  const text::Node* found = seen.facts.find(name);
  return found != nullptr ? formats::plain(*found) : "-";
}

}  // namespace

TEST_CASE("targets are host and port") {
  struct Case {
    std::string_view written, host;
    int port;  // 0: refused
  };
  const auto c = GENERATE(values<Case>({
      {"h:1", "h", 1},
      {"203.0.113.10:5432", "203.0.113.10", 5432},
      {"[2001:db8::1]:443", "2001:db8::1", 443},
      {"2001:db8::1:443", "", 0},  // which colon?
      {"h", "", 0},
      {"h:", "", 0},
      {"h:0", "", 0},
      {"h:65536", "", 0},
      {":80", "", 0},
      {"h:80x", "", 0},
      {"{{host}} x:80", "", 0},
  }));
  CAPTURE(c.written);
  const auto target = parse_target(c.written);
  CHECK(target.has_value() == (c.port != 0));
  if (!target) {
    CHECK(target.error().rule == "net.address");
  } else {
    CHECK(target->host == c.host);
    CHECK(target->port == c.port);
  }
}

TEST_CASE("Redis is asked with its password, and its refusals have reasons") {
  struct Case {
    std::deque<std::string> sends;
    std::string reason;
  };
  const auto c = GENERATE(values<Case>({
      {{"+OK\r\n", "+PO", "NG\r\n", "$0\r\n\r\n", "$0\r\n\r\n"}, ""},
      {{"-WRONGPASS invalid username-password pair or user is disabled.\r\n"}, "redis.wrongpass"},
      {{"-ERR AUTH <password> called without any password configured for the default user.\r\n"},
       "redis.no-password-set"},
      {{"+OK\r\n", "-NOAUTH Authentication required.\r\n"}, "redis.noauth"},
      {{"-DENIED Redis is running in protected mode\r\n"}, "redis.protected"},
      {{}, "redis.closed"},
      {{"HTTP/1.1 400 Bad Request\r\n"}, "redis.not-redis"},
      {{"+OK\r\n", "+PONG\r\n", "-ERR max requests limit exceeded\r\n", "-ERR no\r\n",
        "-ERR max requests limit exceeded\r\n"},
       "redis.error"},  // at the write
  }));
  const RedisUrl url = *parse_redis_url("redis://default:p%40ss@h:6379");
  Observation out;
  std::string received;
  ScriptedPeer peer(c.sends, received);
  talk_redis(peer, url, {"", c.reason == "redis.error" ? "key" : "", "", ""}, out);
  CAPTURE(out.words);
  CHECK(out.reason == c.reason);
  CHECK(received.starts_with("*3\r\n$4\r\nAUTH\r\n$7\r\ndefault\r\n$4\r\np@ss\r\n"));
}

TEST_CASE("a Redis that never answers is told from one that closes") {
  Observation out;
  std::string received;
  ScriptedPeer peer({}, received, ScriptedPeer::End::StaysSilent);
  talk_redis(peer, *parse_redis_url("redis://h"), {}, out);
  CHECK(out.reason == "redis.timeout");
}

TEST_CASE("Redis addresses") {
  CHECK(parse_redis_url("rediss://default:x@h:7000")->tls);
  CHECK(parse_redis_url("redis://h")->target.port == 6379);
  CHECK(parse_redis_url("redis://:x@h/2")->database == "2");
  for (const char* wrong : {"https://h", "redis://", "redis://h/x", "redis://h:x"}) {
    CAPTURE(wrong);
    CHECK(parse_redis_url(wrong).error().rule == "redis.url");
  }
}

TEST_CASE("a mail server's dialogue ends where it refuses") {
  const std::string hello = "250-mail\r\n250 AUTH PLAIN\r\n";
  struct Case {
    std::deque<std::string> sends;
    std::string reason, delivered;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {{"220 mail\r\n", hello, "235 ok\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n",
        "250 taken\r\n"},
       "",
       "true"},
      {{"554 no\r\n"}, "smtp.greeting", "-"},
      {{"220 mail\r\n", "250 mail\r\n"}, "smtp.auth-not-offered", "-"},
      {{"220 mail\r\n", hello, "535 5.7.8 bad\r\n"}, "smtp.auth", "-"},
      {{"220 mail\r\n", hello, "235 ok\r\n", "550 sender\r\n"}, "smtp.sender", "false"},
      {{"220 mail\r\n", hello, "235 ok\r\n", "250 ok\r\n", "554 5.7.1 relay\r\n"},
       "smtp.recipient",
       "false"},
      {{"220 mail\r\n", hello, "235 ok\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n",
        "552 big\r\n"},
       "smtp.message",
       "false"},
      {{"SSH-2.0-x\r\n"}, "smtp.not-smtp", "-"},
      {{"220 mail\r\n"}, "tcp.reset", "-"},
  }));
  SmtpRequest request;
  request.user = "u";
  request.password = "secret";
  request.from = "a@x.example";
  request.to = "b@x.example";
  Observation out;
  std::string received;
  talk_smtp(std::make_unique<ScriptedPeer>(c.sends, received), request,
            "Fri, 20 Nov 2026 00:00:00 +0000", "id", out);
  CAPTURE(received);
  CHECK(out.reason == c.reason);
  CHECK(fact(out, "delivered") == c.delivered);
}

TEST_CASE("a line end in an address starts no second command") {
  SmtpRequest request;
  request.from = "a@x.example>\r\nRCPT TO:<evil@x.example";
  request.to = "b@x.example";
  Observation out;
  std::string received;
  talk_smtp(
      std::make_unique<ScriptedPeer>(std::deque<std::string>{"220 m\r\n", "250 m\r\n"}, received),
      request, "", "", out);
  CHECK(out.reason == "smtp.message");
  CHECK(received.find("evil") == std::string::npos);
}

TEST_CASE("a browser's conclusion from a preflight") {
  CorsRequest request;
  request.origin = "https://app.example";
  request.request_headers = {"Content-Type", "authorization"};
  struct Case {
    std::int64_t status;
    std::string headers, reason;
    bool credentials;
  };
  const std::string list = R"(,"access-control-allow-headers":"authorization, content-type")";
  const auto c = GENERATE_COPY(values<Case>({
      {204, R"({"access-control-allow-origin":"https://app.example")" + list + "}", "", false},
      {204, R"({"access-control-allow-origin":"*")" + list + "}", "", false},
      {204, R"({"access-control-allow-origin":"*")" + list + "}", "cors.wildcard-credentials",
       true},
      {200, "{}", "cors.no-header", false},
      {204, R"({"access-control-allow-origin":"https://app.example/")" + list + "}",
       "cors.other-origin", false},
      {204, R"({"access-control-allow-origin":"http://app.example")" + list + "}",
       "cors.other-origin", false},
      {204, R"({"access-control-allow-origin":"https://app.example")" + list + "}",
       "cors.other-origin", true},
      {204,
       R"({"access-control-allow-origin":"https://app.example","access-control-allow-headers":"*"})",
       "cors.header", false},  // the star does not cover Authorization
      {301, R"({"access-control-allow-origin":"*"})", "cors.redirect", false},
      {400, R"({"access-control-allow-origin":"https://app.example")" + list + "}",
       "cors.no-header", false},
  }));
  CAPTURE(c.headers);
  request.credentials = c.credentials;
  CHECK(judge_cors(request, c.status, *formats::parse_json(c.headers)) == c.reason);
}

TEST_CASE("a method that is not simple must be allowed") {
  CorsRequest request;
  request.origin = "https://a";
  request.method = "DELETE";
  const auto headers = [](const char* methods) {
    return *formats::parse_json(
        std::string(R"({"access-control-allow-origin":"*","access-control-allow-methods":")") +
        methods + "\"}");
  };
  CHECK(judge_cors(request, 204, headers("GET, delete")).empty());
  CHECK(judge_cors(request, 204, headers("GET, POST")) == "cors.method");
}

TEST_CASE("a webhook is signed as Twilio's documentation does") {
  // The example of twilio.com/docs/usage/security.
  const Fields form = {{"CallSid", "CA1234567890ABCDE"},
                       {"Caller", "+14158675309"},
                       {"Digits", "1234"},
                       {"From", "+14158675309"},
                       {"To", "+18005551212"}};
  CHECK(sign_webhook("https://mycompany.com/myapp.php?foo=1&bar=2", form, "12345") ==
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
}

TEST_CASE("WebSocket frames are read, and what is none is refused") {
  const auto text = read_frame(std::string("\x81\x05hello", 7) + "rest");
  REQUIRE(text);
  REQUIRE(*text);
  CHECK((*text)->payload == "hello");
  CHECK((*text)->used == 7);
  CHECK_FALSE(*read_frame("\x81"));
  CHECK_FALSE(*read_frame(std::string("\x81\x7e\x01", 3)));
  CHECK(read_frame(std::string("\x81\x85xxxxhello", 11)).error().rule ==
        "ws.protocol");  // servers do not mask
  CHECK(read_frame(std::string("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10)).error().rule ==
        "ws.protocol");
  CHECK(write_frame(1, "ab", std::string("\x01\x02\x03\x04", 4)) ==
        std::string("\x81\x82\x01\x02\x03\x04`", 7) + "`");
}

TEST_CASE("a pooler's parameter is left out of the address") {
  CHECK(without_pgbouncer("postgresql://h/db?pgbouncer=true") == "postgresql://h/db");
  CHECK(without_pgbouncer("postgresql://h/db?a=1&pgbouncer=true&b=2") ==
        "postgresql://h/db?a=1&b=2");
  CHECK(without_pgbouncer("postgresql://h/db") == "postgresql://h/db");
}

TEST_CASE("PostgreSQL's refusals have reasons") {
  struct Case {
    std::string_view state, words, reason;
  };
  const auto c = GENERATE(values<Case>({
      {"28P01", "password authentication failed for user \"u\"", "pg.password"},
      {"28000", "no pg_hba.conf entry for host", "pg.access"},
      {"28000", "role \"u\" does not exist", "pg.role"},
      {"3D000", "database \"x\" does not exist", "pg.database-missing"},
      {"42P01", "relation \"users\" does not exist", "pg.table-missing"},
      {"42501", "permission denied for table users", "pg.denied"},
      {"42501", "new row violates row-level security policy", "pg.rls"},
      {"XX000", "Tenant or user not found", "pg.tenant"},
      {"57P03", "the database system is starting up", "pg.starting"},
      {"", "fe_sendauth: no password supplied", "pg.no-password"},
      {"", "server does not support SSL, but SSL was required", "pg.no-tls"},
      {"22012", "division by zero", "pg.error"},
  }));
  CAPTURE(c.words);
  CHECK(postgres_reason(c.state, c.words) == c.reason);
}

TEST_CASE("a .env file's troubles are facts with reasons") {
  Observation out;
  look_at_env("A=1\nB=\nC=change-me\nA=2\nD=x \nnonsense\n", {"x", {"A", "B", "E"}}, out);
  CHECK(fact(out, "missing") == R"(["B","E"])");
  CHECK(fact(out, "placeholders") == R"(["C"])");
  CHECK(fact(out, "duplicates") == R"(["A"])");
  CHECK(fact(out, "blanks") == R"(["D"])");
  CHECK(fact(out, "unreadable") == R"(["6"])");
  CHECK(out.why.at("missing") == "env.missing-key");
  CHECK(out.answer == "env.missing-key");
}

TEST_CASE("a DNS answer is read, and garbage is malformed") {
  // example.org IN TXT "v=spf1 " "-all", in two pieces.
  const std::string answer(
      "\x00\x01\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00\x07"
      "example\x03org\x00\x00\x10\x00\x01\xc0\x0c\x00\x10\x00\x01\x00\x00\x00\x3c\x00\x0d\x07v="
      "spf1 \x04-all",
      54);
  const auto read = read_dns_answer(answer, "TXT");
  REQUIRE(read);
  CHECK(read->texts == std::vector<std::string>{"v=spf1 -all"});
  for (std::size_t size = 0; size < answer.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(read_dns_answer(std::string_view(answer).substr(0, size), "TXT"));
  }
  CHECK_FALSE(read_dns_answer(answer, "A"));
}
