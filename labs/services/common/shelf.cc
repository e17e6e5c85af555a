#include "labs/services/common/shelf.h"

#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"

namespace services {

base::Done Shelf::make() {
  return store_.execute(fmt::format(
      "CREATE TABLE IF NOT EXISTS {}(place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT "
      "NOT NULL)",
      name_));
}

base::Done Shelf::put(std::string_view id, const text::Node& body) {
  auto known = TRY(store_.prepare(fmt::format("SELECT 1 FROM {} WHERE id = ?", name_)));
  if (!TRY(known.bind(1, id).step()) && TRY(count()) >= kMostDocuments)
    return base::fail(
        base::ErrorKind::System,
        base::message("'{}' is full: it holds {} documents",
                      "« {} » est plein : {} documents y sont rangés", name_, kMostDocuments));
  const std::string json = formats::to_json(body);
  auto statement = TRY(store_.prepare(fmt::format(
      "INSERT INTO {}(id, body) VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET body = excluded.body",
      name_)));
  return statement.bind(1, id).bind(2, std::string_view(json)).run();
}

base::Result<std::optional<text::Node>> Shelf::get(std::string_view id) const {
  auto statement = TRY(store_.prepare(fmt::format("SELECT body FROM {} WHERE id = ?", name_)));
  if (!TRY(statement.bind(1, id).step())) return std::nullopt;
  return TRY(formats::parse_json(statement.text(0)));
}

base::Result<std::vector<text::Node>> Shelf::all(Order order, std::size_t limit,
                                                 std::size_t offset) const {
  auto statement =
      TRY(store_.prepare(fmt::format("SELECT body FROM {} ORDER BY place {} LIMIT ? OFFSET ?",
                                     name_, order == Order::NewestFirst ? "DESC" : "ASC")));
  statement.bind(1, static_cast<std::int64_t>(limit)).bind(2, static_cast<std::int64_t>(offset));
  std::vector<text::Node> out;
  while (TRY(statement.step())) out.push_back(TRY(formats::parse_json(statement.text(0))));
  return out;
}

base::Result<std::optional<text::Node>> Shelf::find(std::string_view key,
                                                    std::string_view value) const {
  const std::string path = "$." + std::string(key);
  auto statement = TRY(store_.prepare(fmt::format(
      "SELECT body FROM {} WHERE json_extract(body, ?) = ? ORDER BY place LIMIT 1", name_)));
  if (!TRY(statement.bind(1, std::string_view(path)).bind(2, value).step())) return std::nullopt;
  return TRY(formats::parse_json(statement.text(0)));
}

base::Result<bool> Shelf::erase(std::string_view id) {
  auto known = TRY(store_.prepare(fmt::format("SELECT 1 FROM {} WHERE id = ?", name_)));
  if (!TRY(known.bind(1, id).step())) return false;
  known.reset();
  auto statement = TRY(store_.prepare(fmt::format("DELETE FROM {} WHERE id = ?", name_)));
  TRY(statement.bind(1, id).run());
  return true;
}

base::Done Shelf::clear() { return store_.execute(fmt::format("DELETE FROM {}", name_)); }

base::Result<std::int64_t> Shelf::count() const {
  auto statement = TRY(store_.prepare(fmt::format("SELECT count(*) FROM {}", name_)));
  TRY(statement.step());
  return statement.integer(0);
}

base::Result<bool> every_nth(database::Database& store, std::string_view name, std::int64_t each) {
  Shelf counts(store, "service_counts");
  TRY(counts.make());
  const auto before = TRY(counts.get(name));
  const std::int64_t now = (before ? integer_in(*before, "count") : 0) + 1;
  TRY(counts.put(name, object({{"count", now}})));
  return now % each == 0;
}

}  // namespace services
