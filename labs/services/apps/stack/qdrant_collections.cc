#include <fmt/format.h>

#include <algorithm>

#include "labs/formats/json.h"
#include "labs/services/apps/stack/qdrant_parts.h"
#include "labs/services/common/answers.h"

namespace services::qdrant {
namespace {

constexpr const char* kShelf = "qdrant_collections";

bool read_space(std::string_view name, const text::Node& params, VectorSpace& space,
                std::string& problem) {
  const std::int64_t size = integer_in(params, "size");
  if (size < 1 || size > static_cast<std::int64_t>(kMostDimensions)) {
    problem = fmt::format(
        "Validation error in JSON body: [vectors.size: value {} invalid, must be from 1 to {}]",
        size, kMostDimensions);
    return false;
  }
  constexpr std::pair<std::string_view, Distance> kDistances[] = {
      {"Cosine", Distance::Cosine},
      {"Dot", Distance::Dot},
      {"Euclid", Distance::Euclid},
      {"Manhattan", Distance::Manhattan}};
  for (const auto& [word, distance] : kDistances) {
    if (string_in(params, "distance") != word) continue;
    space = {std::string(name), static_cast<std::size_t>(size), distance};
    return true;
  }
  problem =
      "Format error in JSON body: data did not match any variant of untagged enum "
      "VectorsConfig";
  return false;
}

// "vectors": one space without a name, or several with names.
bool read_spaces(const text::Node& vectors, std::vector<VectorSpace>& out, std::string& problem) {
  if (vectors.find("size") != nullptr) {
    out.emplace_back();
    return read_space("", vectors, out.back(), problem);
  }
  const auto* table = std::get_if<text::Table>(&vectors.value);
  if (table == nullptr) return true;
  for (const text::Member& member : *table) {
    out.emplace_back();
    if (!read_space(member.key, member.value, out.back(), problem)) return false;
  }
  return true;
}

Collection collection_of(std::string_view name, const text::Node& stored) {
  Collection out;
  out.name = name;
  const text::Node* vectors = stored.find("vectors");
  out.config = vectors != nullptr ? *vectors : object({});
  std::string ignored;  // it was read once before it was stored
  read_spaces(out.config, out.spaces, ignored);
  return out;
}

base::Result<std::int64_t> points_in(Context& context, std::string_view collection) {
  auto statement =
      TRY(context.store.prepare("SELECT count(*) FROM qdrant_points WHERE collection = ?"));
  TRY(statement.bind(1, collection).step());
  return statement.integer(0);
}

base::Done erase_points(Context& context, std::string_view collection) {
  for (const char* sql : {"DELETE FROM qdrant_points WHERE collection = ?",
                          "DELETE FROM qdrant_vectors WHERE collection = ?"}) {
    auto statement = TRY(context.store.prepare(sql));
    TRY(statement.bind(1, collection).run());
  }
  return {};
}

bool good_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 &&
         name.find_first_of("/\\<>:\"|?*") == std::string_view::npos;
}

}  // namespace

const VectorSpace* Collection::space(std::string_view wanted) const {
  for (const VectorSpace& one : spaces)
    if (one.name == wanted) return &one;
  return nullptr;
}

base::Done prepare(Context& context) {
  TRY(Shelf(context.store, kShelf).make());
  return context.store.execute(
      "CREATE TABLE IF NOT EXISTS qdrant_points(collection TEXT NOT NULL, id TEXT NOT NULL, "
      "payload "
      "TEXT NOT NULL, PRIMARY KEY(collection, id));"
      "CREATE TABLE IF NOT EXISTS qdrant_vectors(collection TEXT NOT NULL, point TEXT NOT NULL, "
      "name "
      "TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY(collection, point, name));");
}

base::Result<std::optional<Collection>> find_collection(Call& call) {
  const std::string_view name = call.parameter("collection");
  const auto stored = TRY(Shelf(call.context.store, kShelf).get(name));
  if (!stored) return std::nullopt;
  return collection_of(name, *stored);
}

base::Result<http::Response> list_collections(Call& call) {
  text::Node names = list({});
  for (const text::Node& one : TRY(Shelf(call.context.store, kShelf).all()))
    append(names, object({{"name", string_in(one, "name")}}));
  return done(object({{"collections", names}}));
}

base::Result<http::Response> create_collection(Call& call) {
  http::Response problem;
  const auto body = read_body(call, problem);
  if (!body) return problem;
  const std::string_view name = call.parameter("collection");
  if (!good_name(name)) return refused(422, "Validation error in path parameters: [name: invalid]");
  Shelf shelf(call.context.store, kShelf);
  if (TRY(shelf.get(name)))
    return refused(409, fmt::format("Wrong input: Collection `{}` already exists!", name));
  const text::Node* vectors = body->find("vectors");
  std::vector<VectorSpace> spaces;
  std::string why;
  if (vectors != nullptr && !read_spaces(*vectors, spaces, why))
    return refused(why.starts_with("Validation") ? 422 : 400, why);
  TRY(shelf.put(name,
                object({{"name", name}, {"vectors", vectors != nullptr ? *vectors : object({})}})));
  return done(formats::node_of(true));
}

base::Result<http::Response> read_collection(Call& call) {
  const auto collection = TRY(find_collection(call));
  if (!collection) return no_collection(call.parameter("collection"));
  const std::int64_t points = TRY(points_in(call.context, collection->name));
  return done(
      object({{"status", "green"},
              {"optimizer_status", "ok"},
              {"indexed_vectors_count", 0},
              {"points_count", points},
              {"segments_count", 1},
              {"config",
               object({{"params", object({{"vectors", collection->config},
                                          {"shard_number", 1},
                                          {"replication_factor", 1},
                                          {"write_consistency_factor", 1},
                                          {"on_disk_payload", true}})},
                       {"hnsw_config", object({{"m", 16},
                                               {"ef_construct", 100},
                                               {"full_scan_threshold", 10000},
                                               {"max_indexing_threads", 0},
                                               {"on_disk", false}})},
                       {"optimizer_config", object({{"deleted_threshold", 0.2},
                                                    {"vacuum_min_vector_number", 1000},
                                                    {"default_segment_number", 0},
                                                    {"indexing_threshold", 20000},
                                                    {"flush_interval_sec", 5}})},
                       {"wal_config", object({{"wal_capacity_mb", 32}, {"wal_segments_ahead", 0}})},
                       {"quantization_config", nullptr}})},
              {"payload_schema", object({})}}));
}

base::Result<http::Response> change_collection(Call& call) {
  if (!TRY(find_collection(call))) return no_collection(call.parameter("collection"));
  return done(formats::node_of(true));
}

base::Result<http::Response> delete_collection(Call& call) {
  const std::string_view name = call.parameter("collection");
  const bool was = TRY(Shelf(call.context.store, kShelf).erase(name));
  if (was) TRY(erase_points(call.context, name));
  return done(formats::node_of(was));
}

base::Result<http::Response> collection_exists(Call& call) {
  const bool is = TRY(find_collection(call)).has_value();
  return done(object({{"exists", is}}));
}

}  // namespace services::qdrant
