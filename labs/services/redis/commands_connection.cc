// PING, AUTH, HELLO, CLIENT, SELECT, and transactions.
#include <algorithm>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using formats::RespKind;
using formats::RespVersion;

constexpr std::string_view kVersion = "7.0.15";

Reply ping(Call& call) {
  if (call.size() > 2) return wrong_arity("ping");
  const bool subscribed = !call.client.channels.empty() || !call.client.patterns.empty();
  if (subscribed && call.client.version == RespVersion::Two)
    return items({bulk("pong"), bulk(call.size() == 2 ? call[1] : "")});
  return call.size() == 2 ? bulk(call[1]) : simple("PONG");
}

Reply echo(Call& call) { return bulk(call[1]); }

Reply quit(Call& call) {
  call.client.closing = true;
  return ok();
}

std::optional<Reply> log_in(Call& call, std::string_view user, std::string_view password) {
  switch (call.engine.users.log_in(user, password, call.context)) {
    case Users::Login::Good:
      call.client.user = user.empty() ? "default" : std::string(user);
      return std::nullopt;
    case Users::Login::NoPasswordSet:
      return error(
          "ERR AUTH <password> called without any password configured for the default user. Are "
          "you sure your configuration is correct?");
    case Users::Login::Wrong:
      break;
  }
  return error("WRONGPASS invalid username-password pair or user is disabled.");
}

Reply auth(Call& call) {
  if (call.size() > 3) return syntax_error();
  const auto refused =
      call.size() == 2 ? log_in(call, "", call[1]) : log_in(call, call[1], call[2]);
  return refused ? *refused : ok();
}

Reply hello(Call& call) {
  Client& client = call.client;
  RespVersion version = client.version;
  if (call.size() > 1) {
    const auto asked = parse_integer(call[1]);
    if (!asked) return error("ERR Protocol version is not an integer or out of range");
    if (*asked != 2 && *asked != 3) return error("NOPROTO unsupported protocol version");
    version = *asked == 3 ? RespVersion::Three : RespVersion::Two;
  }
  std::string name = client.name;
  for (std::size_t i = 2; i < call.size(); ++i) {
    if (base::same_word(call[i], "auth") && i + 2 < call.size()) {
      if (const auto refused = log_in(call, call[i + 1], call[i + 2])) return *refused;
      i += 2;
    } else if (base::same_word(call[i], "setname") && i + 1 < call.size()) {
      name = call[++i];
    } else {
      return error(fmt::format("ERR Syntax error in HELLO option '{}'", call[i]));
    }
  }
  if (client.user.empty())
    return error(
        "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO "
        "AUTH <user> <pass> option can be used to authenticate the client and select the RESP "
        "protocol version at the same time");
  client.version = version;
  client.name = name;
  const bool replica = call.context.broken("redis-replica");
  return items({bulk("server"), bulk("redis"), bulk("version"), bulk(kVersion), bulk("proto"),
                integer(version == RespVersion::Three ? 3 : 2), bulk("id"), integer(client.id),
                bulk("mode"), bulk("standalone"), bulk("role"),
                bulk(replica ? "replica" : "master"), bulk("modules"), items({})},
               RespKind::Map);
}

Reply select(Call& call) {
  const auto db = parse_integer(call[1]);
  if (!db) return not_an_integer();
  if (*db < 0 || *db >= Keyspace::kDatabases) return error("ERR DB index is out of range");
  call.client.db = static_cast<int>(*db);
  return ok();
}

Reply reset(Call& call) {
  Client& client = call.client;
  call.engine.forget_watches(client);
  client.queueing = client.spoiled = false;
  client.queue.clear();
  client.channels.clear();
  client.patterns.clear();
  client.db = 0;
  client.version = RespVersion::Two;
  client.name.clear();
  client.user.clear();
  return simple("RESET");
}

std::string describe(const Client& client, std::int64_t now) {
  return fmt::format(
      "id={} addr=127.0.0.1:0 laddr=127.0.0.1:6379 fd=8 name={} age={} idle=0 flags={} db={} "
      "sub={} psub={} ssub=0 multi={} qbuf=0 cmd=client user={} resp={}",
      client.id, client.name, std::max<std::int64_t>(0, (now - client.since) / 1000),
      client.wait       ? 'b'
      : client.queueing ? 'x'
                        : 'N',
      client.db, client.channels.size(), client.patterns.size(),
      client.queueing ? static_cast<int>(client.queue.size()) : -1, client.user,
      client.version == RespVersion::Three ? 3 : 2);
}

Reply client_kill(Call& call) {
  std::int64_t killed = 0;
  std::vector<Client*> victims;
  if (call.size() == 4 && base::same_word(call[2], "id"))
    for (const auto& [id, client] : call.engine.clients())
      if (std::to_string(id) == call[3]) victims.push_back(client);
  for (Client* victim : victims) {
    call.engine.drop(*victim);
    ++killed;
  }
  return integer(killed);
}

Reply client(Call& call) {
  const std::string sub = base::lower(call[1]);
  Client& self = call.client;
  if (sub == "id") return integer(self.id);
  if (sub == "getname") return self.name.empty() ? null() : bulk(self.name);
  if (sub == "setname" && call.size() == 3) {
    if (std::any_of(call[2].begin(), call[2].end(), [](char c) { return c < '!' || c > '~'; }))
      return error("ERR Client names cannot contain spaces, newlines or special characters.");
    self.name = call[2];
    return ok();
  }
  if (sub == "info") return bulk(describe(self, call.now()) + "\n");
  if (sub == "list") {
    std::string out;
    for (const auto& [id, one] : call.engine.clients()) out += describe(*one, call.now()) + "\n";
    return bulk(out);
  }
  if (sub == "kill") return client_kill(call);
  if (sub == "no-evict" || sub == "unpause" || sub == "pause") return ok();
  return error(fmt::format("ERR unknown subcommand '{}'. Try CLIENT HELP.", call[1]));
}

Reply multi(Call& call) {
  if (call.client.queueing) return error("ERR MULTI calls can not be nested");
  call.client.queueing = true;
  call.client.spoiled = false;
  return ok();
}

Reply exec(Call& call) {
  if (!call.client.queueing) return error("ERR EXEC without MULTI");
  return call.engine.execute_queue(call);
}

Reply discard(Call& call) {
  if (!call.client.queueing) return error("ERR DISCARD without MULTI");
  call.client.queueing = call.client.spoiled = false;
  call.client.queue.clear();
  call.engine.forget_watches(call.client);
  return ok();
}

Reply watch(Call& call) {
  if (call.client.queueing) return error("ERR WATCH inside MULTI is not allowed");
  for (std::size_t i = 1; i < call.size(); ++i) {
    call.find(call[i]);  // a key whose time came goes now, not later as if somebody had changed it
    const std::pair place(call.db(), call[i]);
    if (call.client.watched.contains(place)) continue;
    call.keyspace().watch(call.db(), call[i]);
    call.client.watched.emplace(place, call.keyspace().version(call.db(), call[i]));
  }
  return ok();
}

Reply unwatch(Call& call) {
  call.engine.forget_watches(call.client);
  return ok();
}

}  // namespace

std::span<const Command> connection_commands() {
  static const Command kCommands[] = {
      {"ping", -1, kSubscribed, 0, 0, 0, ping},
      {"echo", 2, 0, 0, 0, 0, echo},
      {"quit", -1, kAlways | kSubscribed | kNotQueued, 0, 0, 0, quit},
      {"auth", -2, kAlways, 0, 0, 0, auth},
      {"hello", -1, kAlways, 0, 0, 0, hello},
      {"select", 2, 0, 0, 0, 0, select},
      {"reset", 1, kAlways | kSubscribed | kNotQueued, 0, 0, 0, reset},
      {"client", -2, 0, 0, 0, 0, client},
      {"multi", 1, kNotQueued, 0, 0, 0, multi},
      {"exec", 1, kNotQueued, 0, 0, 0, exec},
      {"discard", 1, kNotQueued, 0, 0, 0, discard},
      {"watch", -2, kNotQueued, 1, -1, 1, watch},
      {"unwatch", 1, 0, 0, 0, 0, unwatch},
  };
  return kCommands;
}

}  // namespace services::redis
