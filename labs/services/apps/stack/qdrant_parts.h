// The parts of Qdrant, private to this folder.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/services/common/routes.h"
#include "labs/services/common/shelf.h"

namespace services::qdrant {

// Bounds on what strangers may store and ask.
inline constexpr std::size_t kMostDimensions = 4096;
inline constexpr std::int64_t kMostPoints = 50'000;  // of all collections
inline constexpr std::size_t kMostResults = 1000;

enum class Distance { Cosine, Dot, Euclid, Manhattan };

struct VectorSpace {
  std::string name;  // "" is the one without a name
  std::size_t size = 0;
  Distance distance = Distance::Cosine;
};

struct Collection {
  std::string name;
  std::vector<VectorSpace> spaces;
  text::Node config;  // "vectors", as it was created
  const VectorSpace* space(std::string_view name) const;
};

http::Response done(text::Node result);
http::Response refused(int status, std::string_view message);
http::Response no_collection(std::string_view name);

// collections
base::Done prepare(Context& context);
base::Result<std::optional<Collection>> find_collection(Call& call);
base::Result<http::Response> list_collections(Call& call);
base::Result<http::Response> create_collection(Call& call);
base::Result<http::Response> read_collection(Call& call);
base::Result<http::Response> change_collection(Call& call);
base::Result<http::Response> delete_collection(Call& call);
base::Result<http::Response> collection_exists(Call& call);

// points
struct Point {
  std::string id;  // as JSON
  text::Node payload;
};
// The body as an object; else the refusal.
std::optional<text::Node> read_body(Call& call, http::Response& problem);
// What most requests begin with: the collection of the path and the body, or a refusal.
using Answer = base::Result<http::Response>;
Answer with_body(Call& call,
                 const std::function<Answer(const Collection&, const text::Node&)>& rest);
std::optional<std::string> id_of(const text::Node& written);  // an unsigned number or a UUID
text::Node id_node(std::string_view id);
// In the order of their ids, numbers first.
base::Result<std::vector<Point>> all_points(Context& context, std::string_view collection);
base::Result<std::vector<float>> vector_of(Context& context, std::string_view collection,
                                           std::string_view point, std::string_view name);
// "payload" and "vector" as the request wants them.
base::Result<text::Node> shown(Context& context, const Collection& collection, const Point& point,
                               const text::Node* with_payload, const text::Node* with_vector);
base::Result<http::Response> upsert(Call& call);
base::Result<http::Response> retrieve(Call& call);
base::Result<http::Response> read_point(Call& call);
base::Result<http::Response> delete_points(Call& call);
base::Result<http::Response> set_payload(Call& call);
base::Result<http::Response> delete_payload(Call& call);
base::Result<http::Response> clear_payload(Call& call);

// filters: whether a point fits; the conditions nest at most 16 deep.
bool fits(const text::Node* filter, const Point& point, int depth = 0);

// searching
base::Result<http::Response> scroll(Call& call);
base::Result<http::Response> count(Call& call);
base::Result<http::Response> search(Call& call);
base::Result<http::Response> search_batch(Call& call);
base::Result<http::Response> query(Call& call);
base::Result<http::Response> query_batch(Call& call);
base::Result<http::Response> recommend(Call& call);

}  // namespace services::qdrant
