#include "labs/services/common/answers.h"

#include "labs/formats/json.h"

namespace services {

Value::Value(bool value) { node.value = value; }
Value::Value(std::int64_t value) { node.value = value; }
Value::Value(double value) { node.value = value; }
Value::Value(std::string_view value) { node.value = std::string(value); }

text::Node object(Members members) {
  text::Table table;
  table.reserve(members.size());
  for (const auto& [key, value] : members) table.push_back({std::string(key), {}, value.node});
  text::Node out;
  out.value = std::move(table);
  return out;
}

text::Node list(std::initializer_list<Value> values) {
  text::Array array;
  for (const Value& value : values) array.push_back(value.node);
  text::Node out;
  out.value = std::move(array);
  return out;
}

void set(text::Node& table, std::string_view key, Value value) {
  formats::put(table, key, std::move(value.node));
}

void merge(text::Node& table, const text::Node& changes) {
  const auto* members = std::get_if<text::Table>(&changes.value);
  if (members == nullptr) return;
  for (const text::Member& member : *members) formats::put(table, member.key, member.value);
}

void append(text::Node& array, Value value) {
  if (!array.is_array()) array.value = text::Array();
  std::get<text::Array>(array.value).push_back(std::move(value.node));
}

http::Response json_response(int status, const text::Node& body) {
  return http::text_response(status, formats::to_json(body), "application/json");
}

http::Response json_response(int status, Members members) {
  return json_response(status, object(members));
}

http::Response html_response(int status, std::string body) {
  return http::text_response(status, std::move(body), "text/html; charset=utf-8");
}

http::Response redirect(int status, std::string_view location) {
  http::Response response;
  response.status = status;
  response.headers["Location"] = std::string(location);
  return response;
}

std::string_view string_in(const text::Node& table, std::string_view key,
                           std::string_view otherwise) {
  const text::Node* found = table.find(key);
  const auto* string = found != nullptr ? std::get_if<std::string>(&found->value) : nullptr;
  return string != nullptr ? std::string_view(*string) : otherwise;
}

std::int64_t integer_in(const text::Node& table, std::string_view key, std::int64_t otherwise) {
  const text::Node* found = table.find(key);
  const auto* integer = found != nullptr ? std::get_if<std::int64_t>(&found->value) : nullptr;
  return integer != nullptr ? *integer : otherwise;
}

double number_in(const text::Node& table, std::string_view key, double otherwise) {
  const text::Node* found = table.find(key);
  return found != nullptr && is_number(*found) ? number_of(*found) : otherwise;
}

bool flag_in(const text::Node& table, std::string_view key, bool otherwise) {
  const text::Node* found = table.find(key);
  const auto* flag = found != nullptr ? std::get_if<bool>(&found->value) : nullptr;
  return flag != nullptr ? *flag : otherwise;
}

const text::Array& array_in(const text::Node& table, std::string_view key) {
  static const text::Array kNone;
  const text::Node* found = table.find(key);
  const auto* array = found != nullptr ? std::get_if<text::Array>(&found->value) : nullptr;
  return array != nullptr ? *array : kNone;
}

bool is_number(const text::Node& node) {
  return std::holds_alternative<std::int64_t>(node.value) ||
         std::holds_alternative<double>(node.value);
}

double number_of(const text::Node& node) {
  if (const auto* integer = std::get_if<std::int64_t>(&node.value))
    return static_cast<double>(*integer);
  const auto* real = std::get_if<double>(&node.value);
  return real != nullptr ? *real : 0;
}

}  // namespace services
