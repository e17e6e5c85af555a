// Redis over redis:// and rediss:// (RESP2): AUTH, PING, and a key that is written, read and
// deleted.
#pragma once

#include <string>

#include "labs/probes/wire.h"

namespace probes {

struct RedisUrl {
  bool tls = false;
  std::string user;
  std::string password;
  Target target;
  std::string database;  // "" or a number
};
// Reason "redis.url".
base::Result<RedisUrl> parse_redis_url(std::string_view written);

struct RedisRequest {
  std::string url;
  std::string round_trip;  // a key's name, or empty
  std::string name;        // of the certificate; empty: the host
  std::string ca;
};

Observation probe_redis(const RedisRequest& request, const Limits& limits);
// The commands over a connection that is there.
void talk_redis(Connection& peer, const RedisUrl& url, const RedisRequest& request,
                Observation& out);

}  // namespace probes
