#include <algorithm>
#include <charconv>

#include "labs/formats/json.h"
#include "labs/services/apps/stack/qdrant_parts.h"
#include "labs/services/common/answers.h"

namespace services::qdrant {
namespace {

constexpr int kDeepest = 16;

// Every value that a path names: "a.b", "list[].b". An array stands for its elements.
void collect(const text::Node& from, std::string_view path, std::vector<const text::Node*>& out,
             int depth = 0) {
  if (depth > kDeepest || out.size() > 10'000) return;
  if (path.empty()) {
    out.push_back(&from);
    if (const auto* array = std::get_if<text::Array>(&from.value))
      for (const text::Node& one : *array) out.push_back(&one);
    return;
  }
  if (const auto* array = std::get_if<text::Array>(&from.value)) {
    for (const text::Node& one : *array) collect(one, path, out, depth + 1);
    return;
  }
  const std::size_t dot = std::min(path.find('.'), path.size());
  std::string_view name = path.substr(0, dot);
  if (name.ends_with("[]")) name.remove_suffix(2);
  const text::Node* found = from.find(name);
  if (found == nullptr) return;
  collect(*found, dot < path.size() ? path.substr(dot + 1) : std::string_view(), out, depth + 1);
}

bool same(const text::Node& a, const text::Node& b) {
  if (is_number(a) && is_number(b)) return number_of(a) == number_of(b);
  return a.value.index() == b.value.index() && formats::plain(a) == formats::plain(b);
}

bool matches(const text::Node& match, const text::Node& value) {
  if (const text::Node* wanted = match.find("value")) return same(*wanted, value);
  const auto in = [&](std::string_view key) {
    const text::Array& several = array_in(match, key);
    return std::any_of(several.begin(), several.end(),
                       [&](const text::Node& one) { return same(one, value); });
  };
  if (match.find("any") != nullptr) return in("any");
  if (match.find("except") != nullptr) return !value.is_array() && !in("except");
  const auto* text = std::get_if<std::string>(&value.value);
  if (const std::string_view part = string_in(match, "text"); !part.empty())
    return text != nullptr && text->find(part) != std::string::npos;
  return false;
}

bool in_range(const text::Node& range, const text::Node& value) {
  const auto* text = std::get_if<std::string>(&value.value);
  for (const char* key : {"gt", "gte", "lt", "lte"}) {
    const text::Node* bound = range.find(key);
    if (bound == nullptr || std::holds_alternative<std::monostate>(bound->value)) continue;
    int order = 0;
    if (is_number(*bound) && is_number(value)) {
      const double a = number_of(value), b = number_of(*bound);
      order = a < b ? -1 : a > b ? 1 : 0;
    } else if (text != nullptr && std::holds_alternative<std::string>(bound->value)) {
      order = text->compare(std::get<std::string>(bound->value));  // dates of RFC 3339
    } else {
      return false;
    }
    const std::string_view sign(key);
    if ((sign == "gt" && order <= 0) || (sign == "gte" && order < 0) ||
        (sign == "lt" && order >= 0) || (sign == "lte" && order > 0))
      return false;
  }
  return true;
}

bool condition(const text::Node& one, const Point& point, int depth) {
  if (one.find("must") != nullptr || one.find("should") != nullptr ||
      one.find("must_not") != nullptr)
    return fits(&one, point, depth + 1);
  if (one.find("has_id") != nullptr) {
    const text::Array& ids = array_in(one, "has_id");
    return std::any_of(ids.begin(), ids.end(), [&](const text::Node& id) {
      const auto written = id_of(id);
      return written && *written == point.id;
    });
  }
  for (const char* kind : {"is_empty", "is_null"}) {
    const text::Node* about = one.find(kind);
    if (about == nullptr) continue;
    std::vector<const text::Node*> found;
    collect(point.payload, string_in(*about, "key"), found);
    const bool null = !found.empty() && std::holds_alternative<std::monostate>(found[0]->value);
    if (std::string_view(kind) == "is_null") return null;
    return found.empty() || null ||
           (found[0]->is_array() && std::get<text::Array>(found[0]->value).empty());
  }
  std::vector<const text::Node*> found;
  collect(point.payload, string_in(one, "key"), found);
  const text::Node* match = one.find("match");
  const text::Node* range = one.find("range");
  if (const text::Node* values = one.find("values_count")) {
    const std::int64_t number =
        found.empty() ? 0
        : found[0]->is_array()
            ? static_cast<std::int64_t>(std::get<text::Array>(found[0]->value).size())
            : 1;
    return in_range(*values, formats::node(number));
  }
  return std::any_of(found.begin(), found.end(), [&](const text::Node* value) {
    return (match != nullptr && matches(*match, *value)) ||
           (range != nullptr && in_range(*range, *value));
  });
}

// A list of conditions, or one alone.
std::vector<const text::Node*> conditions(const text::Node& filter, std::string_view key) {
  std::vector<const text::Node*> out;
  const text::Node* found = filter.find(key);
  if (found == nullptr) return out;
  if (found->is_table()) out.push_back(found);
  for (const text::Node& one : array_in(filter, key)) out.push_back(&one);
  return out;
}

}  // namespace

bool fits(const text::Node* filter, const Point& point, int depth) {
  if (filter == nullptr || !filter->is_table()) return true;
  if (depth > kDeepest) return false;
  const auto holds = [&](const text::Node* one) { return condition(*one, point, depth); };
  const auto must = conditions(*filter, "must");
  const auto should = conditions(*filter, "should");
  const auto must_not = conditions(*filter, "must_not");
  return std::all_of(must.begin(), must.end(), holds) &&
         (should.empty() || std::any_of(should.begin(), should.end(), holds)) &&
         std::none_of(must_not.begin(), must_not.end(), holds);
}

}  // namespace services::qdrant
