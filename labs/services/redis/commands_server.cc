// The server about itself: INFO, CONFIG, COMMAND, emptying databases.
#include <algorithm>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using formats::RespKind;

std::string server_part(Call& call) {
  const std::int64_t up = std::max<std::int64_t>(0, call.context.now - call.engine.started);
  return fmt::format(
      "# Server\r\nredis_version:7.0.15\r\nredis_git_sha1:00000000\r\nredis_git_dirty:0\r\n"
      "redis_mode:standalone\r\nos:Linux\r\narch_bits:64\r\nmultiplexing_api:epoll\r\n"
      "process_id:1\r\nrun_id:{}\r\ntcp_port:6379\r\nserver_time_usec:{}\r\n"
      "uptime_in_seconds:{}\r\nuptime_in_days:{}\r\nhz:10\r\nconfigured_hz:10\r\nexecutable:\r\n"
      "config_file:\r\natelier_reference:yes\r\n",
      std::string(40, 'a'), call.now() * 1000, up, up / 86'400);
}

std::string keyspace_part(Call& call) {
  std::string out = "# Keyspace\r\n";
  for (int db = 0; db < Keyspace::kDatabases; ++db) {
    const auto& keys = call.keyspace().keys(db);
    if (keys.empty()) continue;
    const auto ending = std::count_if(keys.begin(), keys.end(), [](const auto& entry) {
      return entry.second.expires.has_value();
    });
    out += fmt::format("db{}:keys={},expires={},avg_ttl=0\r\n", db, keys.size(), ending);
  }
  return out;
}

std::string part_of_info(Call& call, std::string_view section) {
  const bool replica = call.context.broken("redis-replica");
  if (section == "server") return server_part(call);
  if (section == "clients")
    return fmt::format(
        "# Clients\r\nconnected_clients:{}\r\nmaxclients:10000\r\n"
        "blocked_clients:{}\r\n",
        call.engine.clients().size(),
        std::count_if(call.engine.clients().begin(), call.engine.clients().end(),
                      [](const auto& one) { return one.second->wait.has_value(); }));
  if (section == "memory")
    return fmt::format(
        "# Memory\r\nused_memory:{}\r\nused_memory_human:{:.2f}M\r\n"
        "maxmemory:{}\r\nmaxmemory_policy:noeviction\r\n",
        call.keyspace().memory(), static_cast<double>(call.keyspace().memory()) / (1024 * 1024),
        Keyspace::kMostMemory);
  if (section == "persistence")
    return fmt::format(
        "# Persistence\r\nloading:{}\r\nrdb_changes_since_last_save:0\r\n"
        "rdb_last_bgsave_status:ok\r\naof_enabled:0\r\n",
        call.context.broken("redis-loading") ? 1 : 0);
  if (section == "stats")
    return fmt::format(
        "# Stats\r\ntotal_connections_received:{}\r\n"
        "total_commands_processed:{}\r\nrejected_connections:0\r\n",
        call.engine.connections(), call.engine.commands());
  if (section == "replication")
    return replica ? "# Replication\r\nrole:slave\r\nmaster_host:127.0.0.1\r\nmaster_port:6380\r\n"
                     "master_link_status:up\r\nslave_read_only:1\r\nconnected_slaves:0\r\n"
                   : "# Replication\r\nrole:master\r\nconnected_slaves:0\r\n"
                     "master_failover_state:no-failover\r\n";
  if (section == "cpu") return "# CPU\r\nused_cpu_sys:0.000000\r\nused_cpu_user:0.000000\r\n";
  if (section == "errorstats") return "# Errorstats\r\n";
  if (section == "cluster") return "# Cluster\r\ncluster_enabled:0\r\n";
  if (section == "modules") return "# Modules\r\n";
  if (section == "keyspace") return keyspace_part(call);
  return {};
}

Reply info(Call& call) {
  call.keyspace().purge(call.now());
  constexpr std::array<std::string_view, 11> kSections = {
      "server", "clients", "memory",     "persistence", "stats",   "replication",
      "cpu",    "modules", "errorstats", "cluster",     "keyspace"};
  std::set<std::string> wanted;
  for (std::size_t i = 1; i < call.size(); ++i) wanted.insert(base::lower(call[i]));
  const bool all = wanted.empty() || wanted.contains("all") || wanted.contains("default") ||
                   wanted.contains("everything");
  Reply reply = bulk("");
  reply.kind = RespKind::Verbatim;
  for (const std::string_view section : kSections)
    if (all || wanted.contains(std::string(section)))
      reply.text += (reply.text.empty() ? "" : "\r\n") + part_of_info(call, section);
  return reply;
}

Reply dbsize(Call& call) {
  call.keyspace().purge(call.now());
  return integer(static_cast<std::int64_t>(call.keyspace().keys(call.db()).size()));
}

Reply flush(Call& call) {
  if (call.size() > 2 ||
      (call.size() == 2 && !base::same_word(call[1], "async") && !base::same_word(call[1], "sync")))
    return syntax_error();
  if (base::same_word(call[0], "flushdb")) {
    call.keyspace().clear(call.db());
  } else {
    for (int db = 0; db < Keyspace::kDatabases; ++db) call.keyspace().clear(db);
  }
  return ok();
}

Reply time(Call& call) {
  return items({bulk(std::to_string(call.context.now)),
                bulk(std::to_string(std::int64_t{call.context.millisecond} * 1000))});
}

Reply config(Call& call) {
  const std::map<std::string_view, std::string> values = {
      {"appendonly", "no"},
      {"bind", "127.0.0.1"},
      {"databases", "16"},
      {"maxclients", "10000"},
      {"maxmemory", std::to_string(Keyspace::kMostMemory)},
      {"maxmemory-policy", "noeviction"},
      {"notify-keyspace-events", ""},
      {"port", "6379"},
      {"proto-max-bulk-len", "8388608"},
      {"requirepass", Users::password_wanted(call.context) ? Users::default_password(call.context)
                                                           : std::string()},
      {"save", ""},
      {"timeout", "0"},
  };
  if (base::same_word(call[1], "get") && call.size() > 2) {
    std::vector<Reply> out;
    for (const auto& [name, value] : values)
      for (std::size_t i = 2; i < call.size(); ++i)
        if (matches_glob(base::lower(call[i]), name)) {
          out.push_back(bulk(name));
          out.push_back(bulk(value));
          break;
        }
    return items(std::move(out), RespKind::Map);
  }
  if (base::same_word(call[1], "resetstat") || base::same_word(call[1], "rewrite")) return ok();
  if (base::same_word(call[1], "set"))
    return error(
        "ERR CONFIG SET is not part of this reference: it is configured by its settings "
        "(REDIS_PASSWORD, REDIS_URL)");
  return error(fmt::format("ERR unknown subcommand '{}'. Try CONFIG HELP.", call[1]));
}

Reply describe(const Command& command) {
  std::vector<Reply> flags;
  if ((command.traits & kWrite) != 0) flags.push_back(simple("write"));
  if ((command.traits & kRead) != 0) flags.push_back(simple("readonly"));
  if ((command.traits & kGrows) != 0) flags.push_back(simple("denyoom"));
  if ((command.traits & kAdmin) != 0) flags.push_back(simple("admin"));
  if ((command.traits & kAlways) != 0) flags.push_back(simple("no_auth"));
  if ((command.traits & kSubscribed) != 0) flags.push_back(simple("pubsub"));
  std::vector<Reply> groups;
  for (const std::string& group : categories_of(command)) groups.push_back(simple(group));
  return items({bulk(command.name), integer(command.arity), items(std::move(flags), RespKind::Set),
                integer(command.first), integer(command.last), integer(command.step),
                items(std::move(groups), RespKind::Set), items({}, RespKind::Set),
                items({}, RespKind::Set), items({}, RespKind::Set)});
}

Reply command(Call& call) {
  const std::string sub = call.size() == 1 ? "" : base::lower(call[1]);
  std::vector<Reply> out;
  if (sub.empty() || (sub == "info" && call.size() == 2)) {
    for (const Command* one : all_commands()) out.push_back(describe(*one));
    return items(std::move(out));
  }
  if (sub == "info") {
    for (std::size_t i = 2; i < call.size(); ++i) {
      const Command* found = find_command(call[i]);
      out.push_back(found == nullptr ? null() : describe(*found));
    }
    return items(std::move(out));
  }
  if (sub == "count") return integer(static_cast<std::int64_t>(all_commands().size()));
  if (sub == "list") {
    for (const Command* one : all_commands()) out.push_back(bulk(one->name));
    return items(std::move(out));
  }
  // redis-cli asks for these at its start, and does without.
  if (sub == "docs") return items({}, RespKind::Map);
  if (sub == "getkeys" && call.size() > 2) {
    const Words words(call.words.begin() + 2, call.words.end());
    const Command* found = find_command(words[0]);
    if (found == nullptr) return error("ERR Invalid command specified");
    for (const std::string_view key : keys_of(*found, words)) out.push_back(bulk(key));
    return out.empty() ? error("ERR The command has no key arguments") : items(std::move(out));
  }
  return error(fmt::format("ERR unknown subcommand '{}'. Try COMMAND HELP.", call[1]));
}

Reply role(Call& call) {
  if (call.context.broken("redis-replica"))
    return items({bulk("slave"), bulk("127.0.0.1"), integer(6380), bulk("connected"), integer(0)});
  return items({bulk("master"), integer(0), items({})});
}

Reply memory(Call& call) {
  if (!base::same_word(call[1], "usage") || call.size() < 3)
    return error(fmt::format("ERR unknown subcommand '{}'. Try MEMORY HELP.", call[1]));
  const Value* value = call.find(call[2]);
  return value == nullptr ? null() : integer(static_cast<std::int64_t>(value->stored) + 56);
}

Reply swapdb(Call& call) {
  const auto a = parse_integer(call[1]);
  const auto b = parse_integer(call[2]);
  if (!a || !b) return error("ERR invalid first DB index");
  if (*a < 0 || *b < 0 || *a >= Keyspace::kDatabases || *b >= Keyspace::kDatabases)
    return error("ERR DB index is out of range");
  call.keyspace().swap(static_cast<int>(*a), static_cast<int>(*b));
  return ok();
}

Reply slowlog(Call& call) {
  if (base::same_word(call[1], "len")) return integer(0);
  return base::same_word(call[1], "reset") ? ok() : items({});
}

// Everything is written before an answer leaves, so there is nothing to save.
Reply save(Call& call) {
  return base::same_word(call[0], "bgsave") ? simple("Background saving started") : ok();
}
Reply lastsave(Call& call) { return integer(call.context.now); }
Reply wait(Call&) { return integer(0); }
Reply module(Call&) { return items({}); }

Reply cluster(Call&) { return error("ERR This instance has cluster support disabled"); }

Reply no_scripts(Call&) {
  return error("ERR scripts are not part of this reference: send the commands one by one");
}
Reply no_streams(Call& call) {
  return error("ERR streams are not part of this reference: '" + base::lower(call[0]) +
               "' works on a real Redis");
}

}  // namespace

std::span<const Command> server_commands() {
  static const Command kCommands[] = {
      {"info", -1, kAdmin, 0, 0, 0, info},
      {"dbsize", 1, kRead, 0, 0, 0, dbsize},
      {"flushdb", -1, kWrite | kAdmin, 0, 0, 0, flush},
      {"flushall", -1, kWrite | kAdmin, 0, 0, 0, flush},
      {"time", 1, 0, 0, 0, 0, time},
      {"config", -2, kAdmin, 0, 0, 0, config},
      {"command", -1, 0, 0, 0, 0, command},
      {"role", 1, kAdmin, 0, 0, 0, role},
      {"memory", -2, kRead, 2, 2, 1, memory},
      {"swapdb", 3, kWrite | kAdmin, 0, 0, 0, swapdb},
      {"slowlog", -2, kAdmin, 0, 0, 0, slowlog},
      {"save", 1, kAdmin, 0, 0, 0, save},
      {"bgsave", -1, kAdmin, 0, 0, 0, save},
      {"lastsave", 1, kAdmin, 0, 0, 0, lastsave},
      {"wait", 3, 0, 0, 0, 0, wait},
      {"module", -2, kAdmin, 0, 0, 0, module},
      {"cluster", -2, kAdmin, 0, 0, 0, cluster},
      {"eval", -3, kWrite, 0, 0, 0, no_scripts},
      {"evalsha", -3, kWrite, 0, 0, 0, no_scripts},
      {"script", -2, kWrite, 0, 0, 0, no_scripts},
      {"xadd", -5, kWrite, 1, 1, 1, no_streams},
      {"xread", -4, kRead, 0, 0, 0, no_streams},
      {"xlen", 2, kRead, 1, 1, 1, no_streams},
  };
  return kCommands;
}

}  // namespace services::redis
