// One thread that serves many ports: HTTP/1.1 (RFC 9112), WebSocket (RFC 6455), raw byte streams
// and datagrams, plain or TLS, on Boost.Asio and Beast. Bounded in connections, header and body
// sizes, waiting bytes and time, so that slow or hostile peers cannot take it.
//
// Handlers and sessions are called from the thread that runs the loop, one at a time. The loop is
// told things from other threads by post(): work that sends to the sessions one keeps (from
// opened() to closed()) goes through it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/http/certificate.h"
#include "generator/http/message.h"
#include "generator/http/session.h"

namespace http {

using Handler = std::function<Response(const Request&)>;
using SessionMaker = std::function<std::unique_ptr<StreamSession>(const Request&)>;

struct ListenOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::size_t header_limit = 16u << 10;
  std::size_t body_limit = 1u << 20;  // also of a WebSocket message
  std::size_t connection_limit = 512;
  std::size_t unsent_limit = 16u << 20;  // a session whose peer reads no more is cut here
  std::chrono::seconds idle = std::chrono::seconds(30);  // for a request's head, its body, a write
  // Names that the Host header may carry, without port; anything else is answered 421, so that a
  // page elsewhere cannot reach the server through a name of its own. Empty: any.
  std::vector<std::string> hosts = {"127.0.0.1", "localhost", "[::1]"};
  std::optional<Identity> identity = {};  // TLS; from the first byte unless `tls_later`
  bool tls_later = false;                 // Outlet::start_tls()
};

// What a port speaks: the first that is set.
struct Speech {
  std::function<std::string(std::string_view)> datagram = {};    // UDP; "" answers nothing
  std::function<std::unique_ptr<StreamSession>()> connect = {};  // raw bytes; null closes
  Handler answer = {};
  SessionMaker upgrade = {};  // beside `answer`, for a WebSocket; null: answer() speaks
};

class Loop {
 public:
  Loop();
  ~Loop();
  Loop(Loop&&) noexcept;
  Loop& operator=(Loop&&) noexcept;

  // Opens a port and gives its number; connections wait until run(). A taken port is an error that
  // names it. From the loop's thread, or before it runs.
  base::Result<std::uint16_t> listen(const ListenOptions& options, Speech speech);
  // Closes a port of listen(): what is going on there ends with its next request.
  void close(std::uint16_t port);

  void run();                             // until stop()
  void run_until_signal();                // until stop(), SIGINT or SIGTERM
  void stop();                            // from any thread
  void post(std::function<void()> work);  // from any thread; the loop's calls it soon
  void after(std::chrono::milliseconds delay, std::function<void()> work);  // the loop's thread

  struct State;  // in loop.cc

 private:
  std::unique_ptr<State> state_;
};

}  // namespace http
