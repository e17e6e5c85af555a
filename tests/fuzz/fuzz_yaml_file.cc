// YAML files of others: whatever their aliases stand for, what comes out is bounded, has no key
// twice and is the same each time.
#include <algorithm>
#include <set>

#include "generator/text/utf8.h"
#include "generator/text/yaml_file.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;

struct Sum {
  std::size_t values = 0;
  std::size_t text = 0;
};

void look_at(const text::Node& node, std::size_t depth, Sum& sum) {
  law(depth <= text::kDeepestYaml || !(node.is_array() || node.is_table()), "depth is bounded");
  ++sum.values;
  if (const auto* string = std::get_if<std::string>(&node.value)) {
    law(!text::first_invalid(*string), "a string is UTF-8");
    sum.text += string->size();
  }
  if (const auto* array = std::get_if<text::Array>(&node.value))
    for (const text::Node& one : *array) look_at(one, depth + 1, sum);
  if (const auto* table = std::get_if<text::Table>(&node.value)) {
    std::set<std::string_view> keys;
    for (const text::Member& member : *table) {
      law(keys.insert(member.key).second, "no key stands twice");
      sum.text += member.key.size();
      look_at(member.value, depth + 1, sum);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::view(data, size);
  const auto node = text::parse_yaml_file(input, "fuzz.yml");
  const auto again = text::parse_yaml_file(input, "fuzz.yml");
  law(node.has_value() == again.has_value(), "a file is read the same way each time");
  if (!node) {
    law(!node.error().message.en.empty() && !node.error().message.fr.empty(),
        "an error speaks both languages");
    return 0;
  }
  Sum sum, other;
  look_at(*node, 1, sum);
  look_at(*again, 1, other);
  law(sum.values == other.values && sum.text == other.text, "the same values each time");
  law(sum.values <= text::kMostYamlValues && sum.text <= text::kMostYamlText,
      "what a file stands for is bounded");
  return 0;
}
