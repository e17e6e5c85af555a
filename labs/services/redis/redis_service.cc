#include "labs/services/redis/redis_service.h"

#include "labs/services/redis/rest.h"
#include "labs/services/redis/session.h"

namespace services {
namespace {

class Redis : public Service {
 public:
  Description describe() const override {
    return {"redis",
            base::message("Redis, and its REST face as of Upstash",
                          "Redis, et son interface REST comme chez Upstash"),
            {{6379, Wire::Stream, false, "redis"},
             {6380, Wire::Stream, true, "redis-tls"},
             {8079, Wire::Http, false, "rest"}},
            {"compose", "production", "chatbot"},
            {}};
  }

  base::Done prepare(Context& context) override {
    engine_.started = context.now;
    return engine_.keyspace.load(context.store);
  }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    return redis::answer_rest(engine_, request, context);
  }

  std::unique_ptr<http::StreamSession> connect(const Port& port,
                                               std::function<Context()> context) override {
    return redis::make_session(engine_, port, std::move(context));
  }

 private:
  redis::Engine engine_;
};

}  // namespace

std::unique_ptr<Service> make_redis() { return std::make_unique<Redis>(); }

}  // namespace services
