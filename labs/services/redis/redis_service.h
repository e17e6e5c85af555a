// Redis 7.0 and Upstash's REST face of it, over one set of keys: ports "redis" (6379), "redis-tls"
// (6380) and "rest" (8079). The password is REDIS_PASSWORD, else the one inside REDIS_URL; the REST
// token is UPSTASH_REDIS_REST_TOKEN, else that password.
//
// Faults:
//   redis-token-wrong             another password is wanted: -WRONGPASS
//   redis-open-to-all             no password is wanted, and any is taken
//   redis-no-password-set         the same, but AUTH is an error
//   redis-tls-mismatch            the plain port hangs up on the first byte, as a TLS port does
//   redis-protected-mode          every connection hears -DENIED
//   redis-too-many-clients        every connection hears that there are too many
//   redis-silent                  connections are taken and never answered
//   redis-loading                 -LOADING to all but AUTH and HELLO
//   redis-replica                 it is a read-only replica: -READONLY, role slave
//   redis-memory-full             -OOM to what would add data
//   redis-quota-exhausted         PING works, commands on data hear of the plan's limit
//   redis-flushall-sessions-lost  all keys are deleted once
//   upstash-token-wrong           the REST face refuses every token
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_redis();

}  // namespace services
