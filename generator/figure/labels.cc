#include "generator/figure/labels.h"

#include <algorithm>
#include <cstdlib>

namespace figure {
namespace {

// Where a label may stand on a line: along every stretch of it, the middles first.
std::vector<Point> spots_on(const Line& line) {
  static constexpr int kPercent[] = {50, 42, 58, 34, 66, 26, 74, 18, 82};
  std::vector<Point> out;
  for (const int percent : kPercent) {
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
      const Point a = line.points[i], b = line.points[i + 1];
      out.push_back({a.x + (b.x - a.x) * percent / 100, a.y + (b.y - a.y) * percent / 100});
    }
  }
  return out;
}

// Whether a line has a point in the rectangle; looked at every few pixels.
bool runs_through(const Line& line, const Rect& at) {
  for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
    const Point a = line.points[i], b = line.points[i + 1];
    const int steps = std::max(1, (std::abs(b.x - a.x) + std::abs(b.y - a.y)) / 6);
    for (int n = 0; n <= steps; ++n) {
      const int x = a.x + (b.x - a.x) * n / steps, y = a.y + (b.y - a.y) * n / steps;
      if (x > at.x && x < at.right() && y > at.y && y < at.bottom()) return true;
    }
  }
  return false;
}

// How many things a label there would hide, the worst ones counting most.
int badness(const Drawing& drawing, const Rect& plate, const Line& own) {
  int out = 0;
  const Rect wide = {plate.x - 3, plate.y - 3, plate.width + 6, plate.height + 6};
  for (const Box& box : drawing.boxes) out += overlap(wide, box.at) ? 10000 : 0;
  for (const Plate& other : drawing.plates) out += overlap(wide, other.at) ? 1000 : 0;
  for (const Frame& frame : drawing.frames) out += overlap(wide, frame.title_at) ? 500 : 0;
  for (const Line& line : drawing.lines)
    if (&line != &own && runs_through(line, plate)) out += 100;
  // An arrow head is not hidden.
  const auto covers = [&](Point p) {
    return p.x > plate.x - 12 && p.x < plate.right() + 12 && p.y > plate.y - 12 &&
           p.y < plate.bottom() + 12;
  };
  if (covers(own.points.back()) || (own.both && covers(own.points.front()))) out += 200;
  return out;
}

}  // namespace

Rect place_label(const Drawing& drawing, std::size_t line, int width, int height, Point sure) {
  const Line& own = drawing.lines[line];
  std::vector<Point> spots = spots_on(own);
  spots.push_back(sure);
  Rect best;
  int least = -1;
  for (const Point& spot : spots) {
    const Rect at = {spot.x - width / 2, spot.y - height / 2, width, height};
    const int bad = badness(drawing, at, own);
    if (least >= 0 && bad >= least) continue;
    least = bad;
    best = at;
  }
  return best;
}

}  // namespace figure
