// Node: a value of a TOML file or of YAML front matter, with the place it was written at. Both formats are read into it, and
// one strict decoder (schema.h, Fields) serves them all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "generator/base/error.h"

namespace text {

struct Node;
struct Member;

using Array = std::vector<Node>;
using Table = std::vector<Member>;  // in the order of the file
// A calendar date, checked: 2026-11-20.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
  auto operator<=>(const Date&) const = default;
};

struct Node {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Date, Array, Table> value;
  base::Position at;  // of the value
  base::Position end;

  bool is_table() const { return std::holds_alternative<Table>(value); }
  bool is_array() const { return std::holds_alternative<Array>(value); }
  // The member's value, or null when this is no table or has no such key.
  const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  base::Position key_at;
  Node value;
};

inline const Node* Node::find(std::string_view key) const {
  if (const auto* table = std::get_if<Table>(&value)) {
    for (const Member& member : *table)
      if (member.key == key) return &member.value;
  }
  return nullptr;
}

// "a table", "une table": what kind of value it is, for messages.
base::Message kind_of(const Node& node);

}  // namespace text
