// A schema says what a TOML file or front matter may hold. It is written once, as data, and serves three readers: the strict
// check here, the JSON Schema that editors use, and the people who read the table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"
#include "generator/text/node.h"

namespace text {

// g++ 12 takes an enumerator of a scoped enum for a shadow of the alias Table.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
enum class Type {
  String,
  Integer,
  Boolean,
  Date,
  Id,       // a Slug
  DottedId, // Slug or Slug.Slug
  Texts,    // a table language -> string, one for every language of the course
  Words,    // Texts, or one string for all languages
  Integers, // an array of integers
  Strings,  // an array of strings
  Ids,      // an array of Id or DottedId
  Table,    // `fields` below
  Tables,   // an array of tables ([[x]]), `fields` below
  Map,      // a table with free keys whose values are tables of `fields` ([vars.NAME])
  Any,      // not checked
};
#pragma GCC diagnostic pop

enum class Need { Required, Optional };

struct Field {
  std::string name;
  Type type = Type::String;
  Need need = Need::Optional;
  base::Message meaning{};           // for the JSON Schema and the documentation
  std::vector<std::string> one_of{}; // String: the only values allowed, when not empty
  std::vector<Field> fields{};       // Table, Tables, Map
};

using Schema = std::vector<Field>;

// Reports every unknown key (with the nearest known one), missing key, wrong type, value out of `one_of`, bad id, missing or
// unknown language, as rule "schema"; after 100 it stops. True when there was none: then the accessors below can be used without fear.
bool check_schema(const Node& table, const Schema& schema, std::span<const std::string> languages,
                  std::string_view file, std::vector<base::Error>& problems);

// JSON Schema draft-07, indented, keys in the schema's order.
std::string json_schema(const Schema& schema, std::string_view title, std::span<const std::string> languages);

// Accessors for a table that passed the check: the value, or the default when the key is absent.
std::string string_at(const Node& table, std::string_view key, std::string_view otherwise = {});
std::int64_t integer_at(const Node& table, std::string_view key, std::int64_t otherwise = 0);
bool boolean_at(const Node& table, std::string_view key, bool otherwise = false);
std::vector<std::string> strings_at(const Node& table, std::string_view key);
// The position of a member's value; of the table itself when the key is absent.
base::Position position_at(const Node& table, std::string_view key);

}  // namespace text
