#include "labs/engine/values.h"

#include <algorithm>
#include <charconv>

#include "generator/text/utf8.h"
#include "labs/formats/encodings.h"

namespace engine {
using base::message;
namespace {

constexpr std::size_t kLongestFilled = 1u << 20;

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 253 || text.front() == '.' || text.front() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  });
}

bool is_ipv4(std::string_view text) {
  int parts = 0;
  while (true) {
    const std::size_t end = std::min(text.find('.'), text.size());
    int number = -1;
    const auto parsed = std::from_chars(text.data(), text.data() + end, number);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + end || number < 0 || number > 255)
      return false;
    ++parts;
    if (end == text.size()) return parts == 4;
    text.remove_prefix(end + 1);
  }
}

bool is_ipv6(std::string_view text) {
  return text.find(':') != std::string_view::npos &&
         text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

bool is_number(std::string_view text, std::int64_t most) {
  std::int64_t number = -1;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && number >= 0 &&
         number <= most;
}

bool is_url(std::string_view text) {
  const std::size_t colon = text.find("://");
  return colon != std::string_view::npos && colon > 0 && colon + 3 < text.size() &&
         text.find_first_of(" \t\r\n") == std::string_view::npos;
}

bool fits(std::string_view type, std::string_view value) {
  if (type == "host") return is_host(value) || is_ipv4(value) || is_ipv6(value);
  if (type == "ipv4") return is_ipv4(value);
  if (type == "ip") return is_ipv4(value) || is_ipv6(value);
  if (type == "port") return is_number(value, 65535) && value != "0";
  if (type == "number") return is_number(value, INT64_MAX);
  if (type == "url") return is_url(value);
  if (type == "origin")
    return is_url(value) && value.find('/', value.find("://") + 3) == std::string_view::npos;
  if (type == "email") {
    const std::size_t at = value.find('@');
    return at != std::string_view::npos && at > 0 && is_host(value.substr(at + 1));
  }
  return value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

base::Message meaning_of(std::string_view type) {
  if (type == "host") return {"a host name or an address", "un nom d'hôte ou une adresse"};
  if (type == "ipv4") return {"an IPv4 address", "une adresse IPv4"};
  if (type == "ip") return {"an IP address", "une adresse IP"};
  if (type == "port") return {"a port, 1 to 65535", "un port, de 1 à 65535"};
  if (type == "number") return {"a number", "un nombre"};
  if (type == "url") return {"an address with its scheme", "une adresse avec son schéma"};
  if (type == "origin")
    return {"an origin: scheme, host and port, without a final '/'",
            "une origine : schéma, hôte et port, sans « / » final"};
  if (type == "email") return {"a mail address", "une adresse de courriel"};
  return {"one line of text", "une ligne de texte"};
}

}  // namespace

std::string fill(std::string_view text, const Values& values, std::vector<std::string>* missing) {
  std::string out;
  for (;;) {
    const std::size_t begin = text.find("{{");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find("}}", begin);
    if (end == std::string_view::npos || out.size() > kLongestFilled)
      return out + std::string(text);
    out += text.substr(0, begin);
    std::string_view name = text.substr(begin + 2, end - begin - 2);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    const auto found = values.find(name);
    if (found != values.end()) {
      out += found->second;
    } else {
      out += text.substr(begin, end + 2 - begin);
      if (missing != nullptr) missing->emplace_back(name);
    }
    text.remove_prefix(end + 2);
  }
}

text::Node fill(const text::Node& node, const Values& values, std::vector<std::string>* missing) {
  text::Node out = node;
  if (const auto* text = std::get_if<std::string>(&node.value)) {
    out.value = fill(*text, values, missing);
  } else if (auto* array = std::get_if<text::Array>(&out.value)) {
    for (text::Node& element : *array) element = fill(element, values, missing);
  } else if (auto* table = std::get_if<text::Table>(&out.value)) {
    for (text::Member& member : *table) member.value = fill(member.value, values, missing);
  }
  return out;
}

base::Done check_value(const spec::Variable& variable, const std::string& value) {
  if (value.empty() && (variable.optional || variable.otherwise == "")) return {};
  if (!value.empty() && fits(variable.type, value)) return {};
  const base::Message wanted = meaning_of(variable.type);
  base::Message hint = {fmt::format("'{}' is {}", variable.name, wanted.en),
                        fmt::format("« {} » est {}", variable.name, wanted.fr)};
  if (!variable.example.empty()) {
    hint.en += fmt::format(", such as {}", variable.example);
    hint.fr += fmt::format(", par exemple {}", variable.example);
  }
  return base::fail(
      base::ErrorKind::Usage,
      message("'{}' cannot be the value of '{}'", "« {} » ne peut pas être la valeur de « {} »",
              text::shortened(value), variable.name),
      {}, std::move(hint));
}

std::vector<std::string> add_defaults(const spec::Lab& lab, Values& values) {
  std::vector<std::string> missing;
  // Defaults may use variables that stand later in the file: as many rounds as there are variables.
  for (std::size_t round = 0; round <= lab.variables.size(); ++round) {
    missing.clear();
    bool moved = false;
    for (const spec::Variable& variable : lab.variables) {
      if (values.contains(variable.name)) continue;
      if (!variable.otherwise) {
        if (!variable.optional) missing.push_back(variable.name);
        continue;
      }
      std::vector<std::string> open;
      std::string value = fill(*variable.otherwise, values, &open);
      if (!open.empty()) {
        missing.push_back(variable.name);
        continue;
      }
      values[variable.name] = std::move(value);
      moved = true;
    }
    if (!moved) break;
  }
  // A default that waits for a missing variable is not missing itself.
  std::erase_if(missing, [&](const std::string& name) {
    const spec::Variable* variable = lab.find_variable(name);
    return variable != nullptr && variable->otherwise.has_value();
  });
  return missing;
}

std::string password_in(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t at = url.rfind('@');
  if (scheme == std::string_view::npos || at == std::string_view::npos || at < scheme + 3)
    return {};
  const std::string_view login = url.substr(scheme + 3, at - scheme - 3);
  const std::size_t colon = login.find(':');
  return std::string(colon == std::string_view::npos ? "" : login.substr(colon + 1));
}

void add_run_values(Values& values, std::string_view random, std::int64_t now) {
  const std::string hex = formats::encode_hex(random);
  values["run.nonce"] = hex.substr(0, 12);
  // Long enough for any rule about passwords, and with every kind of character they ask for.
  values["run.password"] = "Aa1!" + hex.substr(12, 20);
  values["run.time"] = std::to_string(now);
}

}  // namespace engine
