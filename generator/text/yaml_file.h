// A YAML file that somebody else wrote (yaml.org/spec/1.2.2), such as a compose file, by yaml-cpp's
// events: tables, arrays and scalars; anchors and aliases; merge keys (yaml.org/type/merge.html),
// where a table's own keys win over merged ones, and earlier merged ones over later. A tag changes
// nothing, but "!!str" makes a text of its value.
//
// Aliases may stand for far more than is written: what a file stands for is counted before it is
// copied, and a file that stands for more than kMostYamlValues values, kMostYamlText bytes of text
// or kDeepestYaml levels is refused. Front matter, where nobody needs them, has a stricter reader
// (yaml.h). Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace text {

constexpr std::size_t kMostYamlValues = 50'000;
constexpr std::size_t kMostYamlText = 4u << 20;
constexpr std::size_t kDeepestYaml = 64;

// The one document of `yaml`, whatever it is; null when there is nothing but comments. Positions of
// what an alias or a merge key brings are those of the original.
base::Result<Node> parse_yaml_file(std::string_view yaml, std::string_view file);

}  // namespace text
