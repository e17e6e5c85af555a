// LiveServer: the preview on a port: the pages of a LiveSite with a script in each, and a WebSocket
// over which an open page hears that it has changed, or what is wrong.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "generator/base/result.h"
#include "generator/preview/live_site.h"

namespace preview {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
};

// What whoever started the server hears of each build, from the thread that builds.
using Heard = std::function<void(const Update& update, std::size_t pages_made)>;

class LiveServer {
 public:
  // Listens; a taken port is an error that names it. `site` has been built once, with `first`.
  static base::Result<LiveServer> listen(const ServerOptions& options, LiveSite& site,
                                         Update first);
  ~LiveServer();
  LiveServer(LiveServer&&) noexcept;
  LiveServer& operator=(LiveServer&&) noexcept;

  std::uint16_t port() const;
  // Serves, and builds when something changes, until SIGINT or SIGTERM.
  base::Done run(const std::vector<std::filesystem::path>& watched,
                 const std::vector<std::filesystem::path>& left_out, const Heard& heard);

 private:
  struct State;
  explicit LiveServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace preview
