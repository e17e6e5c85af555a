#include "generator/text/yaml_file.h"

#include <catch2/catch.hpp>
#include <chrono>

using text::parse_yaml_file;

namespace {

std::string on_a_line(const text::Node& node) {
  std::string out, comma;
  if (const auto* table = std::get_if<text::Table>(&node.value)) {
    for (const text::Member& member : *table)
      out += std::exchange(comma, ", ") + member.key + ": " + on_a_line(member.value);
    return "{" + out + "}";
  }
  if (const auto* array = std::get_if<text::Array>(&node.value)) {
    for (const text::Node& one : *array) out += std::exchange(comma, ", ") + on_a_line(one);
    return "[" + out + "]";
  }
  if (const auto* string = std::get_if<std::string>(&node.value)) return "'" + *string + "'";
  if (const auto* whole = std::get_if<std::int64_t>(&node.value)) return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&node.value)) return fmt::format("{}", *number);
  if (const auto* truth = std::get_if<bool>(&node.value)) return *truth ? "true" : "false";
  if (const auto* date = std::get_if<text::Date>(&node.value))
    return fmt::format("{}-{}-{}", date->year, date->month, date->day);
  return "null";
}

// The value as one line, or what was said of it with its place.
std::string read_yaml(std::string_view yaml) {
  const auto node = parse_yaml_file(yaml, "compose.yml");
  if (node) return on_a_line(*node);
  return base::to_string(node.error().where) + ": " + node.error().message.en;
}

}  // namespace

TEST_CASE("a YAML file is read with its anchors, aliases and merge keys") {
  struct Case {
    std::string_view yaml, value;
  };
  const auto c = GENERATE(values<Case>({
      {"", "null"},
      {"# nothing\n", "null"},
      {"- 1\n- two\n- 3.5\n- ~\n- true\n- 2026-11-20\n", "[1, 'two', 3.5, null, true, 2026-11-20]"},
      {"a: &x 1\nb: *x\n", "{a: 1, b: 1}"},
      {"a: &x {p: 1, q: [2]}\nb: *x\n", "{a: {p: 1, q: [2]}, b: {p: 1, q: [2]}}"},
      {"a: &x 1\nb: &x 2\nc: *x\n", "{a: 1, b: 2, c: 2}"},  // the last one of a name
      {"x: &x {p: 1}\na:\n  <<: *x\n  q: 2\n", "{x: {p: 1}, a: {q: 2, p: 1}}"},
      {"x: &x {p: 1}\na:\n  p: 2\n  <<: *x\n",
       "{x: {p: 1}, a: {p: 2}}"},  // a table's own key wins,
      {"x: &x {p: 1}\na:\n  <<: *x\n  p: 2\n", "{x: {p: 1}, a: {p: 2}}"},  // wherever it stands
      {"x: &x {p: 1}\ny: &y {p: 2, q: 3}\na: {<<: [*x, *y]}\n",
       "{x: {p: 1}, y: {p: 2, q: 3}, a: {p: 1, q: 3}}"},        // the earlier one wins
      {"a: {<<: {p: 1}}\n", "{a: {p: 1}}"},                     // without an anchor
      {"a: {'<<': 1}\n", "{a: {<<: 1}}"},                       // quoted, it is a key
      {"&k name: 1\nother: *k\n", "{name: 1, other: 'name'}"},  // a key may have an anchor
      {"&k name: 1\nb: {*k : 2}\n", "{name: 1, b: {name: 2}}"},
      {"a: !!str 5\nb: !override [1]\nc: !reset null\n", "{a: '5', b: [1], c: null}"},
      {"80: http\n", "{80: 'http'}"},
      {"d: 2026-13-45\nn: 99999999999999999999\n",  // refused in our own files
       "{d: '2026-13-45', n: '99999999999999999999'}"},
  }));
  CAPTURE(c.yaml);
  CHECK(read_yaml(c.yaml) == c.value);
}

TEST_CASE("a YAML file that says nothing certain is refused with its place") {
  struct Case {
    std::string_view yaml, said;
  };
  const auto c = GENERATE(values<Case>({
      {"a: *x\n", "compose.yml:1:4: this alias names an anchor that does not stand before it"},
      {"a: &x [*x]\n", "compose.yml:1:8: this alias stands inside what it names"},
      {"a: 1\nb: 2\na: 3\n", "compose.yml:3:1: the key 'a' stands here a second time"},
      {"a: {<<: 1}\n", "compose.yml:1:9: a merge key ('<<') takes a table, or an array of tables"},
      {"x: &x [1]\na: {<<: *x}\n",
       "compose.yml:2:9: a merge key ('<<') takes a table, or an array of tables"},
      {"? [a]\n: 1\n", "compose.yml:1:3: a key must be a text"},
      {"a: 1\n---\nb: 2\n", "compose.yml:2:1: the file holds several documents"},
      {"a: \"\\N\"\n", "compose.yml:1:4: an escape in this text gives no character"},
      {"a: \xff\n", "compose.yml: this is not UTF-8"},
      {"a: [1\n", "compose.yml:2:1: unreadable YAML: end of sequence flow not found"},
  }));
  CAPTURE(c.yaml);
  CHECK(read_yaml(c.yaml) == c.said);
}

TEST_CASE("aliases that stand for too much are refused before they are followed") {
  const auto begin = std::chrono::steady_clock::now();
  // Ten levels of ten: ten thousand million texts.
  std::string laughs = "a0: &a0 lol\n";
  for (int i = 1; i <= 10; ++i) {
    laughs += fmt::format("a{}: &a{} [", i, i);
    for (int k = 0; k < 10; ++k) laughs += fmt::format("{}*a{}", k == 0 ? "" : ", ", i - 1);
    laughs += "]\n";
  }
  CHECK(read_yaml(laughs) ==
        "compose.yml:6:20: with its aliases the file holds more than 50000 values");
  // One long text, many times.
  std::string long_text = "a: &a " + std::string(100'000, 'x') + "\nb:\n";
  for (int i = 0; i < 100; ++i) long_text += "  - *a\n";
  CHECK(read_yaml(long_text) ==
        "compose.yml:42:5: with its aliases the file holds more than 4 MiB of text");
  // Merges of merges double their keys only on paper; what they copy counts.
  std::string merges = "m0: &m0 {k: 1}\n";
  for (int i = 1; i <= 40; ++i)
    merges += fmt::format("m{}: &m{} {{<<: [*m{}, *m{}]}}\n", i, i, i - 1, i - 1);
  CHECK(read_yaml(merges) != "");
  // A chain of aliases is as deep as what it stands for.
  std::string chain = "c0: &c0 [1]\n";
  for (int i = 1; i <= 70; ++i) chain += fmt::format("c{}: &c{} [*c{}]\n", i, i, i - 1);
  CHECK(read_yaml(chain) == "compose.yml:63:12: nested more than 64 deep");
  std::string open;
  for (int i = 0; i < 50'000; ++i) open += "- ";
  CHECK(read_yaml(open) == "compose.yml:1:129: nested more than 64 deep");
  CHECK(read_yaml("a: " + std::string(50'000, '&') + "\n") != "");
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}
