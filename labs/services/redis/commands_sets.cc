// Sets, and the cursors over sets, hashes and sorted sets (which give everything at once, as Redis
// does of small ones).
#include <algorithm>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using formats::RespKind;

Reply sadd(Call& call) {
  bool wrong = false;
  auto* set = call.make<Set>(call[1], wrong);
  if (wrong) return wrong_type();
  std::int64_t added = 0;
  for (std::size_t i = 2; i < call.size(); ++i) added += set->insert(call[i]).second ? 1 : 0;
  if (added > 0) call.touch(call[1]);
  return integer(added);
}

Reply srem(Call& call) {
  bool wrong = false;
  auto* set = call.get<Set>(call[1], wrong);
  if (wrong) return wrong_type();
  if (set == nullptr) return integer(0);
  std::int64_t gone = 0;
  for (std::size_t i = 2; i < call.size(); ++i)
    gone += static_cast<std::int64_t>(set->erase(call[i]));
  if (gone > 0) call.touch(call[1]);
  return integer(gone);
}

Reply is_member(Call& call) {
  bool wrong = false;
  const auto* set = call.get<Set>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto one = [&](const std::string& member) {
    return integer(set != nullptr && set->contains(member) ? 1 : 0);
  };
  if (base::same_word(call[0], "sismember")) return one(call[2]);
  std::vector<Reply> out;
  for (std::size_t i = 2; i < call.size(); ++i) out.push_back(one(call[i]));
  return items(std::move(out));
}

Reply members_of(const Set& set) {
  std::vector<Reply> out;
  for (const std::string& member : set) out.push_back(bulk(member));
  return items(std::move(out), RespKind::Set);
}

Reply smembers(Call& call) {
  bool wrong = false;
  const auto* set = call.get<Set>(call[1], wrong);
  if (wrong) return wrong_type();
  return members_of(set == nullptr ? Set() : *set);
}

Reply scard(Call& call) {
  bool wrong = false;
  const auto* set = call.get<Set>(call[1], wrong);
  if (wrong) return wrong_type();
  return integer(set == nullptr ? 0 : static_cast<std::int64_t>(set->size()));
}

std::size_t random_below(Call& call, std::size_t limit) {
  std::size_t pick = 0;
  for (const char c : call.context.random(4)) pick = pick << 8 | static_cast<unsigned char>(c);
  return limit == 0 ? 0 : pick % limit;
}

// SPOP takes away; SRANDMEMBER with a negative count may give a member more than once.
Reply random_member(Call& call) {
  const bool away = base::same_word(call[0], "spop");
  if (call.size() > 3) return syntax_error();
  std::optional<std::int64_t> count;
  if (call.size() == 3) {
    count = parse_integer(call[2]);
    if (!count || (away && *count < 0))
      return away ? error("ERR value is out of range, must be positive") : not_an_integer();
  }
  bool wrong = false;
  auto* set = call.get<Set>(call[1], wrong);
  if (wrong) return wrong_type();
  if (set == nullptr) return count ? items({}) : null();
  const auto pick = [&](const Set& from) {
    return *std::next(from.begin(), static_cast<std::ptrdiff_t>(random_below(call, from.size())));
  };
  if (!count) {
    const std::string member = pick(*set);
    if (away) {
      set->erase(member);
      call.touch(call[1]);
    }
    return bulk(member);
  }
  std::vector<Reply> out;
  if (*count < 0) {
    const auto many = std::min<std::uint64_t>(10'000, 0 - static_cast<std::uint64_t>(*count));
    for (std::uint64_t i = 0; i < many; ++i) out.push_back(bulk(pick(*set)));
    return items(std::move(out));
  }
  // Those that are left are in their order: which ones go is what is random, from one place on.
  const auto many = std::min<std::size_t>(static_cast<std::size_t>(*count), set->size());
  auto at = std::next(set->begin(), static_cast<std::ptrdiff_t>(random_below(call, set->size())));
  std::vector<std::string> chosen;
  while (chosen.size() < many) {
    if (at == set->end()) at = set->begin();
    chosen.push_back(*at++);
  }
  for (const std::string& member : chosen) {
    out.push_back(bulk(member));
    if (away) set->erase(member);
  }
  if (away && many > 0) call.touch(call[1]);
  return items(std::move(out), away ? RespKind::Set : RespKind::List);
}

Reply smove(Call& call) {
  bool wrong = false;
  auto* from = call.get<Set>(call[1], wrong);
  call.get<Set>(call[2], wrong);
  if (wrong) return wrong_type();
  if (from == nullptr || !from->contains(call[3])) return integer(0);
  if (call[1] == call[2]) return integer(1);
  from->erase(call[3]);
  call.touch(call[1]);
  call.make<Set>(call[2], wrong)->insert(call[3]);
  call.touch(call[2]);
  return integer(1);
}

// SINTER, SUNION, SDIFF and their …STORE.
Reply combine_sets(Call& call) {
  const std::string name = base::lower(call[0]);
  const bool store = name.ends_with("store");
  const std::size_t first = store ? 2 : 1;
  bool wrong = false;
  Set result;
  for (std::size_t i = first; i < call.size(); ++i) {
    const auto* set = call.get<Set>(call[i], wrong);
    if (wrong) return wrong_type();
    const Set empty;
    const Set& other = set == nullptr ? empty : *set;
    if (i == first || name.starts_with("sunion")) {
      result.insert(other.begin(), other.end());
    } else {
      const bool keep = name.starts_with("sinter");
      std::erase_if(result,
                    [&](const std::string& member) { return other.contains(member) != keep; });
    }
  }
  if (!store) return members_of(result);
  const auto size = static_cast<std::int64_t>(result.size());
  for (const std::string& member : result) call.keyspace().charge(member.size());
  call.keyspace().erase(call.db(), call[1]);
  if (size > 0) call.keyspace().put(call.db(), call[1], std::move(result));
  return integer(size);
}

// HSCAN, SSCAN, ZSCAN.
Reply scan(Call& call) {
  const auto cursor = parse_integer(call[2]);
  if (!cursor || *cursor < 0) return error("ERR invalid cursor");
  std::string pattern = "*";
  for (std::size_t i = 3; i < call.size(); i += 2) {
    if (i + 1 >= call.size()) return syntax_error();
    if (base::same_word(call[i], "match")) {
      pattern = call[i + 1];
    } else if (base::same_word(call[i], "count")) {
      const auto count = parse_integer(call[i + 1]);
      if (!count) return not_an_integer();
      if (*count < 1) return syntax_error();
    } else {
      return syntax_error();
    }
  }
  bool wrong = false;
  std::vector<Reply> found;
  const std::string name = base::lower(call[0]);
  if (name == "hscan") {
    if (const auto* hash = call.get<Hash>(call[1], wrong))
      for (const auto& [field, value] : *hash)
        if (matches_glob(pattern, field)) {
          found.push_back(bulk(field));
          found.push_back(bulk(value));
        }
  } else if (name == "sscan") {
    if (const auto* set = call.get<Set>(call[1], wrong))
      for (const std::string& member : *set)
        if (matches_glob(pattern, member)) found.push_back(bulk(member));
  } else if (const auto* sorted = call.get<SortedSet>(call[1], wrong)) {
    for (const auto& [score, member] : sorted->order())
      if (matches_glob(pattern, member)) {
        found.push_back(bulk(member));
        found.push_back(bulk(write_real(score)));
      }
  }
  if (wrong) return wrong_type();
  return items({bulk("0"), items(std::move(found))});
}

}  // namespace

std::span<const Command> set_commands() {
  static const Command kCommands[] = {
      {"sadd", -3, kWrite | kGrows, 1, 1, 1, sadd},
      {"srem", -3, kWrite, 1, 1, 1, srem},
      {"sismember", 3, kRead, 1, 1, 1, is_member},
      {"smismember", -3, kRead, 1, 1, 1, is_member},
      {"smembers", 2, kRead, 1, 1, 1, smembers},
      {"scard", 2, kRead, 1, 1, 1, scard},
      {"spop", -2, kWrite, 1, 1, 1, random_member},
      {"srandmember", -2, kRead, 1, 1, 1, random_member},
      {"smove", 4, kWrite | kGrows, 1, 2, 1, smove},
      {"sinter", -2, kRead, 1, -1, 1, combine_sets},
      {"sunion", -2, kRead, 1, -1, 1, combine_sets},
      {"sdiff", -2, kRead, 1, -1, 1, combine_sets},
      {"sinterstore", -3, kWrite | kGrows, 1, -1, 1, combine_sets},
      {"sunionstore", -3, kWrite | kGrows, 1, -1, 1, combine_sets},
      {"sdiffstore", -3, kWrite | kGrows, 1, -1, 1, combine_sets},
      {"hscan", -3, kRead, 1, 1, 1, scan},
      {"sscan", -3, kRead, 1, 1, 1, scan},
      {"zscan", -3, kRead, 1, 1, 1, scan},
  };
  return kCommands;
}

}  // namespace services::redis
