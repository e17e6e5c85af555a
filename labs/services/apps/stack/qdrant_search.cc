#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "labs/formats/json.h"
#include "labs/services/apps/stack/qdrant_parts.h"
#include "labs/services/common/answers.h"

namespace services::qdrant {
namespace {

struct Asked {
  std::vector<float> vector;
  std::string space;
  const text::Node* filter = nullptr;
  const text::Node* with_payload = nullptr;
  const text::Node* with_vector = nullptr;
  const text::Node* threshold = nullptr;
  std::size_t limit = 10;
  std::size_t offset = 0;
  std::vector<std::string> without;  // points that are examples themselves
};

struct Scored {
  double score = 0;
  const Point* point = nullptr;
};

// Higher is nearer, but for distances in space.
double score_of(const std::vector<float>& a, const std::vector<float>& b, Distance distance) {
  double dot = 0, square = 0, absolute = 0, length_a = 0, length_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto x = static_cast<double>(a[i]);
    const auto y = static_cast<double>(b[i]);
    dot += x * y;
    square += (x - y) * (x - y);
    absolute += std::fabs(x - y);
    length_a += x * x;
    length_b += y * y;
  }
  switch (distance) {
    case Distance::Cosine:
      return length_a > 0 && length_b > 0 ? dot / std::sqrt(length_a * length_b) : 0;
    case Distance::Dot:
      return dot;
    case Distance::Euclid:
      return std::sqrt(square);
    case Distance::Manhattan:
      return absolute;
  }
  return 0;
}

bool ascending(Distance distance) {
  return distance == Distance::Euclid || distance == Distance::Manhattan;
}

std::string read_common(const text::Node& body, Asked& asked) {
  for (const auto& [key, field] : {std::pair{"limit", &asked.limit}, {"offset", &asked.offset}}) {
    const text::Node* written = body.find(key);
    if (written == nullptr || std::holds_alternative<std::monostate>(written->value)) continue;
    const std::int64_t value = integer_in(body, key, -1);
    if (value < (std::string_view(key) == "limit" ? 1 : 0))
      return fmt::format(
          "Validation error in JSON body: [{}: value {} invalid, must be {} or larger]", key, value,
          std::string_view(key) == "limit" ? 1 : 0);
    *field = std::min(static_cast<std::size_t>(value), kMostResults);
  }
  asked.filter = body.find("filter");
  asked.with_payload = body.find("with_payload");
  asked.with_vector = body.find("with_vector");
  asked.threshold = body.find("score_threshold");
  if (asked.threshold != nullptr && !is_number(*asked.threshold)) asked.threshold = nullptr;
  return {};
}

// A vector as it may be written: numbers, {name, vector}, {nearest: …}, or the id of a point.
base::Result<std::string> read_vector(Call& call, const Collection& collection,
                                      const text::Node& written, Asked& asked, int depth = 0) {
  if (depth > 3) return std::string("Wrong input: the query nests too deep");
  if (const auto* numbers = std::get_if<text::Array>(&written.value)) {
    asked.vector.clear();
    for (const text::Node& one : *numbers) {
      if (!is_number(one)) return std::string("Format error in JSON body: expected a number");
      asked.vector.push_back(static_cast<float>(number_of(one)));
    }
    return std::string();
  }
  if (written.is_table()) {
    if (const std::string_view name = string_in(written, "name"); !name.empty()) asked.space = name;
    for (const char* key : {"vector", "nearest"})
      if (const text::Node* inner = written.find(key))
        return read_vector(call, collection, *inner, asked, depth + 1);
    return std::string("Format error in JSON body: unknown kind of query");
  }
  const auto id = id_of(written);
  if (!id) return std::string("Format error in JSON body: unknown kind of query");
  asked.vector = TRY(vector_of(call.context, collection.name, *id, asked.space));
  if (asked.vector.empty()) return fmt::format("Not found: No point with id {} found", *id);
  asked.without.push_back(*id);
  return std::string();
}

http::Response wrong(const std::string& why) {
  return refused(why.starts_with("Not found")    ? 404
                 : why.starts_with("Validation") ? 422
                                                 : 400,
                 why);
}

// The points in order, as the response lists them.
base::Result<text::Node> nearest(Call& call, const Collection& collection, const Asked& asked,
                                 std::string& why) {
  const VectorSpace* space = collection.space(asked.space);
  text::Node out = list({});
  if (space == nullptr) {
    why = fmt::format("Wrong input: Not existing vector name error: {}", asked.space);
    return out;
  }
  if (asked.vector.size() != space->size) {
    why = fmt::format("Wrong input: Vector dimension error: expected dim: {}, got {}", space->size,
                      asked.vector.size());
    return out;
  }
  const std::vector<Point> points = TRY(all_points(call.context, collection.name));
  std::vector<Scored> found;
  for (const Point& point : points) {
    if (std::find(asked.without.begin(), asked.without.end(), point.id) != asked.without.end() ||
        !fits(asked.filter, point))
      continue;
    const std::vector<float> vector =
        TRY(vector_of(call.context, collection.name, point.id, space->name));
    if (vector.size() != space->size) continue;
    const double score = score_of(asked.vector, vector, space->distance);
    if (asked.threshold != nullptr &&
        (ascending(space->distance) ? score > number_of(*asked.threshold)
                                    : score < number_of(*asked.threshold)))
      continue;
    found.push_back({score, &point});
  }
  std::stable_sort(found.begin(), found.end(), [&](const Scored& a, const Scored& b) {
    return ascending(space->distance) ? a.score < b.score : a.score > b.score;
  });
  for (std::size_t i = asked.offset; i < found.size() && i < asked.offset + asked.limit; ++i) {
    text::Node one = TRY(
        shown(call.context, collection, *found[i].point, asked.with_payload, asked.with_vector));
    set(one, "version", 0);
    set(one, "score", found[i].score);
    append(out, std::move(one));
  }
  return out;
}

// In the order of ids: what a query without a vector, and a scroll, give.
base::Result<text::Node> in_order(Call& call, const Collection& collection, const Asked& asked) {
  text::Node out = list({});
  std::size_t place = 0;
  for (const Point& point : TRY(all_points(call.context, collection.name))) {
    if (!fits(asked.filter, point)) continue;
    if (place++ < asked.offset) continue;
    if (place > asked.offset + asked.limit) break;
    text::Node one =
        TRY(shown(call.context, collection, point, asked.with_payload, asked.with_vector));
    set(one, "version", 0);
    set(one, "score", 0.0);
    append(out, std::move(one));
  }
  return out;
}

base::Result<text::Node> search_one(Call& call, const Collection& collection,
                                    const text::Node& body, std::string& why) {
  Asked asked;
  why = read_common(body, asked);
  const text::Node* vector = body.find("vector");
  if (why.empty() && vector == nullptr) why = "Format error in JSON body: missing field `vector`";
  if (why.empty()) why = TRY(read_vector(call, collection, *vector, asked));
  return why.empty() ? TRY(nearest(call, collection, asked, why)) : list({});
}

base::Result<text::Node> query_one(Call& call, const Collection& collection, const text::Node& body,
                                   std::string& why) {
  Asked asked;
  asked.space = string_in(body, "using");
  why = read_common(body, asked);
  if (!why.empty()) return list({});
  const text::Node* written = body.find("query");
  if (written == nullptr || std::holds_alternative<std::monostate>(written->value))
    return object({{"points", TRY(in_order(call, collection, asked))}});
  why = TRY(read_vector(call, collection, *written, asked));
  if (!why.empty()) return list({});
  return object({{"points", TRY(nearest(call, collection, asked, why))}});
}

using One = base::Result<text::Node> (*)(Call&, const Collection&, const text::Node&, std::string&);

base::Result<http::Response> answer_one(Call& call, One one) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    std::string why;
    text::Node result = TRY(one(call, collection, body, why));
    return why.empty() ? done(std::move(result)) : wrong(why);
  });
}

base::Result<http::Response> answer_batch(Call& call, One one) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    text::Node results = list({});
    std::string why;
    for (const text::Node& search : array_in(body, "searches")) {
      append(results, TRY(one(call, collection, search, why)));
      if (!why.empty()) return wrong(why);
    }
    return done(std::move(results));
  });
}

}  // namespace

base::Result<http::Response> search(Call& call) { return answer_one(call, search_one); }
base::Result<http::Response> search_batch(Call& call) { return answer_batch(call, search_one); }
base::Result<http::Response> query(Call& call) { return answer_one(call, query_one); }
base::Result<http::Response> query_batch(Call& call) { return answer_batch(call, query_one); }

// The mean of what is liked, moved away from the mean of what is not.
base::Result<http::Response> recommend(Call& call) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    Asked asked;
    asked.space = string_in(body, "using");
    std::string why = read_common(body, asked);
    const VectorSpace* space = collection.space(asked.space);
    std::vector<double> sum(space != nullptr ? space->size : 0, 0.0);
    for (const auto& [key, weight] : {std::pair{"positive", 2.0}, {"negative", -1.0}}) {
      const text::Array& examples = array_in(body, key);
      for (const text::Node& example : examples) {
        if (why.empty()) why = TRY(read_vector(call, collection, example, asked));
        if (!why.empty() || asked.vector.size() != sum.size()) break;
        for (std::size_t i = 0; i < sum.size(); ++i)
          sum[i] +=
              weight * static_cast<double>(asked.vector[i]) / static_cast<double>(examples.size());
      }
    }
    if (why.empty() && array_in(body, "positive").empty())
      why = "Wrong input: At least one positive vector ID required";
    if (!why.empty()) return wrong(why);
    asked.vector.assign(sum.begin(), sum.end());
    text::Node result = TRY(nearest(call, collection, asked, why));
    return why.empty() ? done(std::move(result)) : wrong(why);
  });
}

base::Result<http::Response> scroll(Call& call) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    Asked asked;
    text::Node numbers = object({});
    if (const text::Node* limit = body.find("limit")) set(numbers, "limit", *limit);
    if (const std::string why = read_common(numbers, asked); !why.empty()) return wrong(why);
    const text::Node* offset = body.find("offset");
    const auto from = offset != nullptr ? id_of(*offset) : std::nullopt;
    const text::Node everything = formats::node_of(true);
    const text::Node* payload = body.find("with_payload");
    text::Node points = list({});
    text::Node next;
    std::size_t count = 0;
    for (const Point& point : TRY(all_points(call.context, collection.name))) {
      if (from && std::pair(point.id.size(), point.id) < std::pair(from->size(), *from)) continue;
      if (!fits(body.find("filter"), point)) continue;
      if (count++ == asked.limit) {
        next = id_node(point.id);
        break;
      }
      append(points,
             TRY(shown(call.context, collection, point, payload != nullptr ? payload : &everything,
                       body.find("with_vector"))));
    }
    return done(object({{"points", points}, {"next_page_offset", next}}));
  });
}

base::Result<http::Response> count(Call& call) {
  return with_body(call, [&](const Collection& collection, const text::Node& body) -> Answer {
    std::int64_t number = 0;
    for (const Point& point : TRY(all_points(call.context, collection.name)))
      number += fits(body.find("filter"), point) ? 1 : 0;
    return done(object({{"count", number}}));
  });
}

}  // namespace services::qdrant
