#include "labs/services/supabase/storage_store.h"

#include <fmt/format.h>

#include "labs/services/common/marks.h"

namespace services {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ",") + word;
  return out;
}

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> out;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(','), words.size());
    out.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out;
}

Bucket bucket_of(const database::Statement& row) {
  return {std::string(row.text(0)), row.integer(1) != 0,      row.integer(2),
          split(row.text(3)),       std::string(row.text(4)), std::string(row.text(5))};
}

constexpr std::string_view kBuckets =
    "SELECT id, public, size_limit, mime_types, created, updated FROM storage_buckets";

}  // namespace

base::Done StorageStore::make() {
  TRY(context_.store.execute(
      "CREATE TABLE IF NOT EXISTS storage_buckets(id TEXT PRIMARY KEY, public INTEGER, size_limit "
      "INTEGER, mime_types TEXT, created TEXT, updated TEXT);"
      "CREATE TABLE IF NOT EXISTS storage_objects(bucket TEXT, name TEXT, id TEXT, owner TEXT, "
      "type TEXT, cache TEXT, etag TEXT, size INTEGER, created INTEGER, updated INTEGER, bytes "
      "BLOB, PRIMARY KEY(bucket, name));"));
  if (!TRY(buckets()).empty()) return {};
  const std::string now = iso_time(context_.now);
  TRY(put(Bucket{"avatars", true, 0, {}, now, now}));
  return put(Bucket{"documents", false, 0, {}, now, now});
}

base::Result<std::optional<Bucket>> StorageStore::bucket(std::string_view id) const {
  auto statement = TRY(context_.store.prepare(fmt::format("{} WHERE id = ?", kBuckets)));
  if (!TRY(statement.bind(1, id).step())) return std::nullopt;
  return bucket_of(statement);
}

base::Result<std::vector<Bucket>> StorageStore::buckets() const {
  auto statement = TRY(context_.store.prepare(fmt::format("{} ORDER BY id", kBuckets)));
  std::vector<Bucket> out;
  while (TRY(statement.step())) out.push_back(bucket_of(statement));
  return out;
}

base::Done StorageStore::put(const Bucket& bucket) {
  auto statement = TRY(context_.store.prepare(
      "INSERT OR REPLACE INTO storage_buckets(id, public, size_limit, mime_types, created, "
      "updated) VALUES(?, ?, ?, ?, ?, ?)"));
  const std::string types = joined(bucket.mime_types);
  return statement.bind(1, std::string_view(bucket.id))
      .bind(2, std::int64_t{bucket.is_public ? 1 : 0})
      .bind(3, bucket.size_limit)
      .bind(4, std::string_view(types))
      .bind(5, std::string_view(bucket.created))
      .bind(6, std::string_view(bucket.updated))
      .run();
}

base::Done StorageStore::erase(std::string_view bucket) {
  auto statement = TRY(context_.store.prepare("DELETE FROM storage_buckets WHERE id = ?"));
  return statement.bind(1, bucket).run();
}

base::Result<std::int64_t> StorageStore::count(std::string_view bucket) const {
  auto statement =
      TRY(context_.store.prepare("SELECT count(*) FROM storage_objects WHERE bucket = ?"));
  TRY(statement.bind(1, bucket).step());
  return statement.integer(0);
}

base::Result<std::vector<StoredObject>> StorageStore::read(std::string_view condition,
                                                           std::string_view first,
                                                           std::string_view second) const {
  auto statement = TRY(context_.store.prepare(
      fmt::format("SELECT bucket, name, id, owner, type, cache, etag, size, created, updated FROM "
                  "storage_objects WHERE bucket = ? AND {} ORDER BY name LIMIT 10000",
                  condition)));
  statement.bind(1, first).bind(2, second);
  std::vector<StoredObject> out;
  while (TRY(statement.step()))
    out.push_back({std::string(statement.text(0)), std::string(statement.text(1)),
                   std::string(statement.text(2)), std::string(statement.text(3)),
                   std::string(statement.text(4)), std::string(statement.text(5)),
                   std::string(statement.text(6)), statement.integer(7), statement.integer(8),
                   statement.integer(9)});
  return out;
}

base::Result<std::optional<StoredObject>> StorageStore::object(std::string_view bucket,
                                                               std::string_view name) const {
  auto found = TRY(read("name = ?", bucket, name));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

base::Result<std::string> StorageStore::bytes(const StoredObject& object) const {
  auto statement = TRY(
      context_.store.prepare("SELECT bytes FROM storage_objects WHERE bucket = ? AND name = ?"));
  statement.bind(1, std::string_view(object.bucket)).bind(2, std::string_view(object.name));
  TRY(statement.step());
  return std::string(statement.text(0));
}

base::Result<std::vector<StoredObject>> StorageStore::objects(std::string_view bucket,
                                                              std::string_view prefix) const {
  return read("substr(name, 1, length(?2)) = ?2", bucket, prefix);
}

base::Done StorageStore::put(const StoredObject& object, std::string_view bytes) {
  auto statement = TRY(context_.store.prepare(
      "INSERT OR REPLACE INTO storage_objects(bucket, name, id, owner, type, cache, etag, size, "
      "created, updated, bytes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  return statement.bind(1, std::string_view(object.bucket))
      .bind(2, std::string_view(object.name))
      .bind(3, std::string_view(object.id))
      .bind(4, std::string_view(object.owner))
      .bind(5, std::string_view(object.type))
      .bind(6, std::string_view(object.cache))
      .bind(7, std::string_view(object.etag))
      .bind(8, object.size)
      .bind(9, object.created)
      .bind(10, object.updated)
      .bind_blob(11, bytes)
      .run();
}

base::Done StorageStore::rename(const StoredObject& object, std::string_view bucket,
                                std::string_view name) {
  auto statement = TRY(context_.store.prepare(
      "UPDATE storage_objects SET bucket = ?, name = ?, updated = ? WHERE bucket = ? AND name = "
      "?"));
  return statement.bind(1, bucket)
      .bind(2, name)
      .bind(3, context_.now)
      .bind(4, std::string_view(object.bucket))
      .bind(5, std::string_view(object.name))
      .run();
}

base::Done StorageStore::erase(const StoredObject& object) {
  auto statement =
      TRY(context_.store.prepare("DELETE FROM storage_objects WHERE bucket = ? AND name = ?"));
  return statement.bind(1, std::string_view(object.bucket))
      .bind(2, std::string_view(object.name))
      .run();
}

base::Done StorageStore::empty(std::string_view bucket) {
  auto statement = TRY(context_.store.prepare("DELETE FROM storage_objects WHERE bucket = ?"));
  return statement.bind(1, bucket).run();
}

}  // namespace services
