// Changes of course.toml that keep every byte the author wrote elsewhere. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scaffold {

// `source` with the lesson at the end of `lessons` of the one [[cell]] of that level and topic,
// which gets the key when it has none. Nothing when there is not exactly one such cell, or when the
// file is written in a way that leaves a doubt; the same text when the lesson is there already.
std::optional<std::string> add_to_cell(std::string_view source, std::string_view level,
                                       std::string_view topic, std::string_view lesson);

}  // namespace scaffold
