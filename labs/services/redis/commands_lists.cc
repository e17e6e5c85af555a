// Lists, and the commands that wait for one to have something.
#include <algorithm>
#include <cmath>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using formats::RespKind;

Reply null_list() {
  Reply reply;
  reply.kind = RespKind::NullList;
  return reply;
}

// "-1" is the last one; outside of the list stays outside.
std::int64_t from_end(std::int64_t index, std::size_t size) {
  return index < 0 ? index + static_cast<std::int64_t>(size) : index;
}

Reply push(Call& call) {
  const std::string name = base::lower(call[0]);
  const bool left = name.starts_with('l');
  bool wrong = false;
  if (name.ends_with('x')) {
    if (call.get<List>(call[1], wrong) == nullptr) return wrong ? wrong_type() : integer(0);
  }
  auto* list = call.make<List>(call[1], wrong);
  if (wrong) return wrong_type();
  for (std::size_t i = 2; i < call.size(); ++i) {
    if (left)
      list->push_front(call[i]);
    else
      list->push_back(call[i]);
  }
  const auto size = static_cast<std::int64_t>(list->size());
  call.touch(call[1]);
  return integer(size);
}

std::string take(Call& call, const std::string& key, List& list, bool left) {
  std::string item = left ? std::move(list.front()) : std::move(list.back());
  if (left)
    list.pop_front();
  else
    list.pop_back();
  call.touch(key);
  return item;
}

Reply pop(Call& call) {
  const bool left = base::same_word(call[0], "lpop");
  std::optional<std::int64_t> count;
  if (call.size() > 3) return wrong_arity(base::lower(call[0]));
  if (call.size() == 3) {
    count = parse_integer(call[2]);
    if (!count || *count < 0) return error("ERR value is out of range, must be positive");
  }
  bool wrong = false;
  auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  if (list == nullptr) return count ? null_list() : null();
  if (!count) return bulk(take(call, call[1], *list, left));
  std::vector<Reply> out;
  const auto many = std::min<std::size_t>(static_cast<std::size_t>(*count), list->size());
  for (std::size_t i = 0; i < many; ++i) out.push_back(bulk(take(call, call[1], *list, left)));
  return items(std::move(out));
}

Reply llen(Call& call) {
  bool wrong = false;
  const auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  return integer(list == nullptr ? 0 : static_cast<std::int64_t>(list->size()));
}

Reply lrange(Call& call) {
  const auto first = parse_integer(call[2]);
  const auto last = parse_integer(call[3]);
  if (!first || !last) return not_an_integer();
  bool wrong = false;
  const auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  std::vector<Reply> out;
  if (list != nullptr) {
    const auto size = static_cast<std::int64_t>(list->size());
    const std::int64_t begin = std::max<std::int64_t>(0, from_end(*first, list->size()));
    const std::int64_t end = std::min(size - 1, from_end(*last, list->size()));
    for (std::int64_t i = begin; i <= end; ++i)
      out.push_back(bulk((*list)[static_cast<std::size_t>(i)]));
  }
  return items(std::move(out));
}

Reply lindex(Call& call) {
  const auto index = parse_integer(call[2]);
  if (!index) return not_an_integer();
  bool wrong = false;
  const auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  if (list == nullptr) return null();
  const std::int64_t at = from_end(*index, list->size());
  if (at < 0 || at >= static_cast<std::int64_t>(list->size())) return null();
  return bulk((*list)[static_cast<std::size_t>(at)]);
}

Reply lset(Call& call) {
  const auto index = parse_integer(call[2]);
  if (!index) return not_an_integer();
  bool wrong = false;
  auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  if (list == nullptr) return error("ERR no such key");
  const std::int64_t at = from_end(*index, list->size());
  if (at < 0 || at >= static_cast<std::int64_t>(list->size()))
    return error("ERR index out of range");
  (*list)[static_cast<std::size_t>(at)] = call[3];
  call.touch(call[1]);
  return ok();
}

Reply lrem(Call& call) {
  const auto count = parse_integer(call[2]);
  if (!count) return not_an_integer();
  bool wrong = false;
  auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  if (list == nullptr) return integer(0);
  const bool backwards = *count < 0;
  std::int64_t left = *count == 0 ? INT64_MAX : *count == INT64_MIN ? INT64_MAX : std::abs(*count);
  if (backwards) std::reverse(list->begin(), list->end());
  List kept;
  std::int64_t gone = 0;
  for (std::string& item : *list) {
    if (left > 0 && item == call[3]) {
      --left;
      ++gone;
    } else {
      kept.push_back(std::move(item));
    }
  }
  if (backwards) std::reverse(kept.begin(), kept.end());
  *list = std::move(kept);
  if (gone > 0) call.touch(call[1]);
  return integer(gone);
}

Reply ltrim(Call& call) {
  const auto first = parse_integer(call[2]);
  const auto last = parse_integer(call[3]);
  if (!first || !last) return not_an_integer();
  bool wrong = false;
  auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  if (list == nullptr) return ok();
  const auto size = static_cast<std::int64_t>(list->size());
  const std::int64_t begin = std::max<std::int64_t>(0, from_end(*first, list->size()));
  const std::int64_t end = std::min(size - 1, from_end(*last, list->size()));
  if (begin > end) {
    list->clear();
  } else {
    list->erase(list->begin() + end + 1, list->end());
    list->erase(list->begin(), list->begin() + begin);
  }
  call.touch(call[1]);
  return ok();
}

Reply linsert(Call& call) {
  const bool before = base::same_word(call[2], "before");
  if (!before && !base::same_word(call[2], "after")) return syntax_error();
  bool wrong = false;
  auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  if (list == nullptr) return integer(0);
  const auto found = std::find(list->begin(), list->end(), call[3]);
  if (found == list->end()) return integer(-1);
  list->insert(before ? found : found + 1, call[4]);
  const auto size = static_cast<std::int64_t>(list->size());
  call.touch(call[1]);
  return integer(size);
}

Reply lpos(Call& call) {
  std::int64_t rank = 1;
  std::optional<std::int64_t> count;
  std::int64_t most = 0;
  for (std::size_t i = 3; i < call.size(); i += 2) {
    const auto value = i + 1 < call.size() ? parse_integer(call[i + 1]) : std::nullopt;
    if (i + 1 >= call.size()) return syntax_error();
    if (!value) return not_an_integer();
    if (base::same_word(call[i], "rank") && *value != 0 && *value != INT64_MIN)
      rank = *value;
    else if (base::same_word(call[i], "rank"))
      return error("ERR RANK can't be zero");
    else if (base::same_word(call[i], "count") && *value >= 0)
      count = *value;
    else if (base::same_word(call[i], "count"))
      return error("ERR COUNT can't be negative");
    else if (base::same_word(call[i], "maxlen") && *value >= 0)
      most = *value;
    else
      return syntax_error();
  }
  bool wrong = false;
  const auto* list = call.get<List>(call[1], wrong);
  if (wrong) return wrong_type();
  std::vector<Reply> found;
  const std::size_t size = list == nullptr ? 0 : list->size();
  std::int64_t skip = std::abs(rank) - 1;
  const std::int64_t wanted = !count ? 1 : *count == 0 ? INT64_MAX : *count;
  for (std::size_t i = 0; i < size && (most == 0 || static_cast<std::int64_t>(i) < most); ++i) {
    const std::size_t at = rank > 0 ? i : size - 1 - i;
    if ((*list)[at] != call[2] || skip-- > 0) continue;
    found.push_back(integer(static_cast<std::int64_t>(at)));
    if (static_cast<std::int64_t>(found.size()) >= wanted) break;
  }
  if (count) return items(std::move(found));
  return found.empty() ? null() : found.front();
}

// From one list to another; null when there is nothing to move.
Reply move_item(Call& call, bool from_left, bool to_left) {
  bool wrong = false;
  auto* from = call.get<List>(call[1], wrong);
  call.get<List>(call[2], wrong);
  if (wrong) return wrong_type();
  if (from == nullptr) return null();
  const std::string item = take(call, call[1], *from, from_left);
  auto* to = call.make<List>(call[2], wrong);
  if (to_left)
    to->push_front(item);
  else
    to->push_back(item);
  call.touch(call[2]);
  return bulk(item);
}

// The seconds of a waiting command: its last word. False with a refusal.
bool parse_wait(Call& call, std::string_view written, std::int64_t& until, Reply& refusal) {
  const auto seconds = parse_real(written);
  if (!seconds || *seconds > 1e9) {
    refusal = error("ERR timeout is not a float or out of range");
    return false;
  }
  if (*seconds < 0) {
    refusal = error("ERR timeout is negative");
    return false;
  }
  until = *seconds == 0
              ? 0
              : call.now() + std::max<std::int64_t>(1, static_cast<std::int64_t>(*seconds * 1000));
  return true;
}

Reply nothing_yet(Call& call, std::int64_t until, Reply otherwise) {
  if (call.client.may_wait) call.client.wait = Client::Wait{call.words, until};
  return otherwise;
}

Reply lmove(Call& call) {
  const bool waits = base::same_word(call[0], "blmove");
  if (call.size() != (waits ? 6U : 5U)) return wrong_arity(base::lower(call[0]));
  const auto side = [](std::string_view word, bool& left) {
    left = base::same_word(word, "left");
    return left || base::same_word(word, "right");
  };
  bool from_left = false, to_left = false;
  if (!side(call[3], from_left) || !side(call[4], to_left)) return syntax_error();
  std::int64_t until = 0;
  Reply refusal;
  if (waits && !parse_wait(call, call[5], until, refusal)) return refusal;
  Reply moved = move_item(call, from_left, to_left);
  if (waits && moved.kind == RespKind::Null) return nothing_yet(call, until, null());
  return moved;
}

Reply rpoplpush(Call& call) {
  const bool waits = base::same_word(call[0], "brpoplpush");
  std::int64_t until = 0;
  Reply refusal;
  if (waits && !parse_wait(call, call[3], until, refusal)) return refusal;
  Reply moved = move_item(call, false, true);
  if (waits && moved.kind == RespKind::Null) return nothing_yet(call, until, null());
  return moved;
}

Reply blocking_pop(Call& call) {
  std::int64_t until = 0;
  Reply refusal;
  if (!parse_wait(call, call.words.back(), until, refusal)) return refusal;
  for (std::size_t i = 1; i + 1 < call.size(); ++i) {
    bool wrong = false;
    auto* list = call.get<List>(call[i], wrong);
    if (wrong) return wrong_type();
    if (list == nullptr) continue;
    const std::string key = call[i];
    return items({bulk(key), bulk(take(call, key, *list, base::same_word(call[0], "blpop")))});
  }
  return nothing_yet(call, until, null_list());
}

Reply blocking_sorted_pop(Call& call) {
  std::int64_t until = 0;
  Reply refusal;
  if (!parse_wait(call, call.words.back(), until, refusal)) return refusal;
  for (std::size_t i = 1; i + 1 < call.size(); ++i) {
    bool wrong = false;
    auto* sorted = call.get<SortedSet>(call[i], wrong);
    if (wrong) return wrong_type();
    if (sorted == nullptr) continue;
    const auto [score, member] =
        base::same_word(call[0], "bzpopmin") ? *sorted->order().begin() : *sorted->order().rbegin();
    sorted->remove(member);
    call.touch(call[i]);
    return items({bulk(call[i]), bulk(member), real(score)});
  }
  return nothing_yet(call, until, null_list());
}

}  // namespace

std::span<const Command> list_commands() {
  static const Command kCommands[] = {
      {"lpush", -3, kWrite | kGrows, 1, 1, 1, push},
      {"rpush", -3, kWrite | kGrows, 1, 1, 1, push},
      {"lpushx", -3, kWrite | kGrows, 1, 1, 1, push},
      {"rpushx", -3, kWrite | kGrows, 1, 1, 1, push},
      {"lpop", -2, kWrite, 1, 1, 1, pop},
      {"rpop", -2, kWrite, 1, 1, 1, pop},
      {"llen", 2, kRead, 1, 1, 1, llen},
      {"lrange", 4, kRead, 1, 1, 1, lrange},
      {"lindex", 3, kRead, 1, 1, 1, lindex},
      {"lset", 4, kWrite | kGrows, 1, 1, 1, lset},
      {"lrem", 4, kWrite, 1, 1, 1, lrem},
      {"ltrim", 4, kWrite, 1, 1, 1, ltrim},
      {"linsert", 5, kWrite | kGrows, 1, 1, 1, linsert},
      {"lpos", -3, kRead, 1, 1, 1, lpos},
      {"lmove", 5, kWrite | kGrows, 1, 2, 1, lmove},
      {"blmove", 6, kWrite | kGrows, 1, 2, 1, lmove},
      {"rpoplpush", 3, kWrite | kGrows, 1, 2, 1, rpoplpush},
      {"brpoplpush", 4, kWrite | kGrows, 1, 2, 1, rpoplpush},
      {"blpop", -3, kWrite, 1, -2, 1, blocking_pop},
      {"brpop", -3, kWrite, 1, -2, 1, blocking_pop},
      {"bzpopmin", -3, kWrite, 1, -2, 1, blocking_sorted_pop},
      {"bzpopmax", -3, kWrite, 1, -2, 1, blocking_sorted_pop},
  };
  return kCommands;
}

}  // namespace services::redis
