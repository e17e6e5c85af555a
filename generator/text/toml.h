// TOML 1.0 (toml.io) into Nodes with positions.
#pragma once

#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace text {

// The top-level table. A syntax error or a duplicate key is the parser's first complaint, as one error with its position.
base::Result<Node> parse_toml(std::string_view source, std::string_view file);

}  // namespace text
