// The part of the Redis reference that all connections share: keys, users, who listens to which
// channel, who waits for a list. A connection hands it whole commands (client.h holds what belongs
// to one connection); replies go to the client's outlet. One thread.
//
// Not there, and said so by an error: scripts, streams, geo commands, clusters, replication.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/http/session.h"
#include "labs/services/redis/command.h"
#include "labs/services/redis/keyspace.h"
#include "labs/services/redis/users.h"

namespace services::redis {

// What one connection is. It lives as long as the connection.
struct Client {
  std::int64_t id = 0;
  http::Outlet* outlet = nullptr;  // null: nobody can be told later (a REST call)
  int db = 0;
  formats::RespVersion version = formats::RespVersion::Two;
  std::string user;  // "" until it has logged in
  std::string name;
  std::int64_t since = 0;

  bool queueing = false;  // after MULTI
  bool spoiled = false;   // a queued command was refused: EXEC refuses too
  std::vector<Words> queue;
  std::map<std::pair<int, std::string>, std::uint64_t> watched;

  std::set<std::string, std::less<>> channels;
  std::set<std::string, std::less<>> patterns;

  // Set by a command that waits for a key (BLPOP): it is tried again when keys change.
  struct Wait {
    Words words;
    std::int64_t until = 0;  // 0: for ever
  };
  std::optional<Wait> wait;
  bool may_wait = false;  // not within MULTI, and there is somebody to tell
  bool closing = false;   // after the reply

  // While commands of one packet are answered: the answers, and what was pushed meanwhile.
  bool answering = false;
  std::string answers;
  std::string pushed;
};

class Engine {
 public:
  Keyspace keyspace;
  Users users;

  void enter(Client& client, std::int64_t now);
  void leave(Client& client);

  // What the command answers; nothing when it waits.
  std::optional<Reply> execute(Client& client, const Words& words, Context& context);
  // Gives those who wait what has come, or a null when their time is over.
  void serve_waiting(Context& context);
  std::int64_t publish(std::string_view channel, std::string_view text);

  const std::map<std::int64_t, Client*>& clients() const { return clients_; }
  std::int64_t commands() const { return commands_; }
  std::int64_t connections() const { return next_id_ - 1; }
  std::int64_t started = 0;  // Unix seconds

  // Called by the table's functions.
  Reply execute_queue(Call& call);
  void forget_watches(Client& client);
  void drop(Client& client);  // CLIENT KILL, RESET

 private:
  std::optional<Reply> refusal(Client& client, const Command& command, const Words& words,
                               Context& context);
  Reply run(Client& client, const Command& command, const Words& words, Context& context);

  std::map<std::int64_t, Client*> clients_;
  std::int64_t next_id_ = 1;
  std::int64_t commands_ = 0;
  std::uint64_t served_ = 0;  // changes of the keyspace when those who wait were last served
  bool flushed_once_ = false;
};

}  // namespace services::redis
