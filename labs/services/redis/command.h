// The commands of Redis (redis.io/commands) as functions: a call in, a reply out. The table says of
// each how many words it takes and where its keys stand, as Redis's own COMMAND INFO does; the
// checks that all share (number of words, rights, quota, memory) are made from it once, in
// engine.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labs/formats/resp.h"
#include "labs/services/redis/keyspace.h"
#include "labs/services/service.h"

namespace services::redis {

using Reply = formats::RespReply;
using Words = std::vector<std::string>;

class Engine;
struct Client;

struct Call {
  const Words& words;
  Client& client;
  Engine& engine;
  Context& context;

  std::int64_t now() const { return context.milliseconds(); }
  std::size_t size() const { return words.size(); }
  const std::string& operator[](std::size_t i) const { return words[i]; }
  Keyspace& keyspace() const;
  int db() const;
  Value* find(std::string_view key) const;
  void touch(std::string_view key) const;
  // The value as T; null when there is no such key. `wrong` is set when it holds another type.
  template <class T>
  T* get(std::string_view key, bool& wrong) const {
    Value* value = find(key);
    if (value == nullptr) return nullptr;
    T* content = std::get_if<T>(&value->content);
    wrong = wrong || content == nullptr;
    return content;
  }
  // The same, made when it is missing.
  template <class T>
  T* make(std::string_view key, bool& wrong) const {
    T* content = get<T>(key, wrong);
    if (content != nullptr || wrong) return content;
    return &std::get<T>(keyspace().put(db(), key, T()).content);
  }
};

enum Trait : unsigned {
  kWrite = 1,
  kRead = 2,
  kAdmin = 4,
  kAlways = 8,       // without AUTH
  kSubscribed = 16,  // allowed while subscribed in RESP2
  kNotQueued = 32,   // done at once within MULTI
  kGrows = 64,       // refused when memory is full
  kNoScript = 128,
};

struct Command {
  std::string_view name;  // lower case
  int arity = 0;          // words, with the name; negative: at least
  unsigned traits = 0;
  int first = 0;  // where keys stand; 0: none
  int last = 0;   // negative: from the end
  int step = 0;
  Reply (*run)(Call&) = nullptr;
};

// Groups of the table, each in its own file.
std::span<const Command> connection_commands();
std::span<const Command> server_commands();
std::span<const Command> access_commands();
std::span<const Command> key_commands();
std::span<const Command> string_commands();
std::span<const Command> hash_commands();
std::span<const Command> list_commands();
std::span<const Command> set_commands();
std::span<const Command> sorted_set_commands();
std::span<const Command> sorted_range_commands();
std::span<const Command> channel_commands();

const Command* find_command(std::string_view name);  // in any case
std::vector<const Command*> all_commands();          // by name
// The words of a call that are keys.
std::vector<std::string_view> keys_of(const Command& command, const Words& words);

// Replies.
Reply simple(std::string_view text);
Reply error(std::string text);  // with its code: "ERR …"
Reply integer(std::int64_t value);
Reply bulk(std::string_view text);
Reply null();
Reply items(std::vector<Reply> list, formats::RespKind kind = formats::RespKind::List);
Reply real(double value);
Reply ok();
Reply wrong_type();
Reply not_an_integer();
Reply syntax_error();
Reply wrong_arity(std::string_view command);

// Parts of calls.
std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<double> parse_real(std::string_view text);  // "inf" too, "nan" not
std::string write_real(double value);
// Glob patterns of KEYS and PSUBSCRIBE: * ? [a-z] [^a] \x. In time of pattern by text.
bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace services::redis
