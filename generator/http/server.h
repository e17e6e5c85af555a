// One HTTP port with its own thread's loop: what serves a folder of files or a handful of routes.
#pragma once

#include <cstdint>
#include <functional>

#include "generator/http/loop.h"

namespace http {

using ServerOptions = ListenOptions;

class Server {
 public:
  // Listens; connections wait until run(). A taken port is an error that names it.
  static base::Result<Server> listen(const ServerOptions& options, Handler handler,
                                     SessionMaker upgrade = {});

  std::uint16_t port() const { return port_; }
  // Serves until stop().
  void run() { loop_.run(); }
  // Serves until SIGINT or SIGTERM.
  void run_until_signal() { loop_.run_until_signal(); }
  void stop() { loop_.stop(); }  // from any thread
  // From any thread: the server's calls it soon. This is how something is sent to WebSockets.
  void post(std::function<void()> work) { loop_.post(std::move(work)); }

 private:
  Server() = default;
  Loop loop_;
  std::uint16_t port_ = 0;
};

}  // namespace http
