// Conversations that are more than one request and its response: a raw byte stream (the protocols
// of Redis, PostgreSQL, SMTP) and a WebSocket (RFC 6455) after its handshake. A session is a state
// machine over bytes: it never sees a socket, so a test feeds it bytes and looks at what it sent.
// All calls come from the server's one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace http {

// The way back to the peer. It outlives the session's calls; after close() what is sent is dropped.
class Outlet {
 public:
  virtual ~Outlet() = default;
  virtual void send(std::string bytes) = 0;  // of a WebSocket: one text message
  virtual void send_binary(std::string bytes) { send(std::move(bytes)); }
  virtual void close() = 0;  // after what was sent before has left
  virtual void start_tls() {
  }  // what comes after what was sent before is TLS (STARTTLS, SSLRequest)
  // Calls StreamSession::woken() once after `delay`; a later call replaces it.
  virtual void wake_after(std::chrono::milliseconds delay) = 0;
};

class StreamSession {
 public:
  virtual ~StreamSession() = default;
  virtual void opened(Outlet&) {}
  // Any cut of the stream: half a command, or twenty of them. Of a WebSocket: one whole message.
  virtual void received(std::string_view bytes, Outlet& peer) = 0;
  virtual void received_binary(std::string_view bytes, Outlet& peer) { received(bytes, peer); }
  virtual void woken(Outlet&) {}
  // A number for what the peer has begun and not ended (half a command, a log-in); 0: nothing.
  // As long as it stays the same, the listener's `idle` runs: who sends a byte a second is cut.
  virtual std::uint64_t begun() const { return 0; }
  virtual void closed() {}  // by either side; the outlet is gone
};

}  // namespace http
