#include "labs/services/redis/engine.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "generator/base/ascii.h"
#include "labs/formats/resp.h"

namespace services::redis {
namespace {

constexpr std::size_t kMostUnsettled = 1u << 20;
constexpr std::size_t kMostQueued = 10'000;

// As Redis quotes what it does not know: at most 128 bytes of it.
Reply unknown_command(const Words& words) {
  std::string text =
      fmt::format("ERR unknown command '{}', with args beginning with: ", words[0].substr(0, 128));
  std::size_t room = 128;
  for (std::size_t i = 1; i < words.size() && room > 0; ++i) {
    const std::string shown = words[i].substr(0, room);
    text += fmt::format("'{}' ", shown);
    room -= std::min(room, shown.size() + 3);
  }
  return error(std::move(text));
}

std::optional<Reply> unknown_part_of_client(const Words& words) {
  constexpr std::array<std::string_view, 9> kKnown = {
      "id", "getname", "setname", "info", "list", "kill", "no-evict", "pause", "unpause"};
  if (std::any_of(kKnown.begin(), kKnown.end(),
                  [&](std::string_view known) { return base::same_word(words[1], known); }))
    return std::nullopt;
  return error(
      fmt::format("ERR unknown subcommand '{}'. Try CLIENT HELP.", words[1].substr(0, 128)));
}

bool counts_for_quota(const Command& command) { return (command.traits & (kRead | kWrite)) != 0; }

}  // namespace

Keyspace& Call::keyspace() const { return engine.keyspace; }
int Call::db() const { return client.db; }
Value* Call::find(std::string_view key) const { return keyspace().find(db(), key, now()); }
void Call::touch(std::string_view key) const { keyspace().touch(db(), key); }

void Engine::enter(Client& client, std::int64_t now) {
  client.id = next_id_++;
  client.since = now;
  clients_.emplace(client.id, &client);
}

void Engine::leave(Client& client) {
  forget_watches(client);
  clients_.erase(client.id);
}

void Engine::forget_watches(Client& client) {
  for (const auto& [place, version] : client.watched) keyspace.unwatch(place.first, place.second);
  client.watched.clear();
}

void Engine::drop(Client& client) {
  client.closing = true;
  if (client.outlet != nullptr) client.outlet->close();
}

std::optional<Reply> Engine::refusal(Client& client, const Command& command, const Words& words,
                                     Context& context) {
  const unsigned traits = command.traits;
  if (client.user.empty()) {
    if (!Users::password_wanted(context))
      client.user = "default";
    else if ((traits & kAlways) == 0)
      return error("NOAUTH Authentication required.");
  }
  if (auto refused = users.refusal(client.user, command, words)) return refused;
  if (!(client.channels.empty() && client.patterns.empty()) && (traits & kSubscribed) == 0 &&
      client.version == formats::RespVersion::Two)
    return error(
        fmt::format("ERR Can't execute '{}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT "
                    "/ RESET are allowed in this context",
                    command.name));
  if (context.broken("redis-loading") && (traits & kAlways) == 0)
    return error("LOADING Redis is loading the dataset in memory");
  if (context.broken("redis-quota-exhausted") && counts_for_quota(command))
    return error(
        "ERR max requests limit exceeded. Limit: 10000, Usage: 10000. "
        "See https://upstash.com/docs/redis/troubleshooting/max_requests_limit for details");
  if (context.broken("redis-replica") && (traits & kWrite) != 0)
    return error("READONLY You can't write against a read only replica.");
  const bool full =
      context.broken("redis-memory-full") || keyspace.memory() > Keyspace::kMostMemory;
  if (full && (traits & kGrows) != 0)
    return error("OOM command not allowed when used memory > 'maxmemory'.");
  return std::nullopt;
}

Reply Engine::run(Client& client, const Command& command, const Words& words, Context& context) {
  ++commands_;
  if ((command.traits & kGrows) != 0)
    for (const std::string& word : words) keyspace.charge(word.size());
  Call call{words, client, *this, context};
  Reply reply = command.run(call);
  if (keyspace.unsettled() > kMostUnsettled) {
    if (const auto done = keyspace.settle(context.store); !done)
      return error("MISCONF the dataset could not be written: " + done.error().message.en);
  }
  return reply;
}

std::optional<Reply> Engine::execute(Client& client, const Words& words, Context& context) {
  const Command* command = find_command(words[0]);
  const int count = static_cast<int>(words.size());
  std::optional<Reply> refused;
  if (context.broken("redis-flushall-sessions-lost") && !flushed_once_) {
    flushed_once_ = true;
    for (int db = 0; db < Keyspace::kDatabases; ++db) keyspace.clear(db);
  }
  if (command == nullptr)
    refused = unknown_command(words);
  else if (command->arity > 0 ? count != command->arity : count < -command->arity)
    refused = wrong_arity(command->name);
  // As in Redis, what does not exist is said before anybody is asked who they are.
  if (!refused && command->name == "client") refused = unknown_part_of_client(words);
  if (!refused) refused = refusal(client, *command, words, context);
  if (refused) {
    client.spoiled = client.spoiled || client.queueing;
    return refused;
  }
  if (client.queueing && (command->traits & kNotQueued) == 0) {
    if (client.queue.size() >= kMostQueued) {
      client.spoiled = true;
      return error("ERR the transaction is too long for this reference");
    }
    client.queue.push_back(words);
    return simple("QUEUED");
  }
  client.may_wait = client.outlet != nullptr;
  Reply reply = run(client, *command, words, context);
  client.may_wait = false;
  if (client.wait) return std::nullopt;
  return reply;
}

Reply Engine::execute_queue(Call& call) {
  Client& client = call.client;
  const std::vector<Words> queue = std::exchange(client.queue, {});
  bool changed = false;
  for (const auto& [place, version] : client.watched) {
    keyspace.find(place.first, place.second, call.now());  // a key whose time came was changed
    changed = changed || keyspace.version(place.first, place.second) != version;
  }
  forget_watches(client);
  client.queueing = false;
  if (std::exchange(client.spoiled, false))
    return error("EXECABORT Transaction discarded because of previous errors.");
  if (changed) {
    Reply reply;
    reply.kind = formats::RespKind::NullList;
    return reply;
  }
  client.may_wait = false;
  std::vector<Reply> replies;
  for (const Words& words : queue) {
    const Command* command = find_command(words[0]);
    replies.push_back(run(client, *command, words, call.context));
  }
  return items(std::move(replies));
}

void Engine::serve_waiting(Context& context) {
  const std::int64_t now = context.milliseconds();
  const bool changed = served_ != keyspace.changes();
  // Whoever is served may push in turn (BLMOVE), which another one waits for.
  for (int round = 0; round < 100; ++round) {
    served_ = keyspace.changes();
    bool served = false;
    std::vector<Client*> waiting;
    for (const auto& [id, client] : clients_)
      if (client->wait) waiting.push_back(client);
    for (Client* client : waiting) {
      const Client::Wait wait = *client->wait;
      client->wait.reset();
      std::optional<Reply> reply;
      if (changed || round > 0) {
        client->may_wait = true;
        Reply tried = run(*client, *find_command(wait.words[0]), wait.words, context);
        client->may_wait = false;
        if (!client->wait) reply = std::move(tried);
        client->wait.reset();
      }
      if (!reply && wait.until != 0 && wait.until <= now) {
        client->may_wait = false;  // the command's own answer to "nothing there"
        reply = run(*client, *find_command(wait.words[0]), wait.words, context);
      }
      if (!reply) {
        client->wait = wait;
        continue;
      }
      served = true;
      client->outlet->send(formats::write_resp(*reply, client->version));
      client->outlet->wake_after(std::chrono::milliseconds(0));  // for what it sent meanwhile
    }
    if (!served || served_ == keyspace.changes()) return;
  }
}

std::int64_t Engine::publish(std::string_view channel, std::string_view text) {
  std::int64_t heard = 0;
  for (const auto& [id, client] : clients_) {
    if (client->outlet == nullptr) continue;
    const auto tell = [&](std::vector<Reply> parts) {
      std::string bytes =
          formats::write_resp(items(std::move(parts), formats::RespKind::Push), client->version);
      if (client->answering)
        client->pushed += bytes;
      else
        client->outlet->send(std::move(bytes));
      ++heard;
    };
    if (client->channels.contains(channel)) tell({bulk("message"), bulk(channel), bulk(text)});
    for (const std::string& pattern : client->patterns)
      if (matches_glob(pattern, channel))
        tell({bulk("pmessage"), bulk(pattern), bulk(channel), bulk(text)});
  }
  return heard;
}

}  // namespace services::redis
