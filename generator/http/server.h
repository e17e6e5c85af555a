// An HTTP/1.1 server (RFC 9112) on Boost.Asio and Beast: bounded in connections, header and body
// sizes and idle time, so that slow or hostile peers cannot take it. Handlers are called from the
// server's one thread, in order of arrival on each connection.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "generator/base/result.h"
#include "generator/http/message.h"

namespace http {

using Handler = std::function<Response(const Request&)>;

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::size_t header_limit = 16u << 10;
  std::size_t body_limit = 1u << 20;
  std::size_t connection_limit = 512;
  std::chrono::seconds idle = std::chrono::seconds(30);
  // Names that the Host header may carry, without port; anything else is answered 421, so that a
  // page elsewhere cannot reach the server through a name of its own. Empty: any.
  std::vector<std::string> hosts = {"127.0.0.1", "localhost", "[::1]"};
};

class Server {
 public:
  // Listens; connections wait until run(). A taken port is an error that names it.
  static base::Result<Server> listen(const ServerOptions& options, Handler handler);
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  std::uint16_t port() const;
  // Serves until stop().
  void run();
  // Serves until SIGINT or SIGTERM.
  void run_until_signal();
  void stop();  // from any thread

  struct State;  // in server.cc

 private:
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace http
