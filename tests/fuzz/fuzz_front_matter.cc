// Front matter: nothing is lost in splitting, and every value and every error has its place in the
// file.
#include <algorithm>
#include <set>

#include "generator/text/front_matter.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;

void check_node(const text::Node& node, std::string_view source, std::uint32_t first_line,
                std::uint32_t last_line, int depth) {
  law(depth <= 8 || !(node.is_array() || node.is_table()), "nothing nests deeper than 8");
  law(node.at.line >= first_line && node.at.line <= last_line, "a value stands between the fences");
  law(node.end.line == 0 || node.end > node.at, "a value ends behind its beginning");
  if (const auto* string = std::get_if<std::string>(&node.value)) {
    law(!text::first_invalid(*string), "a string is UTF-8");
    const std::size_t at = fuzz::offset_of(source, node.at);
    const bool quoted = node.end.line != 0 && (source[at] == '"' || source[at] == '\'');
    law(!quoted || source[fuzz::offset_of(source, node.end) - 1] == source[at],
        "a string ends at its quote");
  }
  if (const auto* array = std::get_if<text::Array>(&node.value))
    for (const text::Node& value : *array)
      check_node(value, source, first_line, last_line, depth + 1);
  if (const auto* table = std::get_if<text::Table>(&node.value)) {
    std::set<std::string> keys;
    for (const text::Member& member : *table) {
      law(keys.insert(member.key).second, "no key stands twice");
      law(member.key_at.line >= first_line && member.key_at.line <= last_line,
          "a key stands between the fences");
      check_node(member.value, source, first_line, last_line, depth + 1);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::view(data, size);
  const auto parts = text::split_front_matter(input, "fuzz.md");
  if (!parts) {
    fuzz::check_error(parts.error(), "fuzz.md");
    return 0;
  }
  law(input.ends_with(parts->body), "the body is the input's tail");
  const std::string_view head = input.substr(0, input.size() - parts->body.size());
  law(parts->body_line == 1 + std::count(head.begin(), head.end(), '\n') +
                              (head.empty() || head.ends_with('\n') ? 0 : 1),
      "the body's line is counted in the file");
  law(parts->front.empty() || head.find(parts->front) != std::string_view::npos,
      "the front matter is the input's");

  const auto node = text::parse_front_matter(*parts, "fuzz.md");
  if (!node) {
    fuzz::check_error(node.error(), "fuzz.md");
    law(node.error().where.begin.line <= parts->body_line, "an error stands in the front matter");
  } else {
    law(node->is_table(), "front matter is a table");
    if (parts->front_line != 0) check_node(*node, input, parts->front_line, parts->body_line, 1);
  }
  return 0;
}
