// Which way a line takes from one cell of a grid to another: straight, or with one bend, through
// cells in which no box stands. Pure; any thread.
#pragma once

#include <optional>
#include <set>

namespace figure {

struct Cell {
  int column = 0;
  int row = 0;
  auto operator<=>(const Cell&) const = default;
};

using Cells = std::set<Cell>;

enum class Way {
  Row,         // along a row
  Column,      // along a column
  ColumnGap,   // slanting between two neighbouring columns
  RowGap,      // slanting between two neighbouring rows
  RowFirst,    // along a row, then along a column
  ColumnFirst  // along a column, then along a row
};

// The best way that is free; nothing when a box is in each of them, or when both are one cell.
std::optional<Way> find_way(const Cells& taken, Cell from, Cell to);

}  // namespace figure
