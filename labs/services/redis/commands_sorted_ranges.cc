// Ranges of sorted sets: by rank, by score, by name; read, counted or removed.
#include <algorithm>
#include <cmath>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using Entry = std::pair<double, std::string>;

enum class By { Rank, Score, Name };

struct Bound {
  std::string name;
  double score = 0;
  bool open = false;  // "(5": not 5 itself
  int infinite = 0;   // of names: "-" is -1, "+" is 1
};

struct Query {
  By by = By::Rank;
  bool reverse = false;
  bool scores = false;
  std::int64_t offset = 0;
  std::int64_t count = -1;  // negative: all
  std::string from;         // as written, in the order that the command has them
  std::string to;
};

std::optional<Bound> parse_score(std::string_view text) {
  Bound bound;
  bound.open = text.starts_with('(');
  const auto score = parse_real(bound.open ? text.substr(1) : text);
  if (!score) return std::nullopt;
  bound.score = *score;
  return bound;
}

std::optional<Bound> parse_name(std::string_view text) {
  Bound bound;
  if (text == "-" || text == "+") {
    bound.infinite = text == "-" ? -1 : 1;
    return bound;
  }
  if (!text.starts_with('[') && !text.starts_with('(')) return std::nullopt;
  bound.open = text.front() == '(';
  bound.name = text.substr(1);
  return bound;
}

// Whether the entry is at or above the lower bound (`lower`), or at or below the upper one.
bool within(const Entry& entry, const Bound& bound, By by, bool lower) {
  if (by == By::Score) {
    if (entry.first == bound.score) return !bound.open;
    return lower ? entry.first > bound.score : entry.first < bound.score;
  }
  if (bound.infinite != 0) return (bound.infinite < 0) == lower;
  const int order = entry.second.compare(bound.name);
  if (order == 0) return !bound.open;
  return lower ? order > 0 : order < 0;
}

// The entries in order, or the refusal.
std::optional<Reply> select(Call& call, const std::string& key, const Query& query,
                            std::vector<Entry>& out) {
  bool wrong = false;
  const auto* sorted = call.get<SortedSet>(key, wrong);
  if (query.by == By::Rank) {
    const auto first = parse_integer(query.from);
    const auto last = parse_integer(query.to);
    if (!first || !last) return not_an_integer();
    if (wrong) return wrong_type();
    if (sorted == nullptr) return std::nullopt;
    const auto size = static_cast<std::int64_t>(sorted->size());
    std::int64_t begin = std::max<std::int64_t>(0, *first < 0 ? *first + size : *first);
    std::int64_t end = std::min(size - 1, *last < 0 ? *last + size : *last);
    if (begin > end) return std::nullopt;
    const std::int64_t many = end - begin + 1;
    if (query.reverse) begin = size - 1 - end;
    auto at = std::next(sorted->order().begin(), begin);
    for (std::int64_t i = 0; i < many; ++i) out.push_back(*at++);
    if (query.reverse) std::reverse(out.begin(), out.end());
    return std::nullopt;
  }
  const auto& low_text = query.reverse ? query.to : query.from;
  const auto& high_text = query.reverse ? query.from : query.to;
  const auto low = query.by == By::Score ? parse_score(low_text) : parse_name(low_text);
  const auto high = query.by == By::Score ? parse_score(high_text) : parse_name(high_text);
  if (!low || !high)
    return error(query.by == By::Score ? "ERR min or max is not a float"
                                       : "ERR min or max not valid string range item");
  if (wrong) return wrong_type();
  if (sorted == nullptr || query.offset < 0) return std::nullopt;
  std::int64_t skip = query.offset;
  std::int64_t left = query.count < 0 ? INT64_MAX : query.count;
  const auto take = [&](const Entry& entry) {
    if (left == 0) return;
    if (!within(entry, *low, query.by, true) || !within(entry, *high, query.by, false)) return;
    if (skip > 0) {
      --skip;
      return;
    }
    out.push_back(entry);
    --left;
  };
  const auto& order = sorted->order();
  if (query.reverse)
    std::for_each(order.rbegin(), order.rend(), take);
  else
    std::for_each(order.begin(), order.end(), take);
  return std::nullopt;
}

Reply show(Call& call, const Query& query, const std::vector<Entry>& found) {
  std::vector<Reply> out;
  for (const auto& [score, member] : found) {
    if (query.scores && call.client.version == formats::RespVersion::Three) {
      out.push_back(items({bulk(member), real(score)}));
      continue;
    }
    out.push_back(bulk(member));
    if (query.scores) out.push_back(real(score));
  }
  return items(std::move(out));
}

// The words behind the bounds.
bool parse_options(Call& call, std::size_t at, bool any_kind, Query& query) {
  for (; at < call.size(); ++at) {
    if (base::same_word(call[at], "withscores")) {
      query.scores = true;
    } else if (any_kind && base::same_word(call[at], "byscore")) {
      query.by = By::Score;
    } else if (any_kind && base::same_word(call[at], "bylex")) {
      query.by = By::Name;
    } else if (any_kind && base::same_word(call[at], "rev")) {
      query.reverse = true;
    } else if (base::same_word(call[at], "limit") && at + 2 < call.size()) {
      const auto offset = parse_integer(call[at + 1]);
      const auto count = parse_integer(call[at + 2]);
      if (!offset || !count) return false;
      query.offset = *offset;
      query.count = *count;
      at += 2;
    } else {
      return false;
    }
  }
  return (query.by != By::Rank || (query.offset == 0 && query.count == -1)) &&
         !(query.by == By::Name && query.scores);
}

Reply range(Call& call) {
  const std::string name = base::lower(call[0]);
  const bool store = name == "zrangestore";
  const std::size_t key = store ? 2 : 1;
  if (call.size() < key + 3) return wrong_arity(name);
  Query query;
  query.from = call[key + 1];
  query.to = call[key + 2];
  query.reverse = name.starts_with("zrev");
  if (name.ends_with("byscore")) query.by = By::Score;
  if (name.ends_with("bylex")) query.by = By::Name;
  if (!parse_options(call, key + 3, name == "zrange" || store, query)) return syntax_error();
  std::vector<Entry> found;
  if (const auto refused = select(call, call[key], query, found)) return *refused;
  if (!store) return show(call, query, found);
  SortedSet result;
  for (const auto& [score, member] : found) {
    result.put(member, score);
    call.keyspace().charge(member.size() + 10);
  }
  call.keyspace().erase(call.db(), call[1]);
  if (!found.empty()) call.keyspace().put(call.db(), call[1], std::move(result));
  return integer(static_cast<std::int64_t>(found.size()));
}

// ZCOUNT, ZLEXCOUNT, ZREMRANGEBYRANK, ZREMRANGEBYSCORE, ZREMRANGEBYLEX.
Reply count_or_remove(Call& call) {
  const std::string name = base::lower(call[0]);
  Query query;
  query.from = call[2];
  query.to = call[3];
  if (name == "zcount" || name.ends_with("byscore")) query.by = By::Score;
  if (name == "zlexcount" || name.ends_with("bylex")) query.by = By::Name;
  std::vector<Entry> found;
  if (const auto refused = select(call, call[1], query, found)) return *refused;
  if (name.starts_with("zrem") && !found.empty()) {
    bool wrong = false;
    auto* sorted = call.get<SortedSet>(call[1], wrong);
    for (const auto& [score, member] : found) sorted->remove(member);
    call.touch(call[1]);
  }
  return integer(static_cast<std::int64_t>(found.size()));
}

}  // namespace

std::span<const Command> sorted_range_commands() {
  static const Command kCommands[] = {
      {"zrange", -4, kRead, 1, 1, 1, range},
      {"zrevrange", -4, kRead, 1, 1, 1, range},
      {"zrangebyscore", -4, kRead, 1, 1, 1, range},
      {"zrevrangebyscore", -4, kRead, 1, 1, 1, range},
      {"zrangebylex", -4, kRead, 1, 1, 1, range},
      {"zrevrangebylex", -4, kRead, 1, 1, 1, range},
      {"zrangestore", -5, kWrite | kGrows, 1, 2, 1, range},
      {"zcount", 4, kRead, 1, 1, 1, count_or_remove},
      {"zlexcount", 4, kRead, 1, 1, 1, count_or_remove},
      {"zremrangebyrank", 4, kWrite, 1, 1, 1, count_or_remove},
      {"zremrangebyscore", 4, kWrite, 1, 1, 1, count_or_remove},
      {"zremrangebylex", 4, kWrite, 1, 1, 1, count_or_remove},
  };
  return kCommands;
}

}  // namespace services::redis
