// The script in live.js, as it was when the program was built.
#pragma once

#include <string_view>

namespace preview {

extern const std::string_view kLiveScript;

}  // namespace preview
