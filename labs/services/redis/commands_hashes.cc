// Hashes.
#include <cmath>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using formats::RespKind;

Reply hset(Call& call) {
  const std::string name = base::lower(call[0]);
  if (call.size() % 2 != 0) return wrong_arity(name);
  bool wrong = false;
  auto* hash = call.make<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  std::int64_t added = 0;
  for (std::size_t i = 2; i < call.size(); i += 2)
    added += hash->insert_or_assign(call[i], call[i + 1]).second ? 1 : 0;
  call.touch(call[1]);
  return name == "hmset" ? ok() : integer(added);
}

Reply hsetnx(Call& call) {
  bool wrong = false;
  auto* hash = call.make<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  const bool added = hash->emplace(call[2], call[3]).second;
  call.touch(call[1]);
  return integer(added ? 1 : 0);
}

Reply hget(Call& call) {
  bool wrong = false;
  const auto* hash = call.get<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto value = [&](const std::string& field) {
    if (hash == nullptr) return null();
    const auto found = hash->find(field);
    return found == hash->end() ? null() : bulk(found->second);
  };
  if (base::same_word(call[0], "hget")) return value(call[2]);
  std::vector<Reply> out;
  for (std::size_t i = 2; i < call.size(); ++i) out.push_back(value(call[i]));
  return items(std::move(out));
}

Reply hgetall(Call& call) {
  bool wrong = false;
  const auto* hash = call.get<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  const std::string name = base::lower(call[0]);
  std::vector<Reply> out;
  if (hash != nullptr)
    for (const auto& [field, value] : *hash) {
      if (name != "hvals") out.push_back(bulk(field));
      if (name != "hkeys") out.push_back(bulk(value));
    }
  return items(std::move(out), name == "hgetall" ? RespKind::Map : RespKind::List);
}

Reply hdel(Call& call) {
  bool wrong = false;
  auto* hash = call.get<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  if (hash == nullptr) return integer(0);
  std::int64_t gone = 0;
  for (std::size_t i = 2; i < call.size(); ++i)
    gone += static_cast<std::int64_t>(hash->erase(call[i]));
  if (gone > 0) call.touch(call[1]);
  return integer(gone);
}

// HEXISTS, HLEN, HSTRLEN.
Reply hsize(Call& call) {
  bool wrong = false;
  const auto* hash = call.get<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  if (hash == nullptr) return integer(0);
  if (base::same_word(call[0], "hlen")) return integer(static_cast<std::int64_t>(hash->size()));
  const auto found = hash->find(call[2]);
  if (found == hash->end()) return integer(0);
  return integer(base::same_word(call[0], "hexists") ? 1 : static_cast<std::int64_t>(found->second.size()));
}

Reply hincrby(Call& call) {
  const auto step = parse_integer(call[3]);
  if (!step) return not_an_integer();
  bool wrong = false;
  auto* hash = call.make<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto found = hash->find(call[2]);
  const auto old =
      found == hash->end() ? std::optional<std::int64_t>(0) : parse_integer(found->second);
  std::int64_t sum = 0;
  Reply answer;
  if (!old) {
    answer = error("ERR hash value is not an integer");
  } else if (__builtin_add_overflow(*old, *step, &sum)) {
    answer = error("ERR increment or decrement would overflow");
  } else {
    hash->insert_or_assign(call[2], std::to_string(sum));
    answer = integer(sum);
  }
  call.touch(call[1]);
  return answer;
}

Reply hincrbyfloat(Call& call) {
  const auto step = parse_real(call[3]);
  if (!step) return error("ERR value is not a valid float");
  bool wrong = false;
  auto* hash = call.make<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto found = hash->find(call[2]);
  const auto old = found == hash->end() ? std::optional<double>(0) : parse_real(found->second);
  Reply answer;
  if (!old) {
    answer = error("ERR hash value is not a float");
  } else if (!std::isfinite(*old + *step)) {
    answer = error("ERR increment would produce NaN or Infinity");
  } else {
    std::string written = fmt::format("{}", *old + *step);
    if (written.ends_with(".0")) written.resize(written.size() - 2);
    hash->insert_or_assign(call[2], written);
    answer = bulk(written);
  }
  call.touch(call[1]);
  return answer;
}

Reply hrandfield(Call& call) {
  bool wrong = false;
  const auto* hash = call.get<Hash>(call[1], wrong);
  if (wrong) return wrong_type();
  if (call.size() == 2) return hash == nullptr ? null() : bulk(hash->begin()->first);
  const auto count = parse_integer(call[2]);
  if (!count) return not_an_integer();
  const bool values = call.size() == 4 && base::same_word(call[3], "withvalues");
  if (call.size() > 3 && !values) return syntax_error();
  std::vector<Reply> out;
  if (hash != nullptr) {
    std::int64_t left = std::min<std::int64_t>(std::abs(std::max<std::int64_t>(*count, -10'000)),
                                               static_cast<std::int64_t>(hash->size()));
    for (auto at = hash->begin(); at != hash->end() && left > 0; ++at, --left) {
      out.push_back(bulk(at->first));
      if (values) out.push_back(bulk(at->second));
    }
  }
  return items(std::move(out));
}

}  // namespace

std::span<const Command> hash_commands() {
  static const Command kCommands[] = {
      {"hset", -4, kWrite | kGrows, 1, 1, 1, hset},
      {"hmset", -4, kWrite | kGrows, 1, 1, 1, hset},
      {"hsetnx", 4, kWrite | kGrows, 1, 1, 1, hsetnx},
      {"hget", 3, kRead, 1, 1, 1, hget},
      {"hmget", -3, kRead, 1, 1, 1, hget},
      {"hgetall", 2, kRead, 1, 1, 1, hgetall},
      {"hkeys", 2, kRead, 1, 1, 1, hgetall},
      {"hvals", 2, kRead, 1, 1, 1, hgetall},
      {"hdel", -3, kWrite, 1, 1, 1, hdel},
      {"hexists", 3, kRead, 1, 1, 1, hsize},
      {"hlen", 2, kRead, 1, 1, 1, hsize},
      {"hstrlen", 3, kRead, 1, 1, 1, hsize},
      {"hincrby", 4, kWrite | kGrows, 1, 1, 1, hincrby},
      {"hincrbyfloat", 4, kWrite | kGrows, 1, 1, 1, hincrbyfloat},
      {"hrandfield", -2, kRead, 1, 1, 1, hrandfield},
  };
  return kCommands;
}

}  // namespace services::redis
