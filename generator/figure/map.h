// A map: boxes in columns, and arrows from each to those that build on it. The columns are given;
// the order within them is chosen so that few arrows cross and that they run level where they can.
// Pure; any thread.
//
// Laws: boxes never overlap; every arrow begins on the right border of its box and ends on the left
// border of the other one; no arrow runs through a box; everything lies inside the drawing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "generator/figure/drawing.h"

namespace figure {

// With more, nobody could read it.
constexpr std::size_t kMostMapNodes = 60;

struct MapNode {
  std::string label;
  std::string href;
  std::string language;   // of the label, when it is not the page's
  std::string level;      // "1": its colour
  std::size_t group = 0;  // Map::groups, in order from left to right
  bool pale = false;
};

struct MapGroup {
  std::string title;
  std::string level;
};

struct Map {
  std::vector<MapGroup> groups;
  std::vector<MapNode> nodes;
  // Indices: the second builds on the first. One that leads to an earlier group, or belongs to a
  // circle, is left out.
  std::vector<std::pair<std::size_t, std::size_t>> edges;
};

Drawing lay_out(const Map& map);

}  // namespace figure
