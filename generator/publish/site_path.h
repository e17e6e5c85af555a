// Paths of files in a site: relative, '/'-separated, and naming a place below the site's root and
// nothing else, wherever they come from.
#pragma once

#include <string_view>

namespace publish {

// False for "", "/a", "a/", "a//b", "../a", "./a", and for control characters: a list of paths has
// one a line.
bool is_plain_path(std::string_view path);

// "assets/style.css" -> "assets"; "" at the top.
std::string_view folder_of(std::string_view path);

}  // namespace publish
