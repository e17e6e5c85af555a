// What stands around a reference service while it is fuzzed: an empty store, a clock that stands
// still, a peer that listens.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "labs/services/service.h"

namespace fuzz {

class World {
 public:
  services::Settings settings;

  services::Context context() {
    return {1'790'000'000,
            settings,
            faults_,
            store_,
            [](std::size_t count) { return std::string(count, 'r'); },
            [](std::string_view, const http::Request&) { return http::text_response(502, ""); },
            [](std::string_view, const std::string&) {}};
  }

  // Everything that the service says to a peer who says `bytes` in pieces.
  std::string talk(services::Service& service, const services::Port& port, std::string_view bytes) {
    class Peer : public http::Outlet {
     public:
      void send(std::string more) override { heard += more; }
      void close() override { closed = true; }
      void wake_after(std::chrono::milliseconds) override {}
      std::string heard;
      bool closed = false;
    } peer;
    const auto session = service.connect(port, [this] { return context(); });
    session->opened(peer);
    while (!bytes.empty() && !peer.closed) {
      const std::string_view piece = bytes.substr(0, 100);
      session->received(piece, peer);
      bytes.remove_prefix(piece.size());
    }
    session->closed();
    return peer.heard;
  }

  database::Database& store() { return store_; }

 private:
  std::set<std::string, std::less<>> faults_;
  database::Database store_ = *database::Database::open("", database::Mode::Memory);
};

}  // namespace fuzz
