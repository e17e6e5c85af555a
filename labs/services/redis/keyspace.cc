#include "labs/services/redis/keyspace.h"

#include <algorithm>
#include <bit>

#include "generator/base/bytes.h"

namespace services::redis {
namespace {

// The bytes that stand for a value in the database's file.
std::string pack(const Content& content) {
  base::ByteWriter out;
  if (const auto* text = std::get_if<std::string>(&content)) {
    out.text(*text);
  } else if (const auto* list = std::get_if<List>(&content)) {
    out.number(list->size());
    for (const std::string& item : *list) out.text(item);
  } else if (const auto* hash = std::get_if<Hash>(&content)) {
    out.number(hash->size());
    for (const auto& [field, value] : *hash) out.text(field).text(value);
  } else if (const auto* set = std::get_if<Set>(&content)) {
    out.number(set->size());
    for (const std::string& member : *set) out.text(member);
  } else {
    const auto& sorted = std::get<SortedSet>(content);
    out.number(sorted.size());
    for (const auto& [member, score] : sorted.members())
      out.text(member).number(std::bit_cast<std::uint64_t>(score));
  }
  return out.take();
}

std::optional<Content> unpack(std::string_view kind, std::string_view bytes) {
  base::ByteReader in(bytes);
  Content content;
  if (kind == "string") {
    content = std::string(in.text());
  } else {
    const std::size_t count = in.count();
    List list;
    Hash hash;
    Set set;
    SortedSet sorted;
    for (std::size_t i = 0; i < count && in.good(); ++i) {
      std::string item(in.text());
      if (kind == "list") {
        list.push_back(std::move(item));
      } else if (kind == "hash") {
        hash.insert_or_assign(std::move(item), std::string(in.text()));
      } else if (kind == "set") {
        set.insert(std::move(item));
      } else {
        sorted.put(item, std::bit_cast<double>(in.number()));
      }
    }
    if (kind == "list") content = std::move(list);
    if (kind == "hash") content = std::move(hash);
    if (kind == "set") content = std::move(set);
    if (kind == "zset") content = std::move(sorted);
  }
  if (!in.done() || type_name(content) != kind) return std::nullopt;
  return content;
}

bool is_empty(const Content& content) {
  if (const auto* list = std::get_if<List>(&content)) return list->empty();
  if (const auto* hash = std::get_if<Hash>(&content)) return hash->empty();
  if (const auto* set = std::get_if<Set>(&content)) return set->empty();
  if (const auto* sorted = std::get_if<SortedSet>(&content)) return sorted->size() == 0;
  return false;  // the empty string is a value
}

}  // namespace

bool SortedSet::put(std::string_view member, double score) {
  const auto found = scores_.find(member);
  if (found == scores_.end()) {
    scores_.emplace(member, score);
    order_.emplace(score, member);
    return true;
  }
  order_.erase({found->second, found->first});
  found->second = score;
  order_.emplace(score, member);
  return false;
}

bool SortedSet::remove(std::string_view member) {
  const auto found = scores_.find(member);
  if (found == scores_.end()) return false;
  order_.erase({found->second, found->first});
  scores_.erase(found);
  return true;
}

std::optional<double> SortedSet::score(std::string_view member) const {
  const auto found = scores_.find(member);
  if (found == scores_.end()) return std::nullopt;
  return found->second;
}

std::string_view type_name(const Content& content) {
  constexpr std::array<std::string_view, 5> kNames = {"string", "list", "hash", "set", "zset"};
  return kNames[content.index()];
}

base::Done Keyspace::load(database::Database& store) {
  TRY(
      store.execute("CREATE TABLE IF NOT EXISTS redis_key (db INTEGER, key BLOB, kind TEXT, "
                    "expires INTEGER, value BLOB, PRIMARY KEY (db, key)) WITHOUT ROWID"));
  *this = Keyspace();
  auto rows = TRY(store.prepare("SELECT db, key, kind, expires, value FROM redis_key"));
  while (TRY(rows.step())) {
    const auto db = rows.integer(0);
    auto content = unpack(rows.text(2), rows.text(4));
    if (db < 0 || db >= kDatabases || !content) continue;
    Value value{std::move(*content)};
    if (rows.integer(3) != 0) value.expires = rows.integer(3);
    value.stored = rows.text(1).size() + rows.text(4).size();
    used_ += value.stored;
    at(static_cast<int>(db)).insert_or_assign(std::string(rows.text(1)), std::move(value));
  }
  return {};
}

Value* Keyspace::find(int db, std::string_view key, std::int64_t now) {
  const auto found = at(db).find(key);
  if (found == at(db).end()) return nullptr;
  if (found->second.expires && *found->second.expires <= now) {
    erase(db, key);
    return nullptr;
  }
  return &found->second;
}

Value& Keyspace::put(int db, std::string_view key, Content content) {
  Keys& keys = at(db);
  auto found = keys.find(key);
  if (found == keys.end()) found = keys.emplace(key, Value{}).first;
  found->second.content = std::move(content);
  found->second.expires.reset();
  note(db, key);
  return found->second;
}

bool Keyspace::erase(int db, std::string_view key) {
  const auto found = at(db).find(key);
  if (found == at(db).end()) return false;
  used_ -= std::min(used_, found->second.stored);
  note(db, found->first);
  at(db).erase(found);
  return true;
}

void Keyspace::clear(int db) {
  while (!at(db).empty()) erase(db, std::string(at(db).begin()->first));
}

void Keyspace::touch(int db, std::string_view key) {
  const auto found = at(db).find(key);
  if (found != at(db).end() && is_empty(found->second.content))
    erase(db, std::string(key));
  else
    note(db, key);
}

void Keyspace::purge(std::int64_t now) {
  for (int db = 0; db < kDatabases; ++db) {
    std::vector<std::string> over;
    for (const auto& [key, value] : at(db))
      if (value.expires && *value.expires <= now) over.push_back(key);
    for (const std::string& key : over) erase(db, key);
  }
}

void Keyspace::swap(int a, int b) {
  for (const int db : {a, b})
    for (const auto& [key, value] : at(db)) {
      note(a, key);
      note(b, key);
    }
  at(a).swap(at(b));
}

std::uint64_t Keyspace::version(int db, std::string_view key) const {
  const auto found = watched_.find({db, std::string(key)});
  return found == watched_.end() ? 0 : found->second.version;
}

void Keyspace::watch(int db, std::string_view key) { ++watched_[{db, std::string(key)}].holders; }

void Keyspace::unwatch(int db, std::string_view key) {
  const auto found = watched_.find({db, std::string(key)});
  if (found != watched_.end() && --found->second.holders == 0) watched_.erase(found);
}

base::Done Keyspace::settle(database::Database& store) {
  unsettled_ = 0;
  if (dirty_.empty()) return {};
  TRY(store.execute("SAVEPOINT redis_settle"));
  auto put = TRY(store.prepare("INSERT OR REPLACE INTO redis_key VALUES (?, ?, ?, ?, ?)"));
  auto remove = TRY(store.prepare("DELETE FROM redis_key WHERE db = ? AND key = ?"));
  for (const auto& [db, key] : std::exchange(dirty_, {})) {
    const auto found = at(db).find(key);
    if (found == at(db).end()) {
      TRY(remove.bind(1, std::int64_t{db}).bind_blob(2, key).run());
      continue;
    }
    Value& value = found->second;
    const std::string bytes = pack(value.content);
    used_ -= std::min(used_, value.stored);
    value.stored = key.size() + bytes.size();
    used_ += value.stored;
    TRY(put.bind(1, std::int64_t{db})
            .bind_blob(2, key)
            .bind(3, type_name(value.content))
            .bind(4, value.expires.value_or(0))
            .bind_blob(5, bytes)
            .run());
  }
  return store.execute("RELEASE redis_settle");
}

void Keyspace::note(int db, std::string_view key) {
  ++changes_;
  Place place(db, key);
  const auto watched = watched_.find(place);
  if (watched != watched_.end()) ++watched->second.version;
  dirty_.insert(std::move(place));
}

}  // namespace services::redis
