#include "labs/services/redis/session.h"

#include <algorithm>

namespace services::redis {
namespace {

using formats::RespCommandReader;
using Milliseconds = std::chrono::milliseconds;

// What one turn answers at most before others have theirs.
constexpr std::size_t kMostAnswers = 1u << 20;
constexpr RespCommandReader::Limits kStranger{10, 16'384, 160'000};

class Session : public http::StreamSession {
 public:
  Session(Engine& engine, const Port& port, std::function<Context()> context)
      : engine_(engine), port_(port), context_(std::move(context)) {}
  ~Session() override { leave(); }

  void opened(http::Outlet& peer) override {
    Context context = context_();
    client_.outlet = &peer;
    engine_.enter(client_, context.milliseconds());
    if (context.broken("redis-too-many-clients"))
      end(peer, "-ERR max number of clients reached\r\n");
    else if (context.broken("redis-protected-mode"))
      end(peer,
          "-DENIED Redis is running in protected mode because protected mode is enabled and no "
          "password is set for the default user. In this mode connections are only accepted from "
          "the loopback interface.\r\n");
  }

  void received(std::string_view bytes, http::Outlet& peer) override {
    if (client_.closing) return;
    Context context = context_();
    if (context.broken("redis-silent")) return;
    // A port that speaks TLS hangs up on whoever does not.
    if (!port_.tls && context.broken("redis-tls-mismatch")) return end(peer, "");
    reader_.feed(bytes);
    work(context, peer);
  }

  void woken(http::Outlet& peer) override {
    Context context = context_();
    if (client_.wait) {
      engine_.serve_waiting(context);
      if (client_.wait && client_.wait->until != 0) sleep_until(client_.wait->until, context, peer);
    }
    if (!client_.wait && !client_.closing) work(context, peer);
  }

  // Not while it waits for another client: what it sent meanwhile is read afterwards.
  std::uint64_t begun() const override {
    return reader_.is_within() && !client_.wait ? 1 + commands_ : 0;
  }

  void closed() override { leave(); }

 private:
  void work(Context& context, http::Outlet& peer) {
    Words words;
    client_.answering = true;
    bool more = false;
    while (!client_.closing && !client_.wait) {
      if (client_.answers.size() > kMostAnswers) {
        more = true;
        break;
      }
      const bool stranger = client_.user.empty() && Users::password_wanted(context);
      const auto next = reader_.next(words, stranger ? kStranger : RespCommandReader::Limits());
      if (next == RespCommandReader::Next::Partial) break;
      if (next == RespCommandReader::Next::Broken) {
        client_.answers += "-ERR Protocol error: " + reader_.problem() + "\r\n";
        client_.closing = true;
        break;
      }
      ++commands_;
      if (const auto reply = engine_.execute(client_, words, context))
        client_.answers += formats::write_resp(*reply, client_.version);
      client_.answers += std::exchange(client_.pushed, {});
    }
    client_.answering = false;
    if (const auto done = engine_.keyspace.settle(context.store); !done)
      client_.answers = error_line(done.error());
    if (!client_.answers.empty()) peer.send(std::exchange(client_.answers, {}));
    if (client_.closing) peer.close();
    engine_.serve_waiting(context);
    // Those who were served may have changed keys too.
    static_cast<void>(engine_.keyspace.settle(context.store).has_value());
    if (more) peer.wake_after(Milliseconds(0));
    if (client_.wait && client_.wait->until != 0) sleep_until(client_.wait->until, context, peer);
  }

  // The state that was promised is not on disk: nothing of what was answered may be believed.
  static std::string error_line(const base::Error& error) {
    return formats::write_resp(
        redis::error("MISCONF the dataset could not be written: " + error.message.en));
  }

  void sleep_until(std::int64_t until, const Context& context, http::Outlet& peer) {
    peer.wake_after(Milliseconds(std::max<std::int64_t>(1, until - context.milliseconds())));
  }

  void end(http::Outlet& peer, std::string_view words) {
    if (!words.empty()) peer.send(std::string(words));
    client_.closing = true;
    peer.close();
  }

  void leave() {
    if (client_.id == 0) return;
    engine_.leave(client_);
    client_.outlet = nullptr;
    client_.id = 0;
  }

  Engine& engine_;
  Port port_;
  std::function<Context()> context_;
  Client client_;
  RespCommandReader reader_;
  std::uint64_t commands_ = 0;
};

}  // namespace

std::unique_ptr<http::StreamSession> make_session(Engine& engine, const Port& port,
                                                  std::function<Context()> context) {
  return std::make_unique<Session>(engine, port, std::move(context));
}

}  // namespace services::redis
