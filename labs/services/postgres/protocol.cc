#include "labs/services/postgres/protocol.h"

namespace services::postgres {
namespace {

constexpr std::size_t kLongestStartup = 10'000;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

void put16(std::string& out, std::size_t value) {
  out += static_cast<char>(value >> 8 & 0xff);
  out += static_cast<char>(value & 0xff);
}
void put32(std::string& out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xffff);
}
void put_string(std::string& out, std::string_view text) {
  out += text.substr(0, text.find('\0'));
  out += '\0';
}

std::string framed(char type, std::string_view body) {
  std::string out(1, type);
  put32(out, static_cast<std::uint32_t>(body.size() + 4));
  return out.append(body);
}

int size_of(Type type) {
  switch (type) {
    case Type::Bool:
      return 1;
    case Type::Int4:
      return 4;
    case Type::Int8:
    case Type::Float8:
    case Type::Timestamptz:
      return 8;
    case Type::Uuid:
      return 16;
    case Type::Text:
    case Type::Json:
    case Type::Jsonb:
      return -1;
  }
  return -1;
}

std::string problem_fields(const Problem& problem, std::string_view severity) {
  std::string body;
  const auto field = [&](char code, std::string_view text) {
    if (text.empty()) return;
    body += code;
    put_string(body, text);
  };
  field('S', severity);
  field('V', severity);
  field('C', problem.state);
  field('M', problem.message);
  field('D', problem.detail);
  field('H', problem.hint);
  if (problem.position > 0) field('P', std::to_string(problem.position));
  return body + '\0';
}

}  // namespace

Next take_startup(std::string& bytes, Startup& out) {
  if (bytes.size() < 8) return Next::Partial;
  const std::uint32_t size = number_at(bytes, 0);
  if (size < 8 || size > kLongestStartup) return Next::Broken;
  if (bytes.size() < size) return Next::Partial;
  out = {};
  out.code = number_at(bytes, 4);
  Fields fields(std::string_view(bytes).substr(8, size - 8));
  while (out.code == kVersion3) {
    const std::string name = fields.string();
    if (name.empty() || !fields.good()) break;
    out.parameters.insert_or_assign(name, fields.string());
  }
  bytes.erase(0, size);
  return fields.good() ? Next::Whole : Next::Broken;
}

Next take_message(std::string_view bytes, std::size_t& at, std::size_t limit, Message& out) {
  if (bytes.size() - at < 5) return Next::Partial;
  const std::uint32_t size = number_at(bytes, at + 1);
  if (size < 4 || size > limit) return Next::Broken;
  if (bytes.size() - at - 1 < size) return Next::Partial;
  out.type = bytes[at];
  out.body = bytes.substr(at + 5, size - 4);
  at += 1 + size;
  return Next::Whole;
}

std::string Fields::string() {
  const std::size_t end = rest_.find('\0');
  if (end == std::string_view::npos) {
    good_ = false;
    rest_ = {};
    return {};
  }
  std::string out(rest_.substr(0, end));
  rest_.remove_prefix(end + 1);
  return out;
}

std::string_view Fields::bytes(std::size_t count) {
  if (count > rest_.size()) {
    good_ = false;
    rest_ = {};
    return {};
  }
  const std::string_view out = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return out;
}

std::int16_t Fields::int16() {
  const std::string_view two = bytes(2);
  if (two.size() < 2) return 0;
  return static_cast<std::int16_t>(static_cast<unsigned char>(two[0]) << 8 |
                                   static_cast<unsigned char>(two[1]));
}

std::int32_t Fields::int32() {
  const std::string_view four = bytes(4);
  return four.size() < 4 ? 0 : static_cast<std::int32_t>(number_at(four, 0));
}

std::string authentication(std::int32_t kind, std::string_view data) {
  std::string body;
  put32(body, static_cast<std::uint32_t>(kind));
  return framed('R', body.append(data));
}

std::string parameter_status(std::string_view name, std::string_view value) {
  std::string body;
  put_string(body, name);
  put_string(body, value);
  return framed('S', body);
}

std::string backend_key(std::int32_t process, std::int32_t secret) {
  std::string body;
  put32(body, static_cast<std::uint32_t>(process));
  put32(body, static_cast<std::uint32_t>(secret));
  return framed('K', body);
}

std::string ready(char status) { return framed('Z', std::string(1, status)); }

std::string row_description(const std::vector<ColumnInfo>& columns) {
  std::string body;
  put16(body, columns.size());
  for (const ColumnInfo& column : columns) {
    put_string(body, column.name);
    put32(body, 0);  // of no table
    put16(body, 0);
    put32(body, static_cast<std::uint32_t>(column.type));
    put16(body, static_cast<std::size_t>(size_of(column.type)));
    put32(body, 0xffffffff);
    put16(body, 0);  // as text
  }
  return framed('T', body);
}

std::string parameter_description(const std::vector<std::int32_t>& types) {
  std::string body;
  put16(body, types.size());
  for (const std::int32_t type : types) put32(body, static_cast<std::uint32_t>(type));
  return framed('t', body);
}

std::string data_row(const Row& row) {
  std::string body;
  put16(body, row.size());
  for (const auto& value : row) {
    put32(body, value ? static_cast<std::uint32_t>(value->size()) : 0xffffffff);
    if (value) body += *value;
  }
  return framed('D', body);
}

std::string command_complete(std::string_view tag) {
  std::string body;
  put_string(body, tag);
  return framed('C', body);
}

std::string empty_message(char type) { return framed(type, {}); }

std::string error_response(const Problem& problem, std::string_view severity) {
  return framed('E', problem_fields(problem, severity));
}
std::string notice(const Problem& problem) {
  return framed('N', problem_fields(problem, "WARNING"));
}

}  // namespace services::postgres
