#include "generator/figure/plan.h"

#include "generator/figure/test_laws.h"

namespace figure {
namespace {

PlanNode node(std::string label, Cell at, Shape shape = Shape::Box) {
  return {std::move(label), "", "", at, shape};
}

PlanEdge edge(std::size_t from, std::size_t to, std::string label = "") {
  return {from, to, std::move(label), EdgeKind::Plain};
}

TEST_CASE("boxes of a column have one width and those of a row one height") {
  const Drawing drawing =
      lay_out({{node("short", {0, 0}), node("a much longer label than that", {0, 1}),
                node("x", {1, 1}, Shape::Store)},
               {},
               {}});
  check_laws(drawing);
  CHECK(drawing.boxes[0].at.width == drawing.boxes[1].at.width);
  CHECK(drawing.boxes[0].at.x == drawing.boxes[1].at.x);
  CHECK(drawing.boxes[1].at.height == drawing.boxes[2].at.height);
  CHECK(drawing.boxes[1].at.y == drawing.boxes[2].at.y);
}

TEST_CASE("a line in a row is level, one with a bend has one, and both end in the middle") {
  const Drawing drawing = lay_out(
      {{node("a", {0, 0}), node("b", {1, 0}), node("c", {3, 3})}, {edge(0, 1), edge(0, 2)}, {}});
  check_laws(drawing);
  REQUIRE(drawing.lines.size() == 2);
  CHECK(drawing.lines[0].points.size() == 2);
  CHECK(drawing.lines[0].points[0].y == drawing.lines[0].points[1].y);
  REQUIRE(drawing.lines[1].points.size() == 3);
  CHECK(drawing.lines[1].points[1] ==
        Point{drawing.lines[1].points[0].x, drawing.lines[1].points[2].y});
}

TEST_CASE("a label makes its gap wide enough, and two lines between the same boxes stay apart") {
  const Drawing drawing = lay_out({{node("a", {0, 0}), node("b", {1, 0})},
                                   {edge(0, 1, "POST /v1/chat/completions"), edge(1, 0, "answer")},
                                   {}});
  check_laws(drawing);
  REQUIRE(drawing.plates.size() == 2);
  CHECK(drawing.lines[0].points[0].y != drawing.lines[1].points[0].y);
  CHECK(drawing.lines[1].points[0].y == drawing.lines[1].points[1].y);
}

TEST_CASE("a frame holds the boxes of its cells and no others; one in another is smaller") {
  const Drawing drawing = lay_out({{node("in", {1, 1}), node("out", {0, 0}), node("deep", {2, 1})},
                                   {edge(1, 0)},
                                   {{"outer", {1, 1}, 2, 1}, {"inner", {2, 1}, 1, 1}}});
  check_laws(drawing);
  REQUIRE(drawing.frames.size() == 2);
  const Rect& outer = drawing.frames[0].at;
  const Rect& inner = drawing.frames[1].at;
  CHECK(overlap(outer, drawing.boxes[0].at));
  CHECK_FALSE(overlap(outer, drawing.boxes[1].at));
  CHECK(outer.x < inner.x);
  CHECK(outer.y < inner.y);
  CHECK(outer.right() > inner.right());
  CHECK(outer.bottom() > inner.bottom());
  CHECK_FALSE(overlap(drawing.frames[0].title_at, drawing.frames[1].title_at));
  for (const Box& box : drawing.boxes)
    for (const Frame& frame : drawing.frames) CHECK_FALSE(overlap(frame.title_at, box.at));
}

TEST_CASE("a line never runs through a box") {
  const Cells row = {{0, 0}, {1, 0}, {2, 0}};
  CHECK_FALSE(find_way(row, {0, 0}, {2, 0}));
  CHECK(find_way(row, {0, 0}, {1, 0}) == Way::Row);
  CHECK(find_way({{0, 0}, {0, 2}}, {0, 2}, {0, 0}) == Way::Column);
  CHECK(find_way({{0, 0}, {1, 1}}, {0, 0}, {1, 1}) == Way::ColumnGap);
  CHECK(find_way({{0, 0}, {3, 3}}, {0, 0}, {3, 3}) == Way::RowFirst);
  CHECK(find_way({{0, 0}, {3, 3}, {3, 0}}, {0, 0}, {3, 3}) == Way::ColumnFirst);
  CHECK_FALSE(find_way({{0, 0}, {3, 3}, {3, 0}, {0, 3}}, {0, 0}, {3, 3}));
  CHECK_FALSE(find_way({{0, 0}}, {0, 0}, {0, 0}));  // to itself
}

TEST_CASE("plans drawn by lot keep the laws") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    Lot lot(seed);
    Plan plan;
    Cells taken;
    const int columns = 1 + lot.below(5), rows = 1 + lot.below(5);
    for (int i = 1 + lot.below(12); i > 0; --i) {
      const Cell cell = {lot.below(columns), lot.below(rows)};
      if (!taken.insert(cell).second) continue;
      plan.nodes.push_back(
          {lot.words(5), lot.words(3), "", cell, static_cast<Shape>(lot.below(4))});
    }
    const int count = static_cast<int>(plan.nodes.size());
    for (int i = lot.below(20); i > 0; --i)
      plan.edges.push_back({static_cast<std::size_t>(lot.below(count)),
                            static_cast<std::size_t>(lot.below(count)), lot.words(4),
                            static_cast<EdgeKind>(lot.below(3))});
    if (lot.below(2) == 0) plan.zones.push_back({lot.words(3), {0, 0}, columns, rows});
    if (lot.below(2) == 0) plan.zones.push_back({lot.words(9), {columns - 1, 0}, 1, rows});
    CAPTURE(seed);
    check_laws(lay_out(plan));
  }
}

}  // namespace
}  // namespace figure
