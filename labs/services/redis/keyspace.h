// What a Redis holds: sixteen databases of keys, each a string, list, hash, set or sorted set, with
// a time to live. It lives in memory in the order of the keys' bytes, so that the same commands
// give the same answers; what changed is written to SQLite when settle() is called, at the latest
// before the answers leave. Times are Unix milliseconds.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "generator/base/result.h"
#include "generator/database/database.h"

namespace services::redis {

using List = std::deque<std::string>;
using Hash = std::map<std::string, std::string, std::less<>>;
using Set = std::set<std::string, std::less<>>;

// Members by score, equal scores by name.
class SortedSet {
 public:
  bool put(std::string_view member, double score);  // true: it is new
  bool remove(std::string_view member);
  std::optional<double> score(std::string_view member) const;
  const std::set<std::pair<double, std::string>>& order() const { return order_; }
  const std::map<std::string, double, std::less<>>& members() const { return scores_; }
  std::size_t size() const { return scores_.size(); }

 private:
  std::map<std::string, double, std::less<>> scores_;
  std::set<std::pair<double, std::string>> order_;
};

using Content = std::variant<std::string, List, Hash, Set, SortedSet>;

struct Value {
  Content content;
  std::optional<std::int64_t> expires = {};
  std::size_t stored = 0;  // bytes that were counted for it
};

std::string_view type_name(const Content& content);  // "string", "list", "hash", "set", "zset"

class Keyspace {
 public:
  static constexpr int kDatabases = 16;
  static constexpr std::size_t kMostMemory = 64u << 20;
  using Keys = std::map<std::string, Value, std::less<>>;

  // What was stored before; a broken row is left out.
  base::Done load(database::Database& store);

  // The value, or null. A key whose time has come is gone.
  Value* find(int db, std::string_view key, std::int64_t now);
  Value& put(int db, std::string_view key, Content content);  // replaces, without time to live
  bool erase(int db, std::string_view key);
  void clear(int db);
  // To be called after any change of a value that find() gave; an empty collection disappears.
  void touch(int db, std::string_view key);
  void purge(std::int64_t now);  // everything whose time has come, in all databases
  void swap(int a, int b);

  const Keys& keys(int db) const { return databases_[static_cast<std::size_t>(db)]; }
  std::uint64_t changes() const { return changes_; }
  // Of a key that somebody watches: another number than before means it was changed.
  std::uint64_t version(int db, std::string_view key) const;
  void watch(int db, std::string_view key);
  void unwatch(int db, std::string_view key);

  std::size_t memory() const { return used_ + unsettled_; }
  void charge(std::size_t bytes) { unsettled_ += bytes; }  // what is about to be kept
  std::size_t unsettled() const { return unsettled_; }
  base::Done settle(database::Database& store);

 private:
  using Place = std::pair<int, std::string>;
  struct Watch {
    std::uint64_t version = 0;
    int holders = 0;
  };
  Keys& at(int db) { return databases_[static_cast<std::size_t>(db)]; }
  void note(int db, std::string_view key);

  std::array<Keys, kDatabases> databases_;
  std::set<Place> dirty_;
  std::map<Place, Watch> watched_;
  std::uint64_t changes_ = 0;
  std::size_t used_ = 0;
  std::size_t unsettled_ = 0;
};

}  // namespace services::redis
