// Rules about the bytes of a file: valid UTF-8 with plain line ends, encoded once.
#pragma once

#include <string>
#include <string_view>

#include "generator/model/lint/lines.h"
#include "generator/model/problem.h"

namespace model {

// invalid-utf8, nul-byte, byte-order-mark, carriage-return. Bytes that are no UTF-8 become '?', so
// that everything behind them keeps its column and later stages may rely on UTF-8.
void lint_bytes(std::string& bytes, std::string_view file, Problems& problems);

// mojibake. `source` is valid UTF-8.
void lint_mojibake(std::string_view source, const Lines& lines, std::string_view file,
                   Problems& problems);

}  // namespace model
