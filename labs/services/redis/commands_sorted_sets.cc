// Sorted sets: what adds, removes and asks for members.
#include <algorithm>
#include <cmath>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using formats::RespKind;

Reply not_a_float() { return error("ERR value is not a valid float"); }

// Members with scores, as RESP3 pairs them and RESP2 does not.
Reply pairs(Call& call, const std::vector<std::pair<std::string, double>>& found) {
  std::vector<Reply> out;
  for (const auto& [member, score] : found) {
    if (call.client.version == formats::RespVersion::Three) {
      out.push_back(items({bulk(member), real(score)}));
    } else {
      out.push_back(bulk(member));
      out.push_back(real(score));
    }
  }
  return items(std::move(out));
}

Reply zadd(Call& call) {
  bool nx = false, xx = false, gt = false, lt = false, changed = false, increment = false;
  std::size_t at = 2;
  for (; at < call.size(); ++at) {
    const std::string option = base::lower(call[at]);
    if (option == "nx")
      nx = true;
    else if (option == "xx")
      xx = true;
    else if (option == "gt")
      gt = true;
    else if (option == "lt")
      lt = true;
    else if (option == "ch")
      changed = true;
    else if (option == "incr")
      increment = true;
    else
      break;
  }
  if (at == call.size() || (call.size() - at) % 2 != 0) return syntax_error();
  if (nx && xx) return error("ERR XX and NX options at the same time are not compatible");
  if ((gt && lt) || (nx && (gt || lt)))
    return error("ERR GT, LT, and/or NX options at the same time are not compatible");
  if (increment && call.size() - at > 2)
    return error("ERR INCR option supports a single increment-element pair");
  std::vector<double> scores;
  for (std::size_t i = at; i < call.size(); i += 2) {
    const auto score = parse_real(call[i]);
    if (!score) return not_a_float();
    scores.push_back(*score);
  }
  bool wrong = false;
  auto* sorted = call.make<SortedSet>(call[1], wrong);
  if (wrong) return wrong_type();
  std::int64_t added = 0, moved = 0;
  Reply answer = null();
  for (std::size_t i = at; i < call.size(); i += 2) {
    const auto old = sorted->score(call[i + 1]);
    double score = scores[(i - at) / 2];
    if ((nx && old) || (xx && !old)) continue;
    if (increment && old) score += *old;
    if (std::isnan(score)) {
      answer = error("ERR resulting score is not a number (NaN)");
      continue;
    }
    if (old && ((gt && score <= *old) || (lt && score >= *old))) continue;
    if (increment) answer = real(score);
    if (sorted->put(call[i + 1], score))
      ++added;
    else if (*old != score)
      ++moved;
  }
  call.touch(call[1]);
  return increment ? answer : integer(changed ? added + moved : added);
}

Reply zincrby(Call& call) {
  const auto step = parse_real(call[2]);
  if (!step) return not_a_float();
  bool wrong = false;
  auto* sorted = call.make<SortedSet>(call[1], wrong);
  if (wrong) return wrong_type();
  const double score = sorted->score(call[3]).value_or(0) + *step;
  if (!std::isnan(score)) sorted->put(call[3], score);
  call.touch(call[1]);
  return std::isnan(score) ? error("ERR resulting score is not a number (NaN)") : real(score);
}

Reply zrem(Call& call) {
  bool wrong = false;
  auto* sorted = call.get<SortedSet>(call[1], wrong);
  if (wrong) return wrong_type();
  if (sorted == nullptr) return integer(0);
  std::int64_t gone = 0;
  for (std::size_t i = 2; i < call.size(); ++i) gone += sorted->remove(call[i]) ? 1 : 0;
  if (gone > 0) call.touch(call[1]);
  return integer(gone);
}

Reply zscore(Call& call) {
  bool wrong = false;
  const auto* sorted = call.get<SortedSet>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto one = [&](const std::string& member) {
    const auto score = sorted == nullptr ? std::nullopt : sorted->score(member);
    return score ? real(*score) : null();
  };
  if (base::same_word(call[0], "zscore")) return one(call[2]);
  std::vector<Reply> out;
  for (std::size_t i = 2; i < call.size(); ++i) out.push_back(one(call[i]));
  return items(std::move(out));
}

Reply zcard(Call& call) {
  bool wrong = false;
  const auto* sorted = call.get<SortedSet>(call[1], wrong);
  if (wrong) return wrong_type();
  return integer(sorted == nullptr ? 0 : static_cast<std::int64_t>(sorted->size()));
}

Reply zrank(Call& call) {
  bool wrong = false;
  const auto* sorted = call.get<SortedSet>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto score = sorted == nullptr ? std::nullopt : sorted->score(call[2]);
  if (!score) return null();
  const auto found = sorted->order().find({*score, call[2]});
  const auto before = std::distance(sorted->order().begin(), found);
  const auto size = static_cast<std::int64_t>(sorted->size());
  return integer(base::same_word(call[0], "zrank") ? before : size - 1 - before);
}

Reply zpop(Call& call) {
  std::int64_t count = 1;
  if (call.size() > 3) return wrong_arity(base::lower(call[0]));
  if (call.size() == 3) {
    const auto given = parse_integer(call[2]);
    if (!given || *given < 0) return error("ERR value is out of range, must be positive");
    count = *given;
  }
  bool wrong = false;
  auto* sorted = call.get<SortedSet>(call[1], wrong);
  if (wrong) return wrong_type();
  std::vector<std::pair<std::string, double>> out;
  while (sorted != nullptr && sorted->size() > 0 && count-- > 0) {
    const auto [score, member] =
        base::same_word(call[0], "zpopmin") ? *sorted->order().begin() : *sorted->order().rbegin();
    out.emplace_back(member, score);
    sorted->remove(member);
  }
  if (!out.empty()) call.touch(call[1]);
  if (call.size() == 2 && !out.empty())  // without a count RESP3 gives no nested pair
    return items({bulk(out[0].first), real(out[0].second)});
  return pairs(call, out);
}

// ZUNIONSTORE and ZINTERSTORE, with WEIGHTS and AGGREGATE; plain sets count with a score of 1.
Reply combine_sorted_sets(Call& call) {
  const auto count = parse_integer(call[2]);
  if (!count) return not_an_integer();
  if (*count < 1)
    return error(
        fmt::format("ERR at least 1 input key is needed for '{}' command", base::lower(call[0])));
  const auto keys = static_cast<std::size_t>(*count);
  if (keys > call.size() - 3) return syntax_error();
  std::vector<double> weights(keys, 1);
  std::string aggregate = "sum";
  for (std::size_t i = 3 + keys; i < call.size();) {
    if (base::same_word(call[i], "weights") && i + keys < call.size()) {
      for (std::size_t k = 0; k < keys; ++k) {
        const auto weight = parse_real(call[i + 1 + k]);
        if (!weight) return error("ERR weight value is not a float");
        weights[k] = *weight;
      }
      i += keys + 1;
    } else if (base::same_word(call[i], "aggregate") && i + 1 < call.size()) {
      aggregate = base::lower(call[i + 1]);
      if (aggregate != "sum" && aggregate != "min" && aggregate != "max") return syntax_error();
      i += 2;
    } else {
      return syntax_error();
    }
  }
  const bool every = base::same_word(call[0], "zinterstore");
  std::map<std::string, std::pair<double, std::size_t>> sums;  // score, in how many
  for (std::size_t k = 0; k < keys; ++k) {
    const Value* value = call.find(call[3 + k]);
    if (value == nullptr) continue;
    std::map<std::string, double, std::less<>> members;
    if (const auto* set = std::get_if<Set>(&value->content))
      for (const std::string& member : *set) members.emplace(member, 1);
    else if (const auto* sorted = std::get_if<SortedSet>(&value->content))
      members = sorted->members();
    else
      return wrong_type();
    for (const auto& [member, plain] : members) {
      const double weighed = plain * weights[k];
      const double score = std::isnan(weighed) ? 0 : weighed;
      const auto [at, fresh] = sums.try_emplace(member, score, 0);
      ++at->second.second;
      if (fresh) continue;
      double& sum = at->second.first;
      if (aggregate == "sum") sum = std::isnan(sum + score) ? 0 : sum + score;
      if (aggregate == "min") sum = std::min(sum, score);
      if (aggregate == "max") sum = std::max(sum, score);
    }
  }
  SortedSet result;
  for (const auto& [member, sum] : sums)
    if (!every || sum.second == keys) result.put(member, sum.first);
  const auto size = static_cast<std::int64_t>(result.size());
  for (const auto& [member, score] : result.members()) call.keyspace().charge(member.size() + 10);
  call.keyspace().erase(call.db(), call[1]);
  if (size > 0) call.keyspace().put(call.db(), call[1], std::move(result));
  return integer(size);
}

}  // namespace

std::span<const Command> sorted_set_commands() {
  static const Command kCommands[] = {
      {"zadd", -4, kWrite | kGrows, 1, 1, 1, zadd},
      {"zincrby", 4, kWrite | kGrows, 1, 1, 1, zincrby},
      {"zrem", -3, kWrite, 1, 1, 1, zrem},
      {"zscore", 3, kRead, 1, 1, 1, zscore},
      {"zmscore", -3, kRead, 1, 1, 1, zscore},
      {"zcard", 2, kRead, 1, 1, 1, zcard},
      {"zrank", 3, kRead, 1, 1, 1, zrank},
      {"zrevrank", 3, kRead, 1, 1, 1, zrank},
      {"zpopmin", -2, kWrite, 1, 1, 1, zpop},
      {"zpopmax", -2, kWrite, 1, 1, 1, zpop},
      {"zunionstore", -4, kWrite | kGrows, 1, 1, 1, combine_sorted_sets},
      {"zinterstore", -4, kWrite | kGrows, 1, 1, 1, combine_sorted_sets},
  };
  return kCommands;
}

}  // namespace services::redis
