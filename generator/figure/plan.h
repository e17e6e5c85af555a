// A plan: boxes that the author placed on a grid, frames behind them, and arrows between them:
// which program calls which. Pure; any thread.
//
// Every box of a column has the same width, every box of a plan the same height. Columns and rows
// stand as far apart as the labels between them need. Laws: boxes never overlap; every line ends on
// the borders of its two boxes; no label covers a box; everything lies inside the drawing.
#pragma once

#include <string>
#include <vector>

#include "generator/figure/drawing.h"
#include "generator/figure/route.h"

namespace figure {

struct PlanNode {
  std::string label;
  std::string note;
  std::string href;
  Cell at;
  Shape shape = Shape::Box;
};

enum class EdgeKind { Plain, Dashed, Both };

struct PlanEdge {
  std::size_t from = 0;  // Plan::nodes
  std::size_t to = 0;
  std::string label;
  EdgeKind kind = EdgeKind::Plain;
};

struct PlanZone {
  std::string title;
  Cell at;
  int columns = 1;
  int rows = 1;
};

struct Plan {
  std::vector<PlanNode> nodes;  // on different cells
  std::vector<PlanEdge> edges;  // with a free way; others are left out
  std::vector<PlanZone> zones;  // that hold one another or are apart
};

Drawing lay_out(const Plan& plan);

}  // namespace figure
