// Realtime: WebSockets with channels (Phoenix), over which go broadcasts between clients, who is
// present, and changes of tables that the data API publishes; and the health of its tenant over
// HTTP. Reached through the gateway. The loop's thread.
//
// Switches: supabase-realtime-down (does not start), supabase-realtime-refuses (knows no key).
#pragma once

#include <set>

#include "labs/services/service.h"

namespace services {

class RealtimeSession;

class Realtime : public Service {
 public:
  Description describe() const override;
  bool is_up(Context& context) override;
  http::Response answer(const Port& port, const http::Request& request, Context& context) override;
  void heard(std::string_view topic, const std::string& json, Context& context) override;

  // For the gateway: a WebSocket of /realtime/v1/websocket, or null when its key is not good.
  std::unique_ptr<http::StreamSession> join(const http::Request& request,
                                            std::function<Context()> context);

 private:
  friend class RealtimeSession;
  std::set<RealtimeSession*> sessions_;  // open ones
};

}  // namespace services
