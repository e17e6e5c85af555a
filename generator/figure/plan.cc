#include "generator/figure/plan.h"

#include <algorithm>
#include <cstdlib>

#include "generator/figure/labels.h"
#include "generator/figure/ports.h"
#include "generator/figure/wrap.h"

namespace figure {
namespace {

constexpr int kMargin = 4;
constexpr int kLeastBox = 116;
constexpr int kMostBox = 188;
constexpr int kBoxPadding = 12;
constexpr int kLeastHeight = 54;
constexpr int kColumnGap = 54;
constexpr int kRowGap = 44;
constexpr int kEmptyColumn = 24;
constexpr int kZonePadding = 16;
constexpr int kZoneTitle = 24;
constexpr int kMostTitle = 300;
constexpr int kPlateWidth = 118;  // of the text on it
constexpr int kPlateSides = 5;
constexpr int kShaft = 44;  // of a line, beside the plate on it
constexpr std::size_t kMostLines = 3;

struct EdgeShape {
  bool drawn = false;
  Way way = Way::Row;
  EdgePorts ports;
  std::vector<std::string> label;
  int plate_width = 0, plate_height = 0;
};

class Layout {
 public:
  explicit Layout(const Plan& plan) : plan_(plan) {}

  Drawing run() {
    measure_grid();
    measure_boxes();
    choose_ways();
    measure_gaps();
    place_columns();
    for (const PlanNode& node : plan_.nodes) draw_box(node);
    for (const PlanZone& zone : plan_.zones) draw_zone(zone);
    std::vector<EdgePorts*> ports;
    for (EdgeShape& shape : shapes_) ports.push_back(shape.drawn ? &shape.ports : nullptr);
    shift_ports(plan_, height_, kLeastBox, ports);
    for (std::size_t i = 0; i < plan_.edges.size(); ++i)
      if (shapes_[i].drawn) draw_line(i);
    std::size_t line = 0;
    for (std::size_t i = 0; i < plan_.edges.size(); ++i) {
      if (!shapes_[i].drawn) continue;
      if (!shapes_[i].label.empty()) draw_plate(shapes_[i], line);
      ++line;
    }
    fit();
    return std::move(out_);
  }

 private:
  // -- sizes --------------------------------------------------------------------------------------

  void measure_grid() {
    for (const PlanNode& node : plan_.nodes) {
      columns_ = std::max(columns_, node.at.column + 1);
      rows_ = std::max(rows_, node.at.row + 1);
      taken_.insert(node.at);
    }
    for (const PlanZone& zone : plan_.zones) {
      columns_ = std::max(columns_, zone.at.column + zone.columns);
      rows_ = std::max(rows_, zone.at.row + zone.rows);
    }
    width_.assign(static_cast<std::size_t>(columns_), kEmptyColumn);
    column_gap_.assign(static_cast<std::size_t>(columns_) + 1, kColumnGap);
    row_gap_.assign(static_cast<std::size_t>(rows_) + 1, kRowGap);
  }

  static int longest_word(std::string_view text, int font_size) {
    int out = 0;
    while (!text.empty()) {
      const std::size_t space = std::min(text.find(' '), text.size());
      out = std::max(out, text_width(text.substr(0, space), font_size));
      text.remove_prefix(std::min(space + 1, text.size()));
    }
    return out;
  }

  // The narrowest box in which a node's texts take two lines each, as far as that is possible.
  static int box_width(const PlanNode& node) {
    for (int width = kLeastBox; width < kMostBox; width += 8) {
      const int inner = width - 2 * kBoxPadding;
      if (longest_word(node.label, kLabelSize) <= inner &&
          longest_word(node.note, kNoteSize) <= inner &&
          wrap(node.label, inner, kLabelSize, 9).size() <= 2 &&
          wrap(node.note, inner, kNoteSize, 9).size() <= 2)
        return width;
    }
    return kMostBox;
  }

  void measure_boxes() {
    for (const PlanNode& node : plan_.nodes) {
      int& width = width_[static_cast<std::size_t>(node.at.column)];
      width = std::max(width, box_width(node));
    }
    height_ = kLeastHeight;
    for (const PlanNode& node : plan_.nodes) {
      const int lines = static_cast<int>(label_of(node).size());
      const int notes = static_cast<int>(note_of(node).size());
      height_ = std::max(height_, lines * kLabelLine + notes * kNoteLine + 22 +
                                      (node.shape == Shape::Store ? 8 : 0));
    }
  }

  int inner_width(const PlanNode& node) const {
    return width_[static_cast<std::size_t>(node.at.column)] - 2 * kBoxPadding;
  }
  std::vector<std::string> label_of(const PlanNode& node) const {
    return wrap(node.label, inner_width(node), kLabelSize, kMostLines);
  }
  std::vector<std::string> note_of(const PlanNode& node) const {
    return wrap(node.note, inner_width(node), kNoteSize, kMostLines);
  }

  // -- ways ---------------------------------------------------------------------------------------

  // A box that leads straight down to one of three leads down to the two others as well.
  bool prefers_row_gap(const PlanEdge& edge, Way way) const {
    const Cell from = plan_.nodes[edge.from].at, to = plan_.nodes[edge.to].at;
    if (way != Way::ColumnGap || std::abs(to.row - from.row) != 1) return false;
    return std::any_of(plan_.edges.begin(), plan_.edges.end(), [&](const PlanEdge& other) {
      const Cell there = plan_.nodes[other.to].at;
      return other.from == edge.from && there.column == from.column && there.row == to.row;
    });
  }

  void choose_ways() {
    for (const PlanEdge& edge : plan_.edges) {
      EdgeShape shape;
      const Cell from = plan_.nodes[edge.from].at, to = plan_.nodes[edge.to].at;
      if (const auto way = find_way(taken_, from, to)) {
        shape.drawn = true;
        shape.way = prefers_row_gap(edge, *way) ? Way::RowGap : *way;
        const Side across = to.column > from.column ? Side::Right : Side::Left;
        const Side across_back = to.column > from.column ? Side::Left : Side::Right;
        const Side down = to.row > from.row ? Side::Bottom : Side::Top;
        const Side down_back = to.row > from.row ? Side::Top : Side::Bottom;
        const bool starts_across =
            shape.way == Way::Row || shape.way == Way::ColumnGap || shape.way == Way::RowFirst;
        const bool ends_across =
            shape.way == Way::Row || shape.way == Way::ColumnGap || shape.way == Way::ColumnFirst;
        shape.ports.from = starts_across ? across : down;
        shape.ports.to = ends_across ? across_back : down_back;
        shape.label = wrap(edge.label, kPlateWidth, kNoteSize, kMostLines);
        if (!shape.label.empty()) {
          shape.plate_width = widest(shape.label, kNoteSize) + 2 * kPlateSides;
          shape.plate_height = static_cast<int>(shape.label.size()) * kNoteLine + 4;
        }
      }
      shapes_.push_back(std::move(shape));
    }
  }

  // The gap that an edge crosses first: there is room for its label in it.
  void measure_gaps() {
    for (std::size_t i = 0; i < plan_.edges.size(); ++i) {
      const EdgeShape& shape = shapes_[i];
      if (!shape.drawn || shape.label.empty()) continue;
      const Cell from = plan_.nodes[plan_.edges[i].from].at;
      if (is_upright(shape.ports.from)) {
        const int gap = from.column + (shape.ports.from == Side::Right ? 1 : 0);
        int& width = column_gap_[static_cast<std::size_t>(gap)];
        width = std::max(width, shape.plate_width + kShaft);
      } else {
        const int gap = from.row + (shape.ports.from == Side::Bottom ? 1 : 0);
        int& height = row_gap_[static_cast<std::size_t>(gap)];
        height = std::max(height, shape.plate_height + kShaft - 8);
      }
    }
  }

  // -- zones --------------------------------------------------------------------------------------

  static bool holds(const PlanZone& a, const PlanZone& b) {
    return a.at.column <= b.at.column && a.at.row <= b.at.row &&
           a.at.column + a.columns >= b.at.column + b.columns &&
           a.at.row + a.rows >= b.at.row + b.rows;
  }

  // How many zones stand in one another inside this one.
  int nest(std::size_t zone) const {
    int out = 0;
    for (std::size_t i = 0; i < plan_.zones.size(); ++i) {
      const PlanZone &inner = plan_.zones[i], &outer = plan_.zones[zone];
      const bool same = holds(inner, outer) && holds(outer, inner);
      if (i != zone && holds(outer, inner) && (!same || i > zone)) ++out;
    }
    return std::min(out, 4);
  }
  int padding(std::size_t zone) const { return kZonePadding + nest(zone) * 12; }
  int top_padding(std::size_t zone) const { return padding(zone) + (nest(zone) + 1) * kZoneTitle; }

  // -- places -------------------------------------------------------------------------------------

  void place_columns() {
    std::vector<int> left(width_.size() + 1, 0), right(width_.size() + 1, 0);
    std::vector<int> above(static_cast<std::size_t>(rows_) + 1, 0), below = above;
    const auto raise = [](int& value, int to) { value = std::max(value, to); };
    for (std::size_t i = 0; i < plan_.zones.size(); ++i) {
      const PlanZone& zone = plan_.zones[i];
      raise(left[static_cast<std::size_t>(zone.at.column)], padding(i));
      raise(right[static_cast<std::size_t>(zone.at.column + zone.columns)], padding(i));
      raise(above[static_cast<std::size_t>(zone.at.row)], top_padding(i));
      raise(below[static_cast<std::size_t>(zone.at.row + zone.rows)], padding(i));
    }
    for (std::size_t i = 0; i < plan_.zones.size(); ++i) widen_for_title(i);
    // A gap at the edge of the drawing is only as wide as the frames in it.
    int x = kMargin;
    for (std::size_t i = 0; i < width_.size(); ++i) {
      x += (i > 0 ? column_gap_[i] : 0) + left[i] + right[i];
      x_.push_back(x);
      x += width_[i];
    }
    int y = kMargin;
    for (std::size_t i = 0; i < static_cast<std::size_t>(rows_); ++i) {
      y += (i > 0 ? row_gap_[i] : 0) + above[i] + below[i];
      y_.push_back(y);
      y += height_;
    }
  }

  // A frame is as wide as its title, up to a length.
  void widen_for_title(std::size_t index) {
    const PlanZone& zone = plan_.zones[index];
    const auto first = static_cast<std::size_t>(zone.at.column);
    const auto last = first + static_cast<std::size_t>(zone.columns) - 1;
    int width = 2 * padding(index);
    for (std::size_t i = first; i <= last; ++i)
      width += width_[i] + (i > first ? column_gap_[i] : 0);
    const int wanted = std::min(text_width(zone.title, kNoteSize) + 36, kMostTitle);
    width_[last] += std::max(0, wanted - width);
  }

  Rect rect_of(Cell cell) const {
    const auto column = static_cast<std::size_t>(cell.column);
    return {x_[column], y_[static_cast<std::size_t>(cell.row)], width_[column], height_};
  }

  void draw_box(const PlanNode& node) {
    Box box;
    box.at = rect_of(node.at);
    box.shape = node.shape;
    box.label = label_of(node);
    box.note = note_of(node);
    box.href = node.href;
    out_.boxes.push_back(std::move(box));
  }

  void draw_zone(const PlanZone& zone) {
    const std::size_t index = static_cast<std::size_t>(&zone - plan_.zones.data());
    const Rect first = rect_of(zone.at);
    const Rect last = rect_of({zone.at.column + zone.columns - 1, zone.at.row + zone.rows - 1});
    const int sides = padding(index), top = top_padding(index);
    Frame frame;
    frame.at = {first.x - sides, first.y - top, last.right() - first.x + 2 * sides,
                last.bottom() - first.y + top + sides};
    const int room = frame.at.width - 20;
    const std::vector<std::string> title = wrap(zone.title, room - 8, kNoteSize, 1);
    frame.title = title.empty() ? std::string() : title.front();
    frame.title_at = {frame.at.x + 8, frame.at.y + 7,
                      std::min(room, text_width(frame.title, kNoteSize) + 8), 21};
    out_.frames.push_back(std::move(frame));
  }

  // -- lines --------------------------------------------------------------------------------------

  void draw_line(std::size_t i) {
    const PlanEdge& edge = plan_.edges[i];
    const EdgeShape& shape = shapes_[i];
    Line line;
    line.dashed = edge.kind == EdgeKind::Dashed;
    line.both = edge.kind == EdgeKind::Both;
    line.from = edge.from;
    line.to = edge.to;
    const Point begin = port(out_.boxes[edge.from].at, shape.ports.from, shape.ports.from_shift);
    Point end = port(out_.boxes[edge.to].at, shape.ports.to, shape.ports.to_shift);
    // Boxes of one column have one middle; those of one row too: straight is straight.
    if (shape.way == Way::Row) end.y = begin.y;
    if (shape.way == Way::Column) end.x = begin.x;
    line.points.push_back(begin);
    if (shape.way == Way::RowFirst) line.points.push_back({end.x, begin.y});
    if (shape.way == Way::ColumnFirst) line.points.push_back({begin.x, end.y});
    line.points.push_back(end);
    out_.lines.push_back(std::move(line));
  }

  // -- labels -------------------------------------------------------------------------------------

  // In the middle of the gap that was made wide enough for it.
  Point sure_spot(const EdgeShape& shape, const Line& line) const {
    const Point begin = line.points.front();
    const Rect& from = out_.boxes[line.from].at;
    const Cell cell = plan_.nodes[line.from].at;
    const int step = shape.ports.from == Side::Right || shape.ports.from == Side::Bottom ? 1 : -1;
    if (is_upright(shape.ports.from)) {
      const int column = cell.column + step;
      const Rect next = rect_of({column, cell.row});
      const int x = step > 0 ? (from.right() + next.x) / 2 : (next.right() + from.x) / 2;
      return {x, shape.way == Way::ColumnGap ? (begin.y + line.points.back().y) / 2 : begin.y};
    }
    const Rect next = rect_of({cell.column, cell.row + step});
    const int y = step > 0 ? (from.bottom() + next.y) / 2 : (next.bottom() + from.y) / 2;
    return {shape.way == Way::RowGap ? (begin.x + line.points.back().x) / 2 : begin.x, y};
  }

  void draw_plate(const EdgeShape& shape, std::size_t index) {
    const Point sure = sure_spot(shape, out_.lines[index]);
    Plate plate;
    plate.at = place_label(out_, index, shape.plate_width, shape.plate_height, sure);
    plate.text = shape.label;
    const Point middle = plate.at.centre();
    plate.framed = std::any_of(out_.frames.begin(), out_.frames.end(), [&](const Frame& frame) {
      return overlap(frame.at, {middle.x, middle.y, 1, 1});
    });
    out_.plates.push_back(std::move(plate));
  }

  // Moves everything so that it begins at the margin: a label may stand out on the left.
  void fit() {
    int left = 0, top = 0, right = 0, bottom = 0;
    const auto take = [&](const Rect& at) {
      left = std::min(left, at.x - kMargin);
      top = std::min(top, at.y - kMargin);
      right = std::max(right, at.right() + kMargin);
      bottom = std::max(bottom, at.bottom() + kMargin);
    };
    for (const Box& box : out_.boxes) take(box.at);
    for (const Frame& frame : out_.frames) take(frame.at);
    for (const Plate& plate : out_.plates) take(plate.at);
    out_.width = right - left;
    out_.height = bottom - top;
    if (left == 0 && top == 0) return;
    const auto move = [&](Rect& at) { at.x -= left, at.y -= top; };
    for (Box& box : out_.boxes) move(box.at);
    for (Frame& frame : out_.frames) move(frame.at), move(frame.title_at);
    for (Plate& plate : out_.plates) move(plate.at);
    for (Line& line : out_.lines)
      for (Point& point : line.points) point = {point.x - left, point.y - top};
  }

  const Plan& plan_;
  Cells taken_;
  int columns_ = 1, rows_ = 1, height_ = 0;
  std::vector<int> width_, column_gap_, row_gap_, x_, y_;
  std::vector<EdgeShape> shapes_;
  Drawing out_;
};

}  // namespace

Drawing lay_out(const Plan& plan) {
  if (plan.nodes.empty()) return {};
  return Layout(plan).run();
}

}  // namespace figure
