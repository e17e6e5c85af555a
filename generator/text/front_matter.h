// Front matter: YAML 1.2 between two lines of "---" at the very start of a Markdown file, because GitHub shows it.
#pragma once

#include <cstdint>
#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace text {

struct Parts {
  std::string_view front;        // the YAML between the fences; empty when there is none
  std::string_view body;         // always the tail of the input
  std::uint32_t front_line = 0;  // line of the file on which `front` starts; 0 when there is none
  std::uint32_t body_line = 1;   // line of the file on which `body` starts
};

// Splits; views into `source`. A fence that is opened and never closed is an error.
base::Result<Parts> split_front_matter(std::string_view source, std::string_view file);

// The mapping of the front matter as a table; an empty table when there is none. Anchors, aliases, tags and merge keys are
// refused (so no bomb grows), so are nesting beyond 8 and more than 64 KiB. Scalars are typed by the YAML core schema;
// positions are those of the file.
base::Result<Node> parse_front_matter(const Parts& parts, std::string_view file);

}  // namespace text
