#include "generator/figure/arrows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace figure {
namespace {

constexpr double kHeadLength = 9;
constexpr double kHeadHalf = 4.5;
constexpr double kBack = 6;  // how far the line stays behind the tip
constexpr int kCorner = 10;

struct Direction {
  double x = 1;
  double y = 0;
};

// A tenth of a pixel is more than one sees; no "-0", whatever the machine's rounding does.
std::string number(double value) {
  const double tenths = std::round(value * 10);
  const auto whole = static_cast<long>(tenths);
  return whole % 10 == 0 ? fmt::format("{}", whole / 10)
                         : fmt::format("{}{}.{}", whole < 0 ? "-" : "", std::labs(whole) / 10,
                                       std::labs(whole) % 10);
}

Direction between(Point from, Point to) {
  const double x = to.x - from.x, y = to.y - from.y;
  const double length = std::hypot(x, y);
  return length > 0 ? Direction{x / length, y / length} : Direction{};
}

// Into the last point, or into the first one.
Direction into_end(const Line& line, bool end) {
  const std::size_t last = line.points.size() - 1;
  const Point tip = end ? line.points[last] : line.points[0];
  const Point other = end ? line.points[last - 1] : line.points[1];
  if (line.curved) return {tip.x >= other.x ? 1.0 : -1.0, 0};
  return between(other, tip);
}

std::string head(Point tip, Direction into) {
  const double x = tip.x - into.x * kHeadLength, y = tip.y - into.y * kHeadLength;
  return fmt::format("M{} {}L{} {} {} {}Z", tip.x, tip.y, number(x - into.y * kHeadHalf),
                     number(y + into.x * kHeadHalf), number(x + into.y * kHeadHalf),
                     number(y - into.x * kHeadHalf));
}

struct Spot {
  double x, y;
};

std::string text_of(Spot spot) { return number(spot.x) + " " + number(spot.y); }

std::string bend(Point before, Point corner, Point after) {
  const Direction in = between(before, corner), out = between(corner, after);
  const auto length = [](Point a, Point b) { return std::abs(a.x - b.x) + std::abs(a.y - b.y); };
  const double r = std::min({kCorner, length(before, corner) / 2, length(corner, after) / 2});
  return fmt::format("L{}Q{} {} {}", text_of({corner.x - in.x * r, corner.y - in.y * r}), corner.x,
                     corner.y, text_of({corner.x + out.x * r, corner.y + out.y * r}));
}

}  // namespace

std::string path_of(const Line& line) {
  const std::vector<Point>& points = line.points;
  if (points.size() < 2) return {};
  const Direction end = into_end(line, true), begin = into_end(line, false);
  Spot first = {static_cast<double>(points.front().x), static_cast<double>(points.front().y)};
  if (line.both) first = {first.x - begin.x * kBack, first.y - begin.y * kBack};
  const Spot last = {points.back().x - end.x * kBack, points.back().y - end.y * kBack};
  std::string out = "M" + text_of(first);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const bool is_last = i + 1 == points.size();
    const Spot to =
        is_last ? last : Spot{static_cast<double>(points[i].x), static_cast<double>(points[i].y)};
    if (line.curved) {
      const Point from = points[i - 1];
      const double middle = (from.x + points[i].x) / 2.0;
      if (from.y == points[i].y)
        out += "L" + text_of(to);
      else
        out += fmt::format("C{} {} {} {} {}", number(middle), from.y, number(middle), points[i].y,
                           text_of(to));
    } else {
      out += is_last ? "L" + text_of(to) : bend(points[i - 1], points[i], points[i + 1]);
    }
  }
  return out;
}

std::string heads_of(const Line& line) {
  if (line.points.size() < 2) return {};
  std::string out = head(line.points.back(), into_end(line, true));
  if (line.both) out += head(line.points.front(), into_end(line, false));
  return out;
}

}  // namespace figure
