// A WebSocket (RFC 6455) as a client opens it: the upgrade, one text message out, one in.
#pragma once

#include <optional>
#include <string>

#include "labs/probes/http.h"
#include "labs/probes/wire.h"

namespace probes {

struct WebsocketRequest {
  std::string url;  // ws:// or wss://
  Fields headers;
  std::string send;
  bool receive = false;
  std::string name;  // of the certificate; empty: the host
  std::string ca;
};

struct WebsocketFrame {
  int opcode = 0;  // 1 text, 2 binary, 8 close, 9 ping, 10 pong, 0 continuation
  bool last = true;
  std::string payload;
  std::size_t used = 0;
};
// The first frame in `bytes`; nothing while it is not whole. Reason "ws.protocol".
base::Result<std::optional<WebsocketFrame>> read_frame(std::string_view bytes);
// A masked frame, as clients send it; `mask` has 4 bytes.
std::string write_frame(int opcode, std::string_view payload, std::string_view mask);

Observation probe_websocket(const WebsocketRequest& request, const Limits& limits);

}  // namespace probes
