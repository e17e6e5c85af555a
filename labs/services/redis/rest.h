// Redis over HTTP, as Upstash offers it (upstash.com/docs/redis/features/restapi): POST / with a
// command as a JSON array, /pipeline and /multi-exec with several, or the command in the path.
#pragma once

#include "generator/http/message.h"
#include "labs/services/redis/engine.h"

namespace services::redis {

// The token is UPSTASH_REDIS_REST_TOKEN, else the password of the user "default".
http::Response answer_rest(Engine& engine, const http::Request& request, Context& context);

}  // namespace services::redis
