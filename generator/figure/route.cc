#include "generator/figure/route.h"

#include <algorithm>
#include <cstdlib>

namespace figure {
namespace {

// The cells of a straight run, its first one left out and its last one only looked at if wanted.
bool free_run(const Cells& taken, Cell from, Cell to, bool with_last) {
  const int x = (to.column > from.column) - (to.column < from.column);
  const int y = (to.row > from.row) - (to.row < from.row);
  for (Cell at = from; at != to;) {
    at = {at.column + x, at.row + y};
    if (at == to && !with_last) break;
    if (taken.count(at) > 0) return false;
  }
  return true;
}

}  // namespace

std::optional<Way> find_way(const Cells& taken, Cell from, Cell to) {
  const int columns = std::abs(to.column - from.column), rows = std::abs(to.row - from.row);
  if (columns == 0 && rows == 0) return std::nullopt;
  if (rows == 0 || columns == 0) {
    if (!free_run(taken, from, to, false)) return std::nullopt;
    return rows == 0 ? Way::Row : Way::Column;
  }
  const auto free_bend = [&](Cell corner) {
    return free_run(taken, from, corner, true) && free_run(taken, corner, to, false);
  };
  // A slant between neighbours is short; where it would be long and flat, a bend is calmer.
  if (columns == 1 && rows <= 2) return Way::ColumnGap;
  if (rows == 1 && columns <= 2) return Way::RowGap;
  if (free_bend({to.column, from.row})) return Way::RowFirst;
  if (free_bend({from.column, to.row})) return Way::ColumnFirst;
  if (columns == 1) return Way::ColumnGap;
  if (rows == 1) return Way::RowGap;
  return std::nullopt;
}

}  // namespace figure
