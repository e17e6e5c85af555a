// What Storage keeps: buckets and objects with their bytes, in SQLite. Internal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/services/service.h"

namespace services {

struct Bucket {
  std::string id;
  bool is_public = false;
  std::int64_t size_limit = 0;          // 0: none
  std::vector<std::string> mime_types;  // empty: any
  std::string created;
  std::string updated;
};

struct StoredObject {
  std::string bucket;
  std::string name;
  std::string id;
  std::string owner;
  std::string type;
  std::string cache;  // "max-age=3600"
  std::string etag;   // with its quotes
  std::int64_t size = 0;
  std::int64_t created = 0;  // Unix seconds
  std::int64_t updated = 0;
};

class StorageStore {
 public:
  explicit StorageStore(Context& context) : context_(context) {}

  base::Done make();
  base::Result<std::optional<Bucket>> bucket(std::string_view id) const;
  base::Result<std::vector<Bucket>> buckets() const;
  base::Done put(const Bucket& bucket);
  base::Done erase(std::string_view bucket);
  base::Result<std::int64_t> count(std::string_view bucket) const;

  base::Result<std::optional<StoredObject>> object(std::string_view bucket,
                                                   std::string_view name) const;
  base::Result<std::string> bytes(const StoredObject& object) const;
  // In the order of their names.
  base::Result<std::vector<StoredObject>> objects(std::string_view bucket,
                                                  std::string_view prefix) const;
  base::Done put(const StoredObject& object, std::string_view bytes);
  base::Done rename(const StoredObject& object, std::string_view bucket, std::string_view name);
  base::Done erase(const StoredObject& object);
  base::Done empty(std::string_view bucket);

 private:
  base::Result<std::vector<StoredObject>> read(std::string_view condition, std::string_view first,
                                               std::string_view second) const;
  Context& context_;
};

}  // namespace services
