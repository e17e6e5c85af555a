// What a probe saw, without judgement. A probe is a function from what is asked and a limit to an
// Observation; it never throws, never waits behind its deadline and keeps a bounded part of what a
// peer sends.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace probes {

using Clock = std::chrono::steady_clock;

struct Limits {
  Clock::time_point deadline;
  const std::atomic<bool>* cancelled = nullptr;  // may be null

  bool over() const { return Clock::now() >= deadline || (cancelled != nullptr && *cancelled); }
  // Until the deadline, at most `most`; never negative.
  std::chrono::milliseconds left(std::chrono::milliseconds most = std::chrono::hours(1)) const;
};

constexpr std::size_t kMostBytes = 1u << 20;  // of a body, a reply, a table

struct Observation {
  std::string reason;  // empty: an answer came; else why none did: "tcp.refused"
  std::string answer;  // the reason that the answer itself amounts to: "http.401", "tcp.open"
  std::map<std::string, std::string> why;  // subject -> the reason to give when it is not as wanted
  base::Message detail;  // more than the reason's own sentence says: "port 8000 of 203.0.113.10"
  std::string words;     // the peer's own words
  text::Node facts;      // a table: subject -> value; "header", "json" … hold tables

  void fact(std::string_view name, text::Node value);
  void fact(std::string_view name, std::string_view value);
  void fact(std::string_view name, const char* value) { fact(name, std::string_view(value)); }
  void fact(std::string_view name, std::int64_t value);
  void fact(std::string_view name, double value);
  void flag(std::string_view name, bool value);
};

// An error of a transport: its rule is the reason code.
tl::unexpected<base::Error> refuse(std::string_view reason, base::Message detail = {});
base::Error because(std::string_view reason, base::Message detail = {});
// Puts the error's reason and words into the observation.
void take_failure(Observation& observation, const base::Error& error);

// What a server says in a body, for people: the message of a JSON error, a page's title, or the
// text.
std::string words_of(std::string_view body, const text::Node* json);

}  // namespace probes
