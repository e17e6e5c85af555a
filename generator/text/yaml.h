// The part of YAML 1.2 (yaml.org/spec/1.2.2) that front matter may use, by yaml-cpp's events:
// tables, arrays and scalars. Used by front_matter.cc alone, which limits the size and the
// characters.
#pragma once

#include <cstdint>
#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace text {

// The one document of `yaml` as a table; an empty one when there is nothing but comments.
// `first_line` is the line of the file on which `yaml` starts. Anchors, aliases, tags, merge keys,
// other documents, keys that are no texts, keys twice and more than 8 levels are refused at once,
// before anything grows. The text must be UTF-8 without control characters.
base::Result<Node> parse_yaml(std::string_view yaml, std::uint32_t first_line,
                              std::string_view file);

}  // namespace text
