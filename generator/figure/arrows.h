// The outlines of lines and of their arrow heads, as path data of SVG. Pure; any thread.
#pragma once

#include <string>

#include "generator/figure/drawing.h"

namespace figure {

// The line itself, which stops a little before its ends, inside the arrow heads.
std::string path_of(const Line& line);
// A triangle whose tip is the line's last point, and one on its first when it has two heads.
std::string heads_of(const Line& line);

}  // namespace figure
