// Bodies: documents built in one expression, and what a request's document says, read without
// trust. Values; any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "generator/http/message.h"
#include "generator/text/node.h"

namespace services {

// What a member of a document may be made from: object({{"id", 7}, {"name", "Ann"}}).
class Value {
 public:
  Value(std::nullptr_t) {}
  Value(bool value);
  Value(int value) : Value(static_cast<std::int64_t>(value)) {}
  Value(std::int64_t value);
  Value(std::size_t value) : Value(static_cast<std::int64_t>(value)) {}
  Value(double value);
  Value(const char* value) : Value(std::string_view(value)) {}
  Value(std::string_view value);
  Value(const std::string& value) : Value(std::string_view(value)) {}
  Value(text::Node value) : node(std::move(value)) {}

  text::Node node;
};
using Members = std::initializer_list<std::pair<std::string_view, Value>>;

text::Node object(Members members);
text::Node list(std::initializer_list<Value> values);
// Changes a table in place; `table` becomes one.
void set(text::Node& table, std::string_view key, Value value);
// Every member of `changes` replaces the one of `table`.
void merge(text::Node& table, const text::Node& changes);
void append(text::Node& array, Value value);

http::Response json_response(int status, const text::Node& body);
http::Response json_response(int status, Members members);
http::Response html_response(int status, std::string body);
// No body, and Location.
http::Response redirect(int status, std::string_view location);

// Of a table; `otherwise` when there is no such member or it is of another kind.
std::string_view string_in(const text::Node& table, std::string_view key,
                           std::string_view otherwise = {});
std::int64_t integer_in(const text::Node& table, std::string_view key, std::int64_t otherwise = 0);
double number_in(const text::Node& table, std::string_view key, double otherwise = 0);
bool flag_in(const text::Node& table, std::string_view key, bool otherwise = false);
// An empty one when there is none.
const text::Array& array_in(const text::Node& table, std::string_view key);
// The value as a number, when it is one.
bool is_number(const text::Node& node);
double number_of(const text::Node& node);

}  // namespace services
