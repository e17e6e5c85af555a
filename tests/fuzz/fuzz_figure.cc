// A figure's file, from text to drawing. Every problem lies inside the text, speaks both languages
// and has a known rule; and whatever was decoded can be drawn: boxes never overlap, lines end on
// the borders of their boxes, no label covers a box, everything lies inside the drawing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "generator/figure/plan.h"
#include "generator/model/decode_figure.h"
#include "generator/model/rules.h"
#include "generator/text/toml.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;
using namespace figure;

std::string first_of(const model::Texts& texts) {
  return texts.empty() ? std::string() : texts.in(0);
}

Plan plan_of(const model::Figure& figure) {
  Plan plan;
  for (const model::FigureNode& node : figure.nodes)
    plan.nodes.push_back({first_of(node.label), first_of(node.note), "", node.at,
                          node.kind == "store" ? Shape::Store : Shape::Box});
  for (const model::FigureEdge& edge : figure.edges)
    plan.edges.push_back({edge.from, edge.to, first_of(edge.label), EdgeKind::Both});
  for (const model::FigureZone& zone : figure.zones)
    plan.zones.push_back({first_of(zone.title), zone.at, zone.columns, zone.rows});
  return plan;
}

bool on_border(Point p, const Rect& at) {
  const bool inside = p.x >= at.x && p.x <= at.right() && p.y >= at.y && p.y <= at.bottom();
  return inside && (p.x == at.x || p.x == at.right() || p.y == at.y || p.y == at.bottom());
}

bool within(const Drawing& drawing, const Rect& at) {
  return at.x >= 0 && at.y >= 0 && at.right() <= drawing.width && at.bottom() <= drawing.height;
}

void check(const Drawing& drawing) {
  for (std::size_t i = 0; i < drawing.boxes.size(); ++i) {
    law(within(drawing, drawing.boxes[i].at), "a box lies inside the drawing");
    for (std::size_t j = i + 1; j < drawing.boxes.size(); ++j)
      law(!overlap(drawing.boxes[i].at, drawing.boxes[j].at), "boxes do not overlap");
  }
  for (const Frame& frame : drawing.frames)
    law(within(drawing, frame.at), "a frame lies inside the drawing");
  for (const Line& line : drawing.lines) {
    law(on_border(line.points.front(), drawing.boxes[line.from].at), "a line begins on its box");
    law(on_border(line.points.back(), drawing.boxes[line.to].at), "a line ends on its box");
  }
  for (const Plate& plate : drawing.plates) {
    law(within(drawing, plate.at), "a label lies inside the drawing");
    for (const Box& box : drawing.boxes) law(!overlap(plate.at, box.at), "no label covers a box");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string source(reinterpret_cast<const char*>(data), size);
  const auto root = text::parse_toml(source, "figures/fuzz.toml");
  if (!root) return 0;
  static const std::vector<std::string> kLanguages = {"fr", "en"};
  model::Problems problems;
  const model::Figure figure =
      model::decode_figure(*root, "figures/fuzz.toml", kLanguages, problems);
  const auto lines = static_cast<std::size_t>(std::count(source.begin(), source.end(), '\n')) + 1;
  for (const base::Error& error : problems) {
    law(!error.message.en.empty() && !error.message.fr.empty(), "a problem speaks both languages");
    law(model::find_rule(error.rule) != nullptr, "a problem has a known rule");
    law(error.where.begin.line <= lines, "a problem lies inside the text");
  }
  // Two boxes in one cell are reported, and cannot be drawn apart.
  if (!problems.empty()) return 0;
  const Drawing drawing = lay_out(plan_of(figure));
  check(drawing);
  law(drawing.lines.size() == figure.edges.size(), "every arrow that was accepted is drawn");
  law(!svg(drawing, {"t", "t", ""}).empty(), "a drawing becomes markup");
  return 0;
}
