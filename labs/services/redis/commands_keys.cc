// Commands on keys of any type: life, names, SCAN.
#include <algorithm>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

Reply del(Call& call) {
  std::int64_t gone = 0;
  for (std::size_t i = 1; i < call.size(); ++i)
    if (call.find(call[i]) != nullptr && call.keyspace().erase(call.db(), call[i])) ++gone;
  return integer(gone);
}

Reply exists(Call& call) {
  std::int64_t count = 0;
  for (std::size_t i = 1; i < call.size(); ++i) count += call.find(call[i]) != nullptr ? 1 : 0;
  return integer(count);
}

Reply type(Call& call) {
  const Value* value = call.find(call[1]);
  return simple(value == nullptr ? "none" : type_name(value->content));
}

// TTL, PTTL, EXPIRETIME, PEXPIRETIME: -2 without key, -1 without end.
Reply remaining(Call& call) {
  const Value* value = call.find(call[1]);
  if (value == nullptr) return integer(-2);
  if (!value->expires) return integer(-1);
  const std::string name = base::lower(call[0]);
  if (name == "pexpiretime") return integer(*value->expires);
  if (name == "expiretime") return integer(*value->expires / 1000);
  const std::int64_t left = *value->expires - call.now();
  return integer(name == "pttl" ? left : (left + 500) / 1000);
}

Reply expire(Call& call) {
  const std::string name = base::lower(call[0]);
  const auto written = parse_integer(call[2]);
  if (!written) return not_an_integer();
  std::int64_t when = *written;
  const bool overflow =
      (!name.starts_with('p') && __builtin_mul_overflow(when, std::int64_t{1000}, &when)) ||
      (!name.ends_with("at") && __builtin_add_overflow(when, call.now(), &when));
  if (overflow) return error(fmt::format("ERR invalid expire time in '{}' command", name));
  bool nx = false, xx = false, gt = false, lt = false;
  for (std::size_t i = 3; i < call.size(); ++i) {
    if (base::same_word(call[i], "nx"))
      nx = true;
    else if (base::same_word(call[i], "xx"))
      xx = true;
    else if (base::same_word(call[i], "gt"))
      gt = true;
    else if (base::same_word(call[i], "lt"))
      lt = true;
    else
      return error(fmt::format("ERR Unsupported option {}", call[i]));
  }
  if ((nx && (xx || gt || lt)) || (gt && lt))
    return error("ERR NX and XX, GT or LT options at the same time are not compatible");
  Value* value = call.find(call[1]);
  if (value == nullptr) return integer(0);
  const auto& old = value->expires;
  if ((nx && old) || (xx && !old) || (gt && (!old || when <= *old)) || (lt && old && when >= *old))
    return integer(0);
  value->expires = when;
  call.touch(call[1]);
  call.find(call[1]);  // a time in the past ends it now
  return integer(1);
}

Reply persist(Call& call) {
  Value* value = call.find(call[1]);
  if (value == nullptr || !value->expires) return integer(0);
  value->expires.reset();
  call.touch(call[1]);
  return integer(1);
}

Reply keys(Call& call) {
  call.keyspace().purge(call.now());
  std::vector<Reply> out;
  for (const auto& [key, value] : call.keyspace().keys(call.db()))
    if (matches_glob(call[1], key)) out.push_back(bulk(key));
  return items(std::move(out));
}

Reply random_key(Call& call) {
  call.keyspace().purge(call.now());
  const auto& keys = call.keyspace().keys(call.db());
  if (keys.empty()) return null();
  const std::string bytes = call.context.random(4);
  std::size_t pick = 0;
  for (const char c : bytes) pick = pick << 8 | static_cast<unsigned char>(c);
  return bulk(std::next(keys.begin(), static_cast<std::ptrdiff_t>(pick % keys.size()))->first);
}

Reply rename(Call& call) {
  Value* from = call.find(call[1]);
  if (from == nullptr) return error("ERR no such key");
  const bool only_new = base::same_word(call[0], "renamenx");
  if (only_new && call.find(call[2]) != nullptr) return integer(0);
  if (call[1] != call[2]) {
    Content content = std::move(from->content);
    const auto expires = from->expires;
    call.keyspace().erase(call.db(), call[1]);
    call.keyspace().put(call.db(), call[2], std::move(content)).expires = expires;
  }
  return only_new ? integer(call[1] != call[2] ? 1 : 0) : ok();
}

Reply copy(Call& call) {
  int to = call.db();
  bool replace = false;
  for (std::size_t i = 3; i < call.size(); ++i) {
    if (base::same_word(call[i], "replace")) {
      replace = true;
    } else if (base::same_word(call[i], "db") && i + 1 < call.size()) {
      const auto db = parse_integer(call[++i]);
      if (!db) return not_an_integer();
      if (*db < 0 || *db >= Keyspace::kDatabases) return error("ERR DB index is out of range");
      to = static_cast<int>(*db);
    } else {
      return syntax_error();
    }
  }
  if (to == call.db() && call[1] == call[2])
    return error("ERR source and destination objects are the same");
  const Value* from = call.find(call[1]);
  if (from == nullptr) return integer(0);
  if (!replace && call.keyspace().find(to, call[2], call.now()) != nullptr) return integer(0);
  call.keyspace().charge(from->stored);
  const auto expires = from->expires;
  Content content = from->content;
  call.keyspace().put(to, call[2], std::move(content)).expires = expires;
  return integer(1);
}

Reply move(Call& call) {
  const auto to = parse_integer(call[2]);
  if (!to) return not_an_integer();
  if (*to < 0 || *to >= Keyspace::kDatabases) return error("ERR DB index is out of range");
  if (*to == call.db()) return error("ERR source and destination objects are the same");
  Value* from = call.find(call[1]);
  const int db = static_cast<int>(*to);
  if (from == nullptr || call.keyspace().find(db, call[1], call.now()) != nullptr)
    return integer(0);
  const auto expires = from->expires;
  call.keyspace().put(db, call[1], std::move(from->content)).expires = expires;
  call.keyspace().erase(call.db(), call[1]);
  return integer(1);
}

// The cursor is how many keys were passed. Keys that come or go meanwhile shift it: a key that
// stays all the time is missed only when one before it goes, so deleting while scanning goes on
// from the start of what is left, as programs that clean up do in a loop.
Reply scan(Call& call) {
  const auto cursor = parse_integer(call[1]);
  if (!cursor || *cursor < 0) return error("ERR invalid cursor");
  std::string pattern = "*";
  std::string wanted;
  std::int64_t count = 10;
  for (std::size_t i = 2; i < call.size(); i += 2) {
    if (i + 1 >= call.size()) return syntax_error();
    if (base::same_word(call[i], "match")) {
      pattern = call[i + 1];
    } else if (base::same_word(call[i], "type")) {
      wanted = base::lower(call[i + 1]);
    } else if (base::same_word(call[i], "count")) {
      const auto given = parse_integer(call[i + 1]);
      if (!given) return not_an_integer();
      if (*given < 1) return syntax_error();
      count = *given;
    } else {
      return syntax_error();
    }
  }
  call.keyspace().purge(call.now());
  const auto& keys = call.keyspace().keys(call.db());
  const auto size = static_cast<std::int64_t>(keys.size());
  const std::int64_t begin = std::min(*cursor, size);
  const std::int64_t end = begin + std::min(count, size - begin);
  std::vector<Reply> found;
  auto at = std::next(keys.begin(), begin);
  for (std::int64_t i = begin; i < end; ++i, ++at)
    if (matches_glob(pattern, at->first) &&
        (wanted.empty() || wanted == type_name(at->second.content)))
      found.push_back(bulk(at->first));
  return items({bulk(end == size ? "0" : std::to_string(end)), items(std::move(found))});
}

Reply object(Call& call) {
  const std::string sub = base::lower(call[1]);
  if (call.size() != 3 || (sub != "encoding" && sub != "refcount" && sub != "idletime"))
    return error(fmt::format("ERR unknown subcommand '{}'. Try OBJECT HELP.", call[1]));
  const Value* value = call.find(call[2]);
  if (value == nullptr) return null();
  if (sub == "refcount") return integer(1);
  if (sub == "idletime") return integer(0);
  if (const auto* text = std::get_if<std::string>(&value->content))
    return bulk(parse_integer(*text) ? "int" : text->size() <= 44 ? "embstr" : "raw");
  if (std::holds_alternative<List>(value->content)) return bulk("quicklist");
  if (const auto* set = std::get_if<Set>(&value->content)) {
    const bool numbers = std::all_of(set->begin(), set->end(), [](const std::string& member) {
      return parse_integer(member).has_value();
    });
    return bulk(numbers && set->size() <= 512 ? "intset" : "hashtable");
  }
  const auto* hash = std::get_if<Hash>(&value->content);
  const std::size_t size =
      hash != nullptr ? hash->size() : std::get<SortedSet>(value->content).size();
  return bulk(size <= 128 ? "listpack" : hash != nullptr ? "hashtable" : "skiplist");
}

}  // namespace

std::span<const Command> key_commands() {
  static const Command kCommands[] = {
      {"del", -2, kWrite, 1, -1, 1, del},
      {"unlink", -2, kWrite, 1, -1, 1, del},
      {"exists", -2, kRead, 1, -1, 1, exists},
      {"touch", -2, kRead, 1, -1, 1, exists},
      {"type", 2, kRead, 1, 1, 1, type},
      {"ttl", 2, kRead, 1, 1, 1, remaining},
      {"pttl", 2, kRead, 1, 1, 1, remaining},
      {"expiretime", 2, kRead, 1, 1, 1, remaining},
      {"pexpiretime", 2, kRead, 1, 1, 1, remaining},
      {"expire", -3, kWrite, 1, 1, 1, expire},
      {"pexpire", -3, kWrite, 1, 1, 1, expire},
      {"expireat", -3, kWrite, 1, 1, 1, expire},
      {"pexpireat", -3, kWrite, 1, 1, 1, expire},
      {"persist", 2, kWrite, 1, 1, 1, persist},
      {"keys", 2, kRead, 0, 0, 0, keys},
      {"randomkey", 1, kRead, 0, 0, 0, random_key},
      {"rename", 3, kWrite, 1, 2, 1, rename},
      {"renamenx", 3, kWrite, 1, 2, 1, rename},
      {"copy", -3, kWrite | kGrows, 1, 2, 1, copy},
      {"move", 3, kWrite, 1, 1, 1, move},
      {"scan", -2, kRead, 0, 0, 0, scan},
      {"object", -2, kRead, 2, 2, 1, object},
  };
  return kCommands;
}

}  // namespace services::redis
