#include "generator/search/error_pattern.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <string_view>

using search::error_pattern;

TEST_CASE("what differs from case to case in an error becomes a star") {
  struct Case {
    std::string_view text, pattern;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"listen tcp 0.0.0.0:443: bind: address already in use",
       "listen tcp * bind address already in use"},
      {"connect ECONNREFUSED 127.0.0.1:5432", "connect econnrefused *"},
      {"connect ECONNREFUSED ::1:5432", "connect econnrefused *"},
      {"dial tcp [2001:db8::10]:53: i/o timeout", "dial tcp * i o timeout"},
      {"open '/etc/x.toml': no such file", "open * no such file"},
      {"open C:\\Users\\lea\\x.txt: Accès refusé", "open * accès refusé"},
      {"in ./src/main.ts:12:5", "in *"},
      {"at main.go:42", "at *"},
      {"2026-11-20T10:00:01.123Z app-1 | ready", "* app-* ready"},
      {"Fri Nov 20 08:57:37 2026 kernel: oom", "* kernel oom"},
      {"May the force", "may the force"},  // a month's name without a number is a word
      {"address 0xdeadBEEF", "address *"},
      {"commit e5f1a2b3c4 not found", "commit * not found"},
      {"550e8400-e29b-41d4-a716-446655440000 is gone", "* is gone"},
      {"image nginx:1.25.3-alpine", "image nginx *"},
      {"v1.2.3 is too old", "* is too old"},
      {"lookup db.abc.supabase.co: no such host", "lookup * no such host"},
      {"lookup supabase-mail on 127.0.0.11:53",
       "lookup supabase-mail on *"},  // a service's name says which
      {"http://localhost:3000/x?y=1", "*"},
      {"user lea@example.org", "user *"},
      {"relation \"public.users\" does not exist", "relation * does not exist"},
      {"Le terme « supabase » n'est pas reconnu", "le terme * n est pas reconnu"},
      {"unknown command `composr`", "unknown command *"},
      {"the “quoted words” stay", "the quoted words stay"},  // more than one piece
      {"couldn't connect", "couldn t connect"},              // an apostrophe opens nothing
      {"parsing \"\": invalid", "parsing * invalid"},
      {"{\"code\":42,\"message\":\"JWT expired\"}", "code * message jwt expired"},
      {"{\"error_code\": \"bad_jwt\"}", "error_code bad_jwt"},  // a value of JSON says which
      {"ssh <VPS_USER>@<VPS_IP>", "ssh *"},
      {"a < b and c > d", "a b and c d"},
      {"\x1B[31mERROR\x1B[0m failed", "error failed"},  // the colours of a terminal
      {"psycopg2.OperationalError: FATAL", "psycopg2.operationalerror fatal"},  // a class, no host
      {"PGRST301", "pgrst301"},
      {"8GB of 512MB in 100ms", "* of * in *"},
      {"and/or", "and or"},
      {"étape échouée", "étape échouée"},
  }));
  CAPTURE(c.text);
  CHECK(error_pattern(c.text) == c.pattern);
  CHECK(error_pattern(c.pattern) == c.pattern);
}

TEST_CASE("numbers of any length leave the same pattern") {
  CHECK(error_pattern("port 8080 after 3 ms, app-1 of 12") ==
        error_pattern("port 1 after 20310 ms, app-123 of 4"));
}

TEST_CASE("a star remembers what it stands for, and where") {
  const std::string text = "Twilio error 63015 sent";
  const auto tokens = search::error_tokens(text);
  REQUIRE(tokens.size() == 4);
  CHECK(tokens[2].word == "*");
  CHECK(tokens[2].literal == "63015");
  CHECK(text.substr(tokens[2].begin, tokens[2].end - tokens[2].begin) == "63015");
  CHECK(text.substr(tokens[0].begin, tokens[0].end - tokens[0].begin) == "Twilio");
}

TEST_CASE("messages are told from questions") {
  for (const std::string_view text :
       {"Error sending recovery email", "connect ECONNREFUSED 127.0.0.1:5432", "Kong Error",
        "relation \"x\" does not exist", "the database system is starting up",
        "impossible de joindre l'hôte"}) {
    CAPTURE(text);
    CHECK(search::looks_like_error(text));
  }
  for (const std::string_view text :
       {"", "error", "docker compose", "jeton d'accès", "clé anonyme supabase"}) {
    CAPTURE(text);
    CHECK_FALSE(search::looks_like_error(text));
  }
}

TEST_CASE("hostile print-outs take no more time than they should") {
  const auto text =
      GENERATE(std::string(100'000, '"'), std::string(100'000, '<'), std::string(100'000, '\x1B'),
               std::string(100'000, '-'), std::string(100'000, '\''), [] {
                 std::string out;
                 for (int i = 0; i < 20'000; ++i) out += "\" :{\"";
                 return out;
               }());
  const auto start = std::chrono::steady_clock::now();
  CHECK(search::error_tokens(text).size() <= 2000);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}
