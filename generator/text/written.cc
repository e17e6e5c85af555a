#include "generator/text/written.h"

#include <fmt/format.h>

#include <algorithm>

namespace text {
namespace {

// Both formats escape alike; the control characters that have no letter get four hex digits.
std::string quoted(std::string_view plain) {
  std::string out = "\"";
  for (const char c : plain) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// Words that the core schema, or an older reader of YAML, takes for something else than text.
bool is_other_value(std::string_view plain) {
  static constexpr std::string_view kWords[] = {"null", "true", "false", "yes", "no",
                                                "on",   "off",  "y",     "n"};
  std::string lower(plain);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords);
}

bool may_stand_plain(std::string_view plain) {
  if (plain.empty() || !is_letter(plain.front()) || plain.back() == ' ' || plain.back() == ':')
    return false;
  if (is_other_value(plain)) return false;
  return std::none_of(plain.begin(), plain.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == ':' || c == '#' || c == '"' ||
           c == '[' || c == ']' || c == '{' || c == '}' || c == '\\' || c == '`';
  });
}

}  // namespace

std::string toml_string(std::string_view plain) { return quoted(plain); }

std::string yaml_string(std::string_view plain) {
  return may_stand_plain(plain) ? std::string(plain) : quoted(plain);
}

}  // namespace text
