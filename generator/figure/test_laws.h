// For tests: what must hold of every drawing, and figures drawn by lot.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>

#include "generator/figure/drawing.h"

namespace figure {

inline bool on_border(Point p, const Rect& at) {
  const bool beside = (p.x == at.x || p.x == at.right()) && p.y >= at.y && p.y <= at.bottom();
  const bool above = (p.y == at.y || p.y == at.bottom()) && p.x >= at.x && p.x <= at.right();
  return beside || above;
}

inline void check_inside(const Drawing& drawing, const Rect& at) {
  CHECK(at.x >= 0);
  CHECK(at.y >= 0);
  CHECK(at.right() <= drawing.width);
  CHECK(at.bottom() <= drawing.height);
}

inline void check_laws(const Drawing& drawing) {
  for (std::size_t i = 0; i < drawing.boxes.size(); ++i) {
    check_inside(drawing, drawing.boxes[i].at);
    for (std::size_t j = i + 1; j < drawing.boxes.size(); ++j)
      CHECK_FALSE(overlap(drawing.boxes[i].at, drawing.boxes[j].at));
  }
  for (const Frame& frame : drawing.frames) check_inside(drawing, frame.at);
  for (const Heading& heading : drawing.headings) check_inside(drawing, heading.at);
  for (const Line& line : drawing.lines) {
    REQUIRE(line.points.size() >= 2);
    CHECK(on_border(line.points.front(), drawing.boxes[line.from].at));
    CHECK(on_border(line.points.back(), drawing.boxes[line.to].at));
    for (const Point& point : line.points) check_inside(drawing, {point.x, point.y, 0, 0});
  }
  for (const Plate& plate : drawing.plates) {
    check_inside(drawing, plate.at);
    for (const Box& box : drawing.boxes) CHECK_FALSE(overlap(plate.at, box.at));
  }
}

// Numbers in a fixed order that looks like none.
class Lot {
 public:
  explicit Lot(std::uint32_t seed) : state_(seed * 2654435761u + 1) {}
  int below(int limit) {
    state_ = state_ * 1664525u + 1013904223u;
    return static_cast<int>((state_ >> 8) % static_cast<std::uint32_t>(limit));
  }
  std::string words(int most) {
    static constexpr const char* kWords[] = {
        "API", "Redis",    "tableau de bord",      "supercalifragilistic",
        "un",  "WWWWWWWW", "/v1/chat/completions", "é"};
    std::string out;
    for (int i = below(most + 1); i > 0; --i)
      out += (out.empty() ? "" : " ") + std::string(kWords[below(8)]);
    return out;
  }

 private:
  std::uint32_t state_;
};

}  // namespace figure
