// Places inside a TOML string: from an offset in its value to the line and column in the file.
#pragma once

#include <cstddef>
#include <string_view>

#include "generator/base/error.h"

namespace spec {

// `at` is where the string's opening quote stands in `source`. Escapes before the offset are
// counted as they are written. A multi-line string gives its own beginning.
base::Position inside_string(std::string_view source, base::Position at, std::size_t offset);

}  // namespace spec
