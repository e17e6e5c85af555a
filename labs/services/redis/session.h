// One connection to the Redis reference: bytes in, commands to the engine, replies out, in order.
#pragma once

#include <functional>
#include <memory>

#include "generator/http/session.h"
#include "labs/services/redis/engine.h"

namespace services::redis {

// `engine` must outlive the session.
std::unique_ptr<http::StreamSession> make_session(Engine& engine, const Port& port,
                                                  std::function<Context()> context);

}  // namespace services::redis
