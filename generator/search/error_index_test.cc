#include "generator/search/error_index.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace {

const std::vector<search::KnownError> kErrors = {
    {16, "listen tcp 0.0.0.0:443: bind: address already in use"},
    {32, "dial tcp: lookup supabase-mail on 127.0.0.11:53: no such host"},
    {48, "dial tcp: lookup mailpit on 127.0.0.11:53: no such host"},
    {64, "Kong Error"},
    {80, "Twilio error 63015"},
    {96, "Twilio error 63016"},
    {112, "password authentication failed for user \"supabase_admin\""},
    {112, "FATAL: the database system is starting up"},
};

std::string found(std::string_view pasted) {
  const search::ErrorIndex index(kErrors);
  std::string out;
  for (const search::FoundError& one : index.find(pasted)) {
    if (!out.empty()) out += ' ';
    out += std::to_string(index.error(one.error).document) + (one.certain ? "!" : "");
  }
  return out;
}

}  // namespace

TEST_CASE("a pasted error finds the one that the course knows, whatever its numbers and hosts") {
  struct Case {
    std::string_view pasted, documents;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"Error: listen tcp4 127.0.0.1:8080: bind: address already in use", "16!"},
      {"Error: listen tcp [::]:80: bind: address already in use", "16!"},
      {"dial tcp: lookup mailpit on 10.0.0.2:53: no such host",
       "48! 32!"},                              // a sibling comes second
      {"bind: address already in use", "16!"},  // the telling half of it
      {"<h1>Kong Error</h1>", "64!"},
      {"Twilio error 63016", "96! 80!"},  // the same number decides between equals
      {"Twilio error 63015", "80! 96!"},
      {"password authentication failed for user \"postgres\"", "112!"},
      {"address", ""},
      {"nothing of the kind", ""},
  }));
  CAPTURE(c.pasted);
  CHECK(found(c.pasted) == c.documents);
}

TEST_CASE("the part that was recognised is shown") {
  const search::ErrorIndex index(kErrors);
  const std::string pasted =
      "$ docker compose up\napp-1 | dial tcp: lookup mailpit on 172.18.0.2:53: no such host\nexit "
      "1\n";
  const auto hits = index.find(pasted);
  REQUIRE_FALSE(hits.empty());
  const search::Range& range = hits.front().matched;
  CHECK(pasted.substr(range.begin, range.end - range.begin) ==
        "dial tcp: lookup mailpit on 172.18.0.2:53: no such host");
}

TEST_CASE("a page of text against many errors ends soon") {
  std::vector<search::KnownError> errors;
  for (unsigned i = 0; i < 3000; ++i)
    errors.push_back({i * 16, "error number " + std::to_string(i) +
                                  " of the service failed to start because of " +
                                  std::string(1 + i % 9, 'x')});
  std::string pasted;
  for (int i = 0; i < 2000; ++i) pasted += "error number 7 of the service failed to start ";
  const search::ErrorIndex index(std::move(errors));
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(index.find(pasted).empty());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));  // with sanitizers
}
