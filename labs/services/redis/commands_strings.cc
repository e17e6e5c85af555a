// Strings: SET with its options, counters, ranges, bits.
#include <algorithm>
#include <bit>
#include <cmath>

#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

constexpr std::int64_t kLongest = 8 << 20;

Reply too_long() { return error("ERR string exceeds maximum allowed size (proto-max-bulk-len)"); }

struct Life {
  std::optional<std::int64_t> until;
  bool keep = false;
  bool persist = false;
};

enum class Parsed { Yes, No, Bad };

// EX 10, PX 10, EXAT …, PXAT … at words[i].
Parsed parse_life(Call& call, std::size_t& i, Life& life, Reply& refusal) {
  const std::string option = base::lower(call[i]);
  if (option != "ex" && option != "px" && option != "exat" && option != "pxat") return Parsed::No;
  if (life.until || life.keep || life.persist || i + 1 >= call.size()) {
    refusal = syntax_error();
    return Parsed::Bad;
  }
  const auto written = parse_integer(call[++i]);
  if (!written) {
    refusal = not_an_integer();
    return Parsed::Bad;
  }
  std::int64_t when = *written;
  if (when <= 0 ||
      (!option.starts_with('p') && __builtin_mul_overflow(when, std::int64_t{1000}, &when)) ||
      (!option.ends_with("at") && __builtin_add_overflow(when, call.now(), &when))) {
    refusal = error(fmt::format("ERR invalid expire time in '{}' command", base::lower(call[0])));
    return Parsed::Bad;
  }
  life.until = when;
  return Parsed::Yes;
}

Reply get(Call& call) {
  bool wrong = false;
  const auto* text = call.get<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  return text == nullptr ? null() : bulk(*text);
}

Reply set(Call& call) {
  Life life;
  bool nx = false, xx = false, give = false;
  Reply refusal;
  for (std::size_t i = 3; i < call.size(); ++i) {
    const Parsed parsed = parse_life(call, i, life, refusal);
    if (parsed == Parsed::Bad) return refusal;
    if (parsed == Parsed::Yes) continue;
    if (base::same_word(call[i], "nx"))
      nx = true;
    else if (base::same_word(call[i], "xx"))
      xx = true;
    else if (base::same_word(call[i], "get"))
      give = true;
    else if (base::same_word(call[i], "keepttl") && !life.until)
      life.keep = true;
    else
      return syntax_error();
  }
  if (nx && xx) return syntax_error();
  const Value* old = call.find(call[1]);
  Reply answer = ok();
  if (give) {
    bool wrong = false;
    const auto* text = call.get<std::string>(call[1], wrong);
    if (wrong) return wrong_type();
    answer = text == nullptr ? null() : bulk(*text);
  }
  if ((nx && old != nullptr) || (xx && old == nullptr)) return give ? answer : null();
  const auto kept = old != nullptr && life.keep ? old->expires : std::nullopt;
  call.keyspace().put(call.db(), call[1], call[2]).expires = life.keep ? kept : life.until;
  return answer;
}

Reply setnx(Call& call) {
  if (call.find(call[1]) != nullptr) return integer(0);
  call.keyspace().put(call.db(), call[1], call[2]);
  return integer(1);
}

Reply setex(Call& call) {
  const std::string name = base::lower(call[0]);
  const auto written = parse_integer(call[2]);
  if (!written) return not_an_integer();
  std::int64_t until = *written;
  if (until <= 0 ||
      (name == "setex" && __builtin_mul_overflow(until, std::int64_t{1000}, &until)) ||
      __builtin_add_overflow(until, call.now(), &until))
    return error(fmt::format("ERR invalid expire time in '{}' command", name));
  call.keyspace().put(call.db(), call[1], call[3]).expires = until;
  return ok();
}

Reply getset(Call& call) {
  Reply old = get(call);
  if (old.kind != formats::RespKind::Error) call.keyspace().put(call.db(), call[1], call[2]);
  return old;
}

Reply getdel(Call& call) {
  Reply old = get(call);
  if (old.kind == formats::RespKind::Bulk) call.keyspace().erase(call.db(), call[1]);
  return old;
}

Reply getex(Call& call) {
  Life life;
  Reply refusal;
  for (std::size_t i = 2; i < call.size(); ++i) {
    const Parsed parsed = parse_life(call, i, life, refusal);
    if (parsed == Parsed::Bad) return refusal;
    if (parsed == Parsed::Yes) continue;
    if (!base::same_word(call[i], "persist") || life.until) return syntax_error();
    life.persist = true;
  }
  Reply text = get(call);
  if (text.kind == formats::RespKind::Bulk && (life.until || life.persist)) {
    call.find(call[1])->expires = life.until;
    call.touch(call[1]);
  }
  return text;
}

Reply mget(Call& call) {
  std::vector<Reply> out;
  for (std::size_t i = 1; i < call.size(); ++i) {
    bool wrong = false;
    const auto* text = call.get<std::string>(call[i], wrong);
    out.push_back(text == nullptr ? null() : bulk(*text));
  }
  return items(std::move(out));
}

Reply mset(Call& call) {
  if (call.size() % 2 == 0) return wrong_arity(base::lower(call[0]));
  const bool only_new = base::same_word(call[0], "msetnx");
  for (std::size_t i = 1; only_new && i < call.size(); i += 2)
    if (call.find(call[i]) != nullptr) return integer(0);
  for (std::size_t i = 1; i < call.size(); i += 2)
    call.keyspace().put(call.db(), call[i], call[i + 1]);
  return only_new ? integer(1) : ok();
}

Reply append(Call& call) {
  bool wrong = false;
  auto* text = call.make<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  if (text->size() + call[2].size() > kLongest) return too_long();
  *text += call[2];
  const auto size = static_cast<std::int64_t>(text->size());
  call.touch(call[1]);
  return integer(size);
}

Reply strlen(Call& call) {
  bool wrong = false;
  const auto* text = call.get<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  return integer(text == nullptr ? 0 : static_cast<std::int64_t>(text->size()));
}

// Keeps the key's time to live, as counters do.
void put_text(Call& call, std::string text) {
  Value* value = call.find(call[1]);
  if (value == nullptr) {
    call.keyspace().put(call.db(), call[1], std::move(text));
    return;
  }
  value->content = std::move(text);
  call.touch(call[1]);
}

Reply count(Call& call) {
  const std::string name = base::lower(call[0]);
  std::int64_t step = 1;
  if (call.size() == 3) {
    const auto given = parse_integer(call[2]);
    if (!given) return not_an_integer();
    step = *given;
  }
  if (name.starts_with("decr")) {
    if (step == INT64_MIN) return error("ERR decrement would overflow");
    step = -step;
  }
  bool wrong = false;
  const auto* text = call.get<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto old = text == nullptr ? std::optional<std::int64_t>(0) : parse_integer(*text);
  if (!old) return not_an_integer();
  std::int64_t sum = 0;
  if (__builtin_add_overflow(*old, step, &sum))
    return error("ERR increment or decrement would overflow");
  put_text(call, std::to_string(sum));
  return integer(sum);
}

Reply count_real(Call& call) {
  bool wrong = false;
  const auto* text = call.get<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto old = text == nullptr ? std::optional<double>(0) : parse_real(*text);
  const auto step = parse_real(call[2]);
  if (!old || !step) return error("ERR value is not a valid float");
  const double sum = *old + *step;
  if (!std::isfinite(sum)) return error("ERR increment would produce NaN or Infinity");
  std::string written = fmt::format("{}", sum);
  if (written.ends_with(".0")) written.resize(written.size() - 2);
  put_text(call, written);
  return bulk(written);
}

Reply getrange(Call& call) {
  const auto first = parse_integer(call[2]);
  const auto last = parse_integer(call[3]);
  if (!first || !last) return not_an_integer();
  bool wrong = false;
  const auto* text = call.get<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  if (text == nullptr) return bulk("");
  const auto size = static_cast<std::int64_t>(text->size());
  const std::int64_t begin = std::max<std::int64_t>(0, *first < 0 ? *first + size : *first);
  const std::int64_t end = std::min(size - 1, *last < 0 ? *last + size : *last);
  if (begin > end) return bulk("");
  return bulk(std::string_view(*text).substr(static_cast<std::size_t>(begin),
                                             static_cast<std::size_t>(end - begin + 1)));
}

Reply setrange(Call& call) {
  const auto at = parse_integer(call[2]);
  if (!at) return not_an_integer();
  if (*at < 0) return error("ERR offset is out of range");
  const auto more = static_cast<std::int64_t>(call[3].size());
  if (more == 0) return strlen(call);
  if (*at > kLongest - more) return too_long();
  bool wrong = false;
  auto* text = call.make<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  const auto begin = static_cast<std::size_t>(*at);
  if (text->size() < begin + call[3].size()) {
    call.keyspace().charge(begin + call[3].size() - text->size());
    text->resize(begin + call[3].size());
  }
  text->replace(begin, call[3].size(), call[3]);
  const auto size = static_cast<std::int64_t>(text->size());
  call.touch(call[1]);
  return integer(size);
}

Reply bit(Call& call) {
  const bool write = base::same_word(call[0], "setbit");
  const auto at = parse_integer(call[2]);
  if (!at || *at < 0 || *at >= kLongest * 8)
    return error("ERR bit offset is not an integer or out of range");
  const auto byte = static_cast<std::size_t>(*at / 8);
  const auto mask = static_cast<unsigned char>(128 >> (*at % 8));
  bool wrong = false;
  if (!write) {
    const auto* text = call.get<std::string>(call[1], wrong);
    if (wrong) return wrong_type();
    const bool set = text != nullptr && byte < text->size() &&
                     (static_cast<unsigned char>((*text)[byte]) & mask) != 0;
    return integer(set ? 1 : 0);
  }
  if (call[3] != "0" && call[3] != "1") return error("ERR bit is not an integer or out of range");
  auto* text = call.make<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  if (text->size() <= byte) {
    call.keyspace().charge(byte + 1 - text->size());
    text->resize(byte + 1);
  }
  const auto old = static_cast<unsigned char>((*text)[byte]);
  const int bits = call[3] == "1" ? old | mask : old & ~mask;
  (*text)[byte] = static_cast<char>(bits);
  call.touch(call[1]);
  return integer((old & mask) != 0 ? 1 : 0);
}

Reply bitcount(Call& call) {
  bool wrong = false;
  const auto* text = call.get<std::string>(call[1], wrong);
  if (wrong) return wrong_type();
  std::int64_t bits = 0;
  if (text != nullptr)
    for (const char c : *text) bits += std::popcount(static_cast<unsigned char>(c));
  return integer(bits);
}

}  // namespace

std::span<const Command> string_commands() {
  static const Command kCommands[] = {
      {"get", 2, kRead, 1, 1, 1, get},
      {"set", -3, kWrite | kGrows, 1, 1, 1, set},
      {"setnx", 3, kWrite | kGrows, 1, 1, 1, setnx},
      {"setex", 4, kWrite | kGrows, 1, 1, 1, setex},
      {"psetex", 4, kWrite | kGrows, 1, 1, 1, setex},
      {"getset", 3, kWrite | kGrows, 1, 1, 1, getset},
      {"getdel", 2, kWrite, 1, 1, 1, getdel},
      {"getex", -2, kWrite, 1, 1, 1, getex},
      {"mget", -2, kRead, 1, -1, 1, mget},
      {"mset", -3, kWrite | kGrows, 1, -1, 2, mset},
      {"msetnx", -3, kWrite | kGrows, 1, -1, 2, mset},
      {"append", 3, kWrite | kGrows, 1, 1, 1, append},
      {"strlen", 2, kRead, 1, 1, 1, strlen},
      {"incr", 2, kWrite | kGrows, 1, 1, 1, count},
      {"decr", 2, kWrite | kGrows, 1, 1, 1, count},
      {"incrby", 3, kWrite | kGrows, 1, 1, 1, count},
      {"decrby", 3, kWrite | kGrows, 1, 1, 1, count},
      {"incrbyfloat", 3, kWrite | kGrows, 1, 1, 1, count_real},
      {"getrange", 4, kRead, 1, 1, 1, getrange},
      {"substr", 4, kRead, 1, 1, 1, getrange},
      {"setrange", 4, kWrite | kGrows, 1, 1, 1, setrange},
      {"setbit", 4, kWrite | kGrows, 1, 1, 1, bit},
      {"getbit", 3, kRead, 1, 1, 1, bit},
      {"bitcount", 2, kRead, 1, 1, 1, bitcount},
  };
  return kCommands;
}

}  // namespace services::redis
