#include "generator/figure/ports.h"

#include <algorithm>
#include <map>
#include <utility>

namespace figure {
namespace {

constexpr int kStep = 16;
constexpr int kBeside = 22;  // two lines between the same boxes
constexpr int kCorner = 14;  // no line ends nearer to it

struct End {
  EdgePorts* ports = nullptr;
  bool at_end = false;
  int lean = 0;  // where the line comes from: above or left is less than 0
};

using BoxSide = std::pair<std::size_t, Side>;

End end_of(const Plan& plan, const PlanEdge& edge, EdgePorts* ports, bool at_end) {
  const Side side = at_end ? ports->to : ports->from;
  const Cell mine = plan.nodes[at_end ? edge.to : edge.from].at;
  const Cell other = plan.nodes[at_end ? edge.from : edge.to].at;
  return {ports, at_end, is_upright(side) ? other.row - mine.row : other.column - mine.column};
}

void part(std::vector<End>& ends, int length) {
  std::stable_sort(ends.begin(), ends.end(),
                   [](const End& a, const End& b) { return a.lean < b.lean; });
  const int count = static_cast<int>(ends.size());
  const int step = std::min(kStep, (length - 20) / std::max(count, 1));
  const auto straight =
      std::find_if(ends.begin(), ends.end(), [](const End& end) { return end.lean == 0; });
  const int middle = static_cast<int>(straight - ends.begin());
  for (int i = 0; i < count; ++i) {
    const End& end = ends[static_cast<std::size_t>(i)];
    const int shift = straight == ends.end() ? (2 * i + 1 - count) * step / 2
                                             : std::clamp((i - middle) * step, kCorner - length / 2,
                                                          length / 2 - kCorner);
    (end.at_end ? end.ports->to_shift : end.ports->from_shift) = shift;
  }
}

}  // namespace

void shift_ports(const Plan& plan, int height, int width, const std::vector<EdgePorts*>& ports) {
  std::map<BoxSide, std::vector<End>> sides;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<EdgePorts*>> straight;
  for (std::size_t i = 0; i < plan.edges.size(); ++i) {
    if (ports[i] == nullptr) continue;
    const PlanEdge& edge = plan.edges[i];
    const Cell from = plan.nodes[edge.from].at, to = plan.nodes[edge.to].at;
    if (from.row == to.row || from.column == to.column)
      straight[std::minmax(edge.from, edge.to)].push_back(ports[i]);
    sides[{edge.from, ports[i]->from}].push_back(end_of(plan, edge, ports[i], false));
    sides[{edge.to, ports[i]->to}].push_back(end_of(plan, edge, ports[i], true));
  }
  for (auto& [side, ends] : sides) part(ends, is_upright(side.second) ? height : width);
  for (const auto& [pair, beside] : straight) {
    const int count = static_cast<int>(beside.size());
    const int room = std::min(kBeside, (height - 16) / count);
    for (int n = 0; n < count; ++n) {
      EdgePorts& one = *beside[static_cast<std::size_t>(n)];
      one.from_shift = one.to_shift = (2 * n + 1 - count) * room / 2;
    }
  }
}

Point port(const Rect& box, Side side, int shift) {
  switch (side) {
    case Side::Left:
      return {box.x, box.centre().y + shift};
    case Side::Right:
      return {box.right(), box.centre().y + shift};
    case Side::Top:
      return {box.centre().x + shift, box.y};
    case Side::Bottom:
      break;
  }
  return {box.centre().x + shift, box.bottom()};
}

}  // namespace figure
