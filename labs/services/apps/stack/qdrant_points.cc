#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "labs/formats/json.h"
#include "labs/services/apps/stack/qdrant_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"

namespace services::qdrant {
namespace {

constexpr std::size_t kMostAtOnce = 10'000;

struct NamedVector {
  std::string name;
  std::vector<float> values;
};

// Numbers into floats; false when something else is among them.
bool read_numbers(const text::Node& written, std::vector<float>& out) {
  const auto* array = std::get_if<text::Array>(&written.value);
  if (array == nullptr) return false;
  for (const text::Node& one : *array) {
    if (!is_number(one)) return false;
    out.push_back(static_cast<float>(number_of(one)));
  }
  return true;
}

void normalise(std::vector<float>& values) {
  double length = 0;
  for (const float x : values) length += static_cast<double>(x) * static_cast<double>(x);
  if (length <= 0) return;
  const double scale = 1 / std::sqrt(length);
  for (float& x : values) x = static_cast<float>(static_cast<double>(x) * scale);
}

// What is wrong with a point's vectors, or "".
std::string read_vectors(const Collection& collection, const text::Node& written,
                         std::vector<NamedVector>& out) {
  std::vector<std::pair<std::string, const text::Node*>> named;
  if (const auto* table = std::get_if<text::Table>(&written.value)) {
    for (const text::Member& member : *table) named.emplace_back(member.key, &member.value);
  } else {
    named.emplace_back("", &written);
  }
  for (const auto& [name, node] : named) {
    const VectorSpace* space = collection.space(name);
    if (space == nullptr)
      return fmt::format("Wrong input: Not existing vector name error: {}", name);
    NamedVector vector{name, {}};
    if (!read_numbers(*node, vector.values))
      return "Format error in JSON body: data did not match any variant of untagged enum "
             "VectorStruct";
    if (vector.values.size() != space->size)
      return fmt::format("Wrong input: Vector dimension error: expected dim: {}, got {}",
                         space->size, vector.values.size());
    if (space->distance == Distance::Cosine) normalise(vector.values);
    out.push_back(std::move(vector));
  }
  return {};
}

struct NewPoint {
  std::string id;
  std::string payload;
  std::vector<NamedVector> vectors;
};

// {"points": [{id, vector, payload}]} or {"batch": {ids, vectors, payloads}}.
std::string read_points(const Collection& collection, const text::Node& body,
                        std::vector<NewPoint>& out) {
  const auto add = [&](const text::Node* id, const text::Node* vector,
                       const text::Node* payload) -> std::string {
    const auto written = id != nullptr ? id_of(*id) : std::nullopt;
    if (!written)
      return "Format error in JSON body: value is not a valid point ID, valid values are either an "
             "unsigned integer or a UUID";
    NewPoint point{*written, "{}", {}};
    if (payload != nullptr && payload->is_table()) point.payload = formats::to_json(*payload);
    if (vector != nullptr)
      if (std::string why = read_vectors(collection, *vector, point.vectors); !why.empty())
        return why;
    out.push_back(std::move(point));
    return {};
  };
  if (const text::Node* batch = body.find("batch")) {
    const text::Array& ids = array_in(*batch, "ids");
    const text::Array& payloads = array_in(*batch, "payloads");
    const text::Node* vectors = batch->find("vectors");
    for (std::size_t i = 0; i < ids.size() && i < kMostAtOnce; ++i) {
      text::Node vector;
      if (vectors != nullptr && vectors->is_array() &&
          i < std::get<text::Array>(vectors->value).size())
        vector = std::get<text::Array>(vectors->value)[i];
      if (vectors != nullptr && vectors->is_table())
        for (const text::Member& member : std::get<text::Table>(vectors->value))
          if (const auto* several = std::get_if<text::Array>(&member.value.value))
            if (i < several->size()) set(vector, member.key, (*several)[i]);
      const bool some = !std::holds_alternative<std::monostate>(vector.value);
      if (std::string why =
              add(&ids[i], some ? &vector : nullptr, i < payloads.size() ? &payloads[i] : nullptr);
          !why.empty())
        return why;
    }
    return {};
  }
  const text::Node* points = body.find("points");
  if (points == nullptr || !points->is_array())
    return "Format error in JSON body: data did not match any variant of untagged enum "
           "PointInsertOperations";
  for (const text::Node& point : array_in(body, "points"))
    if (std::string why = add(point.find("id"), point.find("vector"), point.find("payload"));
        !why.empty())
      return why;
  return {};
}

http::Response completed() { return done(object({{"operation_id", 0}, {"status", "completed"}})); }

base::Done store_points(Context& context, const std::string& collection,
                        const std::vector<NewPoint>& points) {
  TRY(context.store.execute("SAVEPOINT qdrant"));
  auto point = TRY(context.store.prepare(
      "INSERT INTO qdrant_points VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET payload = "
      "excluded.payload"));
  auto forget =
      TRY(context.store.prepare("DELETE FROM qdrant_vectors WHERE collection = ? AND point = ?"));
  auto vector = TRY(context.store.prepare("INSERT INTO qdrant_vectors VALUES(?, ?, ?, ?)"));
  for (const NewPoint& one : points) {
    TRY(point.bind(1, std::string_view(collection))
            .bind(2, std::string_view(one.id))
            .bind(3, std::string_view(one.payload))
            .run());
    TRY(forget.bind(1, std::string_view(collection)).bind(2, std::string_view(one.id)).run());
    for (const NamedVector& named : one.vectors)
      TRY(vector.bind(1, std::string_view(collection))
              .bind(2, std::string_view(one.id))
              .bind(3, std::string_view(named.name))
              .bind_blob(4, {reinterpret_cast<const char*>(named.values.data()),
                             named.values.size() * sizeof(float)})
              .run());
  }
  return context.store.execute("RELEASE qdrant");
}

// {"points": [ids]} or {"filter": …}.
base::Result<std::vector<Point>> chosen(Context& context, std::string_view collection,
                                        const text::Node& body) {
  std::vector<Point> out;
  std::vector<std::string> ids;
  for (const text::Node& id : array_in(body, "points"))
    if (const auto written = id_of(id)) ids.push_back(*written);
  std::sort(ids.begin(), ids.end());
  const text::Node* filter = body.find("filter");
  for (Point& point : TRY(all_points(context, collection))) {
    const bool named = std::binary_search(ids.begin(), ids.end(), point.id);
    if (named || (filter != nullptr && filter->is_table() && fits(filter, point)))
      out.push_back(std::move(point));
  }
  return out;
}

base::Done store_payload(Context& context, std::string_view collection, const Point& point) {
  const std::string payload = formats::to_json(point.payload);
  auto statement = TRY(context.store.prepare(
      "UPDATE qdrant_points SET payload = ? WHERE collection = ? AND id = ?"));
  return statement.bind(1, std::string_view(payload))
      .bind(2, collection)
      .bind(3, std::string_view(point.id))
      .run();
}

enum class PayloadChange { Merge, Replace, RemoveKeys, Clear };

base::Result<http::Response> change_payload(Call& call, PayloadChange change) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    const text::Node* given = body.find("payload");
    for (Point& point : TRY(chosen(call.context, collection.name, body))) {
      if (change == PayloadChange::Clear || change == PayloadChange::Replace)
        point.payload = object({});
      if (given != nullptr && (change == PayloadChange::Merge || change == PayloadChange::Replace))
        merge(point.payload, *given);
      if (change == PayloadChange::RemoveKeys)
        for (const text::Node& key : array_in(body, "keys"))
          if (auto* table = std::get_if<text::Table>(&point.payload.value))
            std::erase_if(*table, [&](const text::Member& member) {
              return member.key == formats::plain(key);
            });
      TRY(store_payload(call.context, collection.name, point));
    }
    return completed();
  });
}

bool wanted(const text::Node* choice, bool otherwise) {
  if (choice == nullptr) return otherwise;
  if (const auto* flag = std::get_if<bool>(&choice->value)) return *flag;
  return choice->is_array() || choice->is_table();
}

text::Node selected_payload(const text::Node& payload, const text::Node* choice) {
  const text::Node* include =
      choice != nullptr && choice->is_table() ? choice->find("include") : choice;
  const text::Node* exclude =
      choice != nullptr && choice->is_table() ? choice->find("exclude") : nullptr;
  const auto names = [](const text::Node* node, std::string_view key) {
    const auto* array = node != nullptr ? std::get_if<text::Array>(&node->value) : nullptr;
    return array != nullptr &&
           std::any_of(array->begin(), array->end(),
                       [&](const text::Node& one) { return formats::plain(one) == key; });
  };
  const auto* table = std::get_if<text::Table>(&payload.value);
  if (table == nullptr) return payload;
  text::Node out = object({});
  for (const text::Member& member : *table) {
    if (include != nullptr && include->is_array() && !names(include, member.key)) continue;
    if (names(exclude, member.key)) continue;
    set(out, member.key, member.value);
  }
  return out;
}

}  // namespace

std::optional<std::string> id_of(const text::Node& written) {
  if (const auto* number = std::get_if<std::int64_t>(&written.value))
    return *number >= 0 ? std::optional(std::to_string(*number)) : std::nullopt;
  const auto* text = std::get_if<std::string>(&written.value);
  if (text == nullptr || !is_uuid(*text)) return std::nullopt;
  return formats::quote_json(*text);
}

text::Node id_node(std::string_view id) {
  auto parsed = formats::parse_json(id);
  return parsed ? std::move(*parsed) : text::Node();
}

base::Result<std::vector<Point>> all_points(Context& context, std::string_view collection) {
  auto statement = TRY(context.store.prepare(
      "SELECT id, payload FROM qdrant_points WHERE collection = ? ORDER BY length(id), id"));
  statement.bind(1, collection);
  std::vector<Point> out;
  while (TRY(statement.step()))
    out.push_back({std::string(statement.text(0)), TRY(formats::parse_json(statement.text(1)))});
  return out;
}

base::Result<std::vector<float>> vector_of(Context& context, std::string_view collection,
                                           std::string_view point, std::string_view name) {
  auto statement = TRY(context.store.prepare(
      "SELECT data FROM qdrant_vectors WHERE collection = ? AND point = ? AND name = ?"));
  statement.bind(1, collection).bind(2, point).bind(3, name);
  std::vector<float> out;
  if (TRY(statement.step())) {
    const std::string_view bytes = statement.text(0);
    out.resize(bytes.size() / sizeof(float));
    std::memcpy(out.data(), bytes.data(), out.size() * sizeof(float));
  }
  return out;
}

base::Result<text::Node> shown(Context& context, const Collection& collection, const Point& point,
                               const text::Node* with_payload, const text::Node* with_vector) {
  text::Node out = object({{"id", id_node(point.id)}});
  if (wanted(with_payload, false))
    set(out, "payload", selected_payload(point.payload, with_payload));
  if (wanted(with_vector, false)) {
    text::Node vectors = object({});
    for (const VectorSpace& space : collection.spaces) {
      text::Array numbers;
      for (const float x : TRY(vector_of(context, collection.name, point.id, space.name)))
        numbers.push_back(formats::node(static_cast<double>(x)));
      if (numbers.empty()) continue;
      if (space.name.empty())
        vectors = formats::node(std::move(numbers));
      else
        set(vectors, space.name, formats::node(std::move(numbers)));
    }
    set(out, "vector", std::move(vectors));
  }
  return out;
}

base::Result<http::Response> upsert(Call& call) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    std::vector<NewPoint> points;
    if (const std::string why = read_points(collection, body, points); !why.empty())
      return refused(400, why);
    auto counted = TRY(call.context.store.prepare("SELECT count(*) FROM qdrant_points"));
    TRY(counted.step());
    if (counted.integer(0) + static_cast<std::int64_t>(points.size()) > kMostPoints)
      return refused(507, fmt::format("this reference keeps at most {} points", kMostPoints));
    counted.reset();
    TRY(store_points(call.context, collection.name, points));
    return completed();
  });
}

base::Result<http::Response> retrieve(Call& call) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    const text::Node ids = object({{"points", formats::node(text::Array(array_in(body, "ids")))}});
    const text::Node everything = formats::node_of(true);
    const text::Node* payload = body.find("with_payload");
    text::Node out = list({});
    for (const Point& point : TRY(chosen(call.context, collection.name, ids)))
      append(out, TRY(shown(call.context, collection, point,
                            payload != nullptr ? payload : &everything, body.find("with_vector"))));
    return done(std::move(out));
  });
}

base::Result<http::Response> read_point(Call& call) {
  const auto collection = TRY(find_collection(call));
  if (!collection) return no_collection(call.parameter("collection"));
  const std::string_view written = call.parameter("id");
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(written.data(), written.data() + written.size(), number);
  const bool numeric = parsed.ec == std::errc() && parsed.ptr == written.data() + written.size();
  if (!numeric && !is_uuid(written)) return refused(400, "Wrong input: Unable to parse point id");
  const std::string id = numeric ? std::to_string(number) : formats::quote_json(written);
  const text::Node everything = formats::node_of(true);
  for (const Point& point : TRY(all_points(call.context, collection->name)))
    if (point.id == id)
      return done(TRY(shown(call.context, *collection, point, &everything, &everything)));
  return refused(404, fmt::format("Not found: Point with id {} does not exists!", written));
}

base::Result<http::Response> delete_points(Call& call) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    for (const Point& point : TRY(chosen(call.context, collection.name, body))) {
      for (const char* sql : {"DELETE FROM qdrant_points WHERE collection = ? AND id = ?",
                              "DELETE FROM qdrant_vectors WHERE collection = ? AND point = ?"}) {
        auto statement = TRY(call.context.store.prepare(sql));
        TRY(statement.bind(1, std::string_view(collection.name))
                .bind(2, std::string_view(point.id))
                .run());
      }
    }
    return completed();
  });
}

base::Result<http::Response> set_payload(Call& call) {
  return change_payload(
      call, call.request.method == "PUT" ? PayloadChange::Replace : PayloadChange::Merge);
}

base::Result<http::Response> delete_payload(Call& call) {
  return change_payload(call, PayloadChange::RemoveKeys);
}

base::Result<http::Response> clear_payload(Call& call) {
  return change_payload(call, PayloadChange::Clear);
}

}  // namespace services::qdrant
