#include "generator/model/nodes.h"

namespace model {
namespace {

template <class T>
const T* value_at(const text::Node& table, std::string_view key) {
  const text::Node* found = table.find(key);
  return found != nullptr ? std::get_if<T>(&found->value) : nullptr;
}

}  // namespace

std::string text_at(const text::Node& table, std::string_view key) {
  const auto* found = value_at<std::string>(table, key);
  return found != nullptr ? *found : std::string();
}

std::optional<std::int64_t> number_at(const text::Node& table, std::string_view key) {
  const auto* found = value_at<std::int64_t>(table, key);
  return found != nullptr ? std::optional(*found) : std::nullopt;
}

bool flag_at(const text::Node& table, std::string_view key) {
  const auto* found = value_at<bool>(table, key);
  return found != nullptr && *found;
}

std::vector<PlacedId> list_at(const text::Node& table, std::string_view key) {
  std::vector<PlacedId> out;
  if (const auto* array = value_at<text::Array>(table, key)) {
    for (const text::Node& item : *array) {
      if (const auto* id = std::get_if<std::string>(&item.value))
        out.push_back({*id, item.at, item.end});
    }
  }
  return out;
}

std::vector<std::string> names_at(const text::Node& table, std::string_view key) {
  std::vector<std::string> out;
  for (PlacedId& placed : list_at(table, key)) out.push_back(std::move(placed.id));
  return out;
}

Texts texts_at(const text::Node& table, std::string_view key,
               std::span<const std::string> languages) {
  const text::Node* found = table.find(key);
  if (found == nullptr || !found->is_table()) return {};
  Texts out;
  for (const std::string& language : languages)
    out.by_language.push_back(text_at(*found, language));
  return out;
}

std::vector<const text::Node*> tables_at(const text::Node& table, std::string_view key) {
  std::vector<const text::Node*> out;
  if (const auto* array = value_at<text::Array>(table, key)) {
    for (const text::Node& item : *array)
      if (item.is_table()) out.push_back(&item);
  }
  return out;
}

base::Position place_of(const text::Node& table, std::string_view key) {
  const text::Node* found = table.find(key);
  return found != nullptr ? found->at : table.at;
}

base::Position end_of(const text::Node& table, std::string_view key) {
  const text::Node* found = table.find(key);
  return found != nullptr ? found->end : base::Position{};
}

}  // namespace model
