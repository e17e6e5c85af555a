// TOML: what the parser says of places is true: at the place of a value stands how such a value
// begins.
#include <algorithm>

#include "generator/text/toml.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;

void check_node(const text::Node& node, std::string_view source, int depth) {
  law(depth <= 33, "nothing nests deeper than 32");
  const std::string_view rest = source.substr(fuzz::offset_of(source, node.at));
  const char first = rest.empty() ? '\0' : rest.front();
  if (const auto* value = std::get_if<bool>(&node.value)) {
    law(rest.starts_with(*value ? "true" : "false"), "a boolean stands at its place");
  } else if (std::holds_alternative<std::int64_t>(node.value) ||
             std::holds_alternative<text::Date>(node.value)) {
    law((first >= '0' && first <= '9') || first == '-' || first == '+',
        "a number stands at its place");
  } else if (const auto* string = std::get_if<std::string>(&node.value)) {
    law(first == '"' || first == '\'', "a string stands at its place");
    law(!text::first_invalid(*string), "a string is UTF-8");
    law(source[fuzz::offset_of(source, node.end) - 1] == first, "a string ends at its quote");
  } else if (const auto* array = std::get_if<text::Array>(&node.value)) {
    law(first == '[', "an array stands at its place");
    for (const text::Node& element : *array) check_node(element, source, depth + 1);
  } else if (const auto* table = std::get_if<text::Table>(&node.value)) {
    law(std::is_sorted(
            table->begin(), table->end(),
            [](const text::Member& a, const text::Member& b) { return a.key_at < b.key_at; }),
        "members are in the order of the file");
    for (const text::Member& member : *table) {
      const std::string_view key = source.substr(fuzz::offset_of(source, member.key_at));
      law(key.starts_with(member.key) || key.starts_with('"') || key.starts_with('\''),
          "a key stands at its place");
      check_node(member.value, source, depth + 1);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::view(data, size);
  const auto node = text::parse_toml(input, "fuzz.toml");
  if (!node) {
    fuzz::check_error(node.error(), "fuzz.toml");
  } else {
    law(node->is_table(), "a file is a table");
    check_node(*node, input, 0);
  }
  return 0;
}
