// The world around a service under test: settings, faults, a clock that stands still, an empty
// store, and a peer that remembers what was sent to it.
#pragma once

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "labs/services/service.h"

namespace services::test {

struct World {
  Settings settings;
  std::set<std::string, std::less<>> faults;
  database::Database store = *database::Database::open("", database::Mode::Memory);
  std::int64_t milliseconds = 1'790'000'000'000;
  std::vector<std::pair<std::string, std::string>> published;
  // What other services answer.
  std::function<http::Response(std::string_view, const http::Request&)> others;

  Context context() {
    Context out{milliseconds / 1000,
                settings,
                faults,
                store,
                [this](std::size_t count) { return next_bytes(count); },
                [this](std::string_view service, const http::Request& request) {
                  return others ? others(service, request) : http::text_response(502, "");
                },
                [this](std::string_view topic, const std::string& json) {
                  published.emplace_back(topic, json);
                }};
    out.millisecond = static_cast<int>(milliseconds % 1000);
    return out;
  }

 private:
  // Different each time, and the same in each run.
  std::string next_bytes(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      state_ = state_ * 6364136223846793005U + 1442695040888963407U;
      out += static_cast<char>(state_ >> 56);
    }
    return out;
  }
  std::uint64_t state_ = 1;
};

class Peer : public http::Outlet {
 public:
  void send(std::string bytes) override {
    if (!closed) sent += bytes;
  }
  void close() override { closed = true; }
  void start_tls() override { tls = true; }
  void wake_after(std::chrono::milliseconds delay) override { wake = delay; }
  std::string take() { return std::exchange(sent, {}); }

  std::string sent;
  bool closed = false;
  bool tls = false;
  std::optional<std::chrono::milliseconds> wake;
};

// A connection to a service's port.
struct Connection {
  Connection(Service& service, const Port& port, World& world)
      : session(service.connect(port, [&world] { return world.context(); })) {
    REQUIRE(session != nullptr);
    session->opened(peer);
  }
  // What comes back at once.
  std::string say(std::string_view bytes) {
    session->received(bytes, peer);
    return peer.take();
  }

  Peer peer;
  std::unique_ptr<http::StreamSession> session;
};

inline Port port_named(const Service& service, std::string_view name) {
  for (const Port& port : service.describe().ports)
    if (port.name == name) return port;
  FAIL("no such port");
  return {};
}

}  // namespace services::test
