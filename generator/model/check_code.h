// How a course learns that a sample of code is wrong: whoever loads it brings the check, as the
// course itself knows no language but its own Markdown.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace model {

// What is wrong with a block, given its language and its text: errors whose places are in that text
// (its first line is 1), with a message and a hint. Called from any thread. An empty function finds
// nothing.
using CheckCode =
    std::function<std::vector<base::Error>(std::string_view language, std::string_view text)>;

}  // namespace model
