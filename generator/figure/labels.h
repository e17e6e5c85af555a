// Where the label of a line stands: on the line, away from boxes, from other labels and lines, and
// from arrow heads. Pure; any thread.
#pragma once

#include <cstddef>

#include "generator/figure/drawing.h"

namespace figure {

// The place of a label of that size on a line of the drawing, as far as it is drawn. `sure`: where
// it covers no box in any case.
Rect place_label(const Drawing& drawing, std::size_t line, int width, int height, Point sure);

}  // namespace figure
