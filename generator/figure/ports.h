// Ports: where on the border of its boxes each line of a plan begins and ends. Pure; any thread.
#pragma once

#include <vector>

#include "generator/figure/plan.h"

namespace figure {

enum class Side { Left, Right, Top, Bottom };

inline bool is_upright(Side side) { return side == Side::Left || side == Side::Right; }

struct EdgePorts {
  Side from = Side::Right, to = Side::Left;
  int from_shift = 0, to_shift = 0;  // along the side, from its middle
};

// Sets the shifts, by the sides. Lines that end on the same side of a box part a little, in the
// order in which they come; one that runs straight keeps the middle, two between the same boxes run
// side by side. `ports`: of each edge of the plan, null for one that is not drawn; `height` and
// `width`: of the lowest and narrowest box there may be.
void shift_ports(const Plan& plan, int height, int width, const std::vector<EdgePorts*>& ports);

// The point itself.
Point port(const Rect& box, Side side, int shift);

}  // namespace figure
