// Drawing: boxes, frames, lines and labels with their places, in whole pixels, and how it becomes
// an SVG. Nothing in the markup has a colour: classes say what a thing is, the theme's style says
// how that looks, so that light, dark, print and forced colours follow the page.
//
// Values; any thread. plan.h and map.h make drawings.
#pragma once

#include <string>
#include <vector>

#include "generator/text/html.h"

namespace figure {

constexpr int kLabelSize = 14;  // font sizes; the style has the same
constexpr int kNoteSize = 12;
constexpr int kLabelLine = 18;  // from one line to the next
constexpr int kNoteLine = 16;

struct Point {
  int x = 0;
  int y = 0;
  auto operator<=>(const Point&) const = default;
};

struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  int right() const { return x + width; }
  int bottom() const { return y + height; }
  Point centre() const { return {x + width / 2, y + height / 2}; }
};

// Whether they share more than a border.
bool overlap(const Rect& a, const Rect& b);

enum class Shape { Box, Pill, Store, Dashed };

struct Box {
  Rect at;
  Shape shape = Shape::Box;
  std::vector<std::string> label;
  std::vector<std::string> note;
  std::string href;      // empty: no link
  std::string language;  // of the label, when it is not the page's
  std::string level;     // "1": the colour of a level; may be empty
  bool pale = false;
};

// A frame behind boxes, with its title at the top left.
struct Frame {
  Rect at;
  std::string title;
  Rect title_at;
};

// A heading over a column.
struct Heading {
  std::string text;
  std::string level;
  Rect at;
};

struct Line {
  std::vector<Point> points;  // from the border of a box to the border of another
  bool curved = false;        // between each two points, level at both
  bool dashed = false;
  bool both = false;  // an arrow head at the beginning too
  bool pale = false;
  std::size_t from = 0;  // Drawing::boxes
  std::size_t to = 0;
};

struct Plate {
  Rect at;
  bool framed = false;  // it lies in a frame, and has its colour
  std::vector<std::string> text;
};

struct Drawing {
  int width = 0;
  int height = 0;
  std::vector<Frame> frames;
  std::vector<Heading> headings;
  std::vector<Line> lines;
  std::vector<Plate> plates;
  std::vector<Box> boxes;
};

struct SvgNames {
  std::string id;            // of the title; unique in the page
  std::string title;         // what the figure is called
  std::string described_by;  // id of the element that says the same in words; may be empty
};

// The <svg> element. With a link in it, it is a group of links; else an image.
text::Html svg(const Drawing& drawing, const SvgNames& names);

}  // namespace figure
