// Reading a Node that may have any shape: a value of the wrong type counts as absent. What is wrong
// with a file is the schema's to say; decoding goes on with what there is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/course.h"
#include "generator/text/node.h"

namespace model {

struct PlacedId {
  std::string id;
  base::Position at;
  base::Position end;
};

std::string text_at(const text::Node& table, std::string_view key);
std::optional<std::int64_t> number_at(const text::Node& table, std::string_view key);
bool flag_at(const text::Node& table, std::string_view key);
// The strings of an array, with their places.
std::vector<PlacedId> list_at(const text::Node& table, std::string_view key);
std::vector<std::string> names_at(const text::Node& table, std::string_view key);
// A table of languages; a missing language is empty. Empty altogether when the key is absent.
Texts texts_at(const text::Node& table, std::string_view key,
               std::span<const std::string> languages);
// The elements of an array of tables.
std::vector<const text::Node*> tables_at(const text::Node& table, std::string_view key);
// Of the value, or of the table when the key is absent.
base::Position place_of(const text::Node& table, std::string_view key);
base::Position end_of(const text::Node& table, std::string_view key);

}  // namespace model
