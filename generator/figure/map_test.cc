#include "generator/figure/map.h"

#include "generator/figure/test_laws.h"

namespace figure {
namespace {

MapNode node(std::string label, std::size_t group) {
  MapNode out;
  out.label = std::move(label);
  out.group = group;
  return out;
}

const std::vector<MapGroup> kLevels = {{"Beginner", "1"}, {"Advanced", "2"}};

// No arrow between two columns runs through a box: what passes a column is level, and free.
void check_free(const Drawing& drawing) {
  for (const Line& line : drawing.lines) {
    for (std::size_t i = 1; i + 2 < line.points.size(); i += 2) {
      const Point a = line.points[i], b = line.points[i + 1];
      CHECK(a.y == b.y);
      for (const Box& box : drawing.boxes)
        CHECK_FALSE(
            (a.y > box.at.y && a.y < box.at.bottom() && a.x < box.at.right() && b.x > box.at.x));
    }
  }
}

TEST_CASE("a lesson stands right of what it builds on, in the column of its level") {
  const Drawing drawing =
      lay_out({kLevels, {node("A", 0), node("B", 1), node("C", 0)}, {{0, 1}, {0, 2}}});

  check_laws(drawing);
  CHECK(drawing.boxes[0].at.right() < drawing.boxes[2].at.x);
  CHECK(drawing.boxes[2].at.right() < drawing.boxes[1].at.x);
  REQUIRE(drawing.headings.size() == 2);
  CHECK(drawing.headings[0].at.x == drawing.boxes[0].at.x);
  CHECK(drawing.headings[0].at.right() == drawing.boxes[2].at.right());
  CHECK(drawing.headings[1].at.x == drawing.boxes[1].at.x);
  CHECK(drawing.lines.size() == 2);
}

TEST_CASE("a single chain is a straight line") {
  const Drawing drawing = lay_out({kLevels, {node("A", 0), node("B", 1)}, {{0, 1}}});
  REQUIRE(drawing.lines.size() == 1);
  CHECK(drawing.lines[0].points.front().y == drawing.lines[0].points.back().y);
}

TEST_CASE("the order in a column is the one in which no arrows cross") {
  const Drawing drawing = lay_out(
      {kLevels, {node("A", 0), node("B", 0), node("of B", 1), node("of A", 1)}, {{0, 3}, {1, 2}}});
  check_laws(drawing);
  CHECK((drawing.boxes[0].at.y < drawing.boxes[1].at.y) ==
        (drawing.boxes[3].at.y < drawing.boxes[2].at.y));
}

TEST_CASE("a circle and an arrow to an earlier level are left out, and nothing hangs") {
  const Drawing drawing = lay_out(
      {kLevels, {node("A", 0), node("B", 0), node("C", 1)}, {{0, 1}, {1, 0}, {2, 0}, {2, 2}}});
  check_laws(drawing);
  CHECK(drawing.lines.size() < 3);
}

TEST_CASE("maps drawn by lot keep the laws") {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    Lot lot(seed);
    Map map{{{"1", "1"}, {"2", "2"}, {"3", "3"}}, {}, {}};
    const int nodes = 1 + lot.below(seed < 38 ? 16 : static_cast<int>(kMostMapNodes));
    for (int i = 0; i < nodes; ++i)
      map.nodes.push_back(node(lot.words(6), static_cast<std::size_t>(lot.below(3))));
    for (int i = lot.below(2 * nodes); i > 0; --i)
      map.edges.emplace_back(lot.below(nodes), lot.below(nodes));
    CAPTURE(seed);
    const Drawing drawing = lay_out(map);
    check_laws(drawing);
    check_free(drawing);
  }
}

TEST_CASE("a map as SVG: named, in words elsewhere, every text escaped") {
  Map map{{{"Level <1>", "1"}}, {node("A & B", 0), node("C", 0)}, {{0, 1}}};
  map.nodes[0].href = "a.html?x=\"1\"";
  map.nodes[1].pale = true;
  CHECK(
      svg(lay_out(map), {"map_title_", "Before & after", "lists_"}).str() ==
      "<svg width=\"376\" height=\"46\" viewBox=\"0 0 376 46\" role=\"group\" "
      "aria-labelledby=\"map_title_\" aria-describedby=\"lists_\">\n"
      "<title id=\"map_title_\">Before &amp; after</title>\n"
      "<path class=\"edge\" d=\"M162 24L208 24\"/><path class=\"head\" d=\"M214 24L205 28.5 205 "
      "19.5Z\"/>\n"
      "<g class=\"node\"><a href=\"a.html?x=&quot;1&quot;\"><rect x=\"4\" y=\"6\" width=\"158\" "
      "height=\"36\" rx=\"7\"/><text class=\"label\" x=\"83\" y=\"29\">A &amp; B</text></a></g>\n"
      "<g class=\"node pale\"><rect x=\"214\" y=\"6\" width=\"158\" height=\"36\" rx=\"7\"/><text "
      "class=\"label\" x=\"293\" y=\"29\">C</text></g>\n"
      "</svg>");
}

}  // namespace
}  // namespace figure
