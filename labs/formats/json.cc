#include "labs/formats/json.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "generator/text/utf8.h"

namespace formats {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostValues = 200'000;

// The library's parser keeps its own stack; building from its events keeps ours flat too.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  text::Node root;
  base::Message problem;

  bool null() override { return add({}); }
  bool boolean(bool value) override { return add(node_of(value)); }
  bool number_integer(number_integer_t value) override {
    return add(node(static_cast<std::int64_t>(value)));
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(INT64_MAX))
      return add(node(static_cast<double>(value)));
    return add(node(static_cast<std::int64_t>(value)));
  }
  bool number_float(number_float_t value, const string_t&) override { return add(node(value)); }
  bool string(string_t& value) override { return add(node(std::string_view(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override {
    text::Node table;
    table.value = text::Table();
    return open(std::move(table));
  }
  bool key(string_t& name) override {
    keys_.back() = name;
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(node(text::Array())); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception&) override {
    problem = base::message("this is not JSON from byte {} on",
                            "ce n'est pas du JSON à partir de l'octet {}", position);
    return false;
  }

 private:
  bool open(text::Node value) {
    if (open_.size() >= kDeepest) {
      problem = base::message("the JSON nests more than {} deep",
                              "le JSON est imbriqué sur plus de {} niveaux", kDeepest);
      return false;
    }
    open_.push_back(std::move(value));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    text::Node done = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return add(std::move(done));
  }
  bool add(text::Node value) {
    if (++count_ > kMostValues) {
      problem = base::message("the JSON holds more than {} values",
                              "le JSON contient plus de {} valeurs", kMostValues);
      return false;
    }
    if (open_.empty()) {
      root = std::move(value);
    } else if (auto* array = std::get_if<text::Array>(&open_.back().value)) {
      array->push_back(std::move(value));
    } else {
      // The first of two equal keys is found by find(): servers do not send two.
      std::get<text::Table>(open_.back().value).push_back({keys_.back(), {}, std::move(value)});
    }
    return true;
  }

  std::vector<text::Node> open_;
  std::vector<std::string> keys_;
  std::size_t count_ = 0;
};

void write_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

void write(std::string& out, const text::Node& value, Layout layout, std::size_t depth) {
  const auto line = [&](std::size_t level) {
    if (layout == Layout::Indented) out += "\n" + std::string(2 * level, ' ');
  };
  if (const auto* table = std::get_if<text::Table>(&value.value)) {
    out += '{';
    bool first = true;
    for (const text::Member& member : *table) {
      if (!std::exchange(first, false)) out += ',';
      line(depth + 1);
      out += quote_json(member.key) + (layout == Layout::Indented ? ": " : ":");
      write(out, member.value, layout, depth + 1);
    }
    if (!first) line(depth);
    out += '}';
  } else if (const auto* array = std::get_if<text::Array>(&value.value)) {
    out += '[';
    bool first = true;
    for (const text::Node& element : *array) {
      if (!std::exchange(first, false)) out += ',';
      line(depth + 1);
      write(out, element, layout, depth + 1);
    }
    if (!first) line(depth);
    out += ']';
  } else if (const auto* string = std::get_if<std::string>(&value.value)) {
    out += quote_json(*string);
  } else if (const auto* integer = std::get_if<std::int64_t>(&value.value)) {
    out += std::to_string(*integer);
  } else if (const auto* number = std::get_if<double>(&value.value)) {
    write_number(out, *number);
  } else if (const auto* boolean = std::get_if<bool>(&value.value)) {
    out += *boolean ? "true" : "false";
  } else if (const auto* date = std::get_if<text::Date>(&value.value)) {
    out += fmt::format("\"{:04}-{:02}-{:02}\"", date->year, date->month, date->day);
  } else {
    out += "null";
  }
}

const text::Node* step(const text::Node& from, std::string_view name) {
  if (from.is_table()) return from.find(name);
  const auto* array = std::get_if<text::Array>(&from.value);
  if (array == nullptr || name.empty() || (name.size() > 1 && name[0] == '0')) return nullptr;
  std::size_t index = 0;
  const auto parsed = std::from_chars(name.data(), name.data() + name.size(), index);
  if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size()) return nullptr;
  return index < array->size() ? &(*array)[index] : nullptr;
}

std::string unescape(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '~' && i + 1 < written.size() &&
        (written[i + 1] == '0' || written[i + 1] == '1'))
      out += written[++i] == '0' ? '~' : '/';
    else
      out += written[i];
  }
  return out;
}

}  // namespace

base::Result<text::Node> parse_json(std::string_view bytes) {
  Builder builder;
  if (nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &builder))
    return std::move(builder.root);
  if (builder.problem.empty()) builder.problem = {"this is not JSON", "ce n'est pas du JSON"};
  return base::fail(base::ErrorKind::Content, std::move(builder.problem));
}

std::string to_json(const text::Node& value, Layout layout) {
  std::string out;
  write(out, value, layout, 0);
  return out;
}

std::string quote_json(std::string_view bytes) {
  std::string out = "\"";
  for (std::size_t at = 0; at < bytes.size();) {
    const auto c = static_cast<unsigned char>(bytes[at]);
    if (c >= 0x80) {
      text::append_character(out, text::next_character(bytes, at));
      continue;
    }
    ++at;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += static_cast<char>(c);
    }
  }
  return out + '"';
}

const text::Node* find_pointer(const text::Node& root, std::string_view pointer) {
  const text::Node* found = &root;
  while (!pointer.empty() && found != nullptr) {
    if (pointer.front() != '/') return nullptr;
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    found = step(*found, unescape(pointer.substr(0, end)));
    pointer.remove_prefix(end);
  }
  return found;
}

std::string plain(const text::Node& value) {
  const auto* string = std::get_if<std::string>(&value.value);
  return string != nullptr ? *string : to_json(value);
}

text::Node node(std::string_view value) {
  text::Node out;
  out.value = std::string(value);
  return out;
}
text::Node node(std::int64_t value) {
  text::Node out;
  out.value = value;
  return out;
}
text::Node node(double value) {
  text::Node out;
  out.value = value;
  return out;
}
text::Node node_of(bool value) {
  text::Node out;
  out.value = value;
  return out;
}
text::Node node(text::Array value) {
  text::Node out;
  out.value = std::move(value);
  return out;
}

void put(text::Node& table, std::string_view key, text::Node value) {
  if (!table.is_table()) table.value = text::Table();
  auto& members = std::get<text::Table>(table.value);
  for (text::Member& member : members) {
    if (member.key != key) continue;
    member.value = std::move(value);
    return;
  }
  members.push_back({std::string(key), {}, std::move(value)});
}

}  // namespace formats
