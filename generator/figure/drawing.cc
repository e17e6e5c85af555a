#include "generator/figure/drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "generator/figure/arrows.h"

namespace figure {
namespace {

constexpr int kCap = 6;  // half the height of the ellipse on a store

std::string rectangle(const Rect& at, int radius) {
  return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>", at.x, at.y,
                     at.width, at.height, radius);
}

// A cylinder: what keeps data.
std::string store(const Rect& at) {
  const int half = at.width / 2, other = at.width - half;
  const auto arc = [&](int width, int sweep) {
    return fmt::format("a{} {} 0 0 {} {} 0", half, kCap, sweep, width);
  };
  std::string out = fmt::format("<path d=\"M{} {}{}V{}{}Z\"/>", at.x, at.y + kCap, arc(at.width, 1),
                                at.bottom() - kCap, arc(-at.width, 1));
  out +=
      fmt::format("<path class=\"rim\" d=\"M{} {}{}\"/>", at.x, at.y + kCap, arc(half + other, 0));
  return out;
}

void write_lines(std::string& out, const std::vector<std::string>& lines, std::string_view kind,
                 int x, int& baseline, int step) {
  if (lines.empty()) return;
  out += fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\">", kind, x, baseline);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // A space between the lines, for whoever hears or copies the text; the style gives it no width.
    if (i > 0)
      out += fmt::format("<tspan class=\"gap\"> </tspan><tspan x=\"{}\" dy=\"{}\">", x, step);
    text::escape_to(out, lines[i]);
    if (i > 0) out += "</tspan>";
    baseline += step;
  }
  out += "</text>";
}

void write_box(std::string& out, const Box& box) {
  static constexpr std::string_view kClasses[] = {"node", "node person", "node store",
                                                  "node outside"};
  out += fmt::format("<g class=\"{}{}\"", kClasses[static_cast<std::size_t>(box.shape)],
                     box.pale ? " pale" : "");
  if (!box.level.empty()) out += fmt::format(" data-level=\"{}\"", box.level);
  out += '>';
  if (!box.href.empty()) {
    out += "<a href=\"";
    text::escape_to(out, box.href);
    out += '"';
    if (!box.language.empty()) out += " lang=\"" + box.language + '"';
    out += '>';
  }
  if (box.shape == Shape::Store)
    out += store(box.at);
  else
    out += rectangle(box.at, box.shape == Shape::Pill ? std::min(box.at.height / 2, 20) : 7);
  const int text_height = static_cast<int>(box.label.size()) * kLabelLine +
                          static_cast<int>(box.note.size()) * kNoteLine;
  const int sink = box.shape == Shape::Store ? kCap / 2 + 1 : 0;
  int baseline = box.at.y + (box.at.height - text_height) / 2 + kLabelSize + sink;
  const int x = box.at.centre().x;
  write_lines(out, box.label, "label", x, baseline, kLabelLine);
  if (!box.note.empty()) {
    if (!box.label.empty()) out += ' ';
    baseline -= kLabelSize - kNoteSize;
    write_lines(out, box.note, "small", x, baseline, kNoteLine);
  }
  if (!box.href.empty()) out += "</a>";
  out += "</g>\n";
}

void write_line(std::string& out, const Line& line) {
  out += "<path class=\"edge";
  if (line.dashed) out += " dashed";
  if (line.pale) out += " pale";
  out += fmt::format("\" d=\"{}\"/>", path_of(line));
  out +=
      fmt::format("<path class=\"head{}\" d=\"{}\"/>\n", line.pale ? " pale" : "", heads_of(line));
}

void write_plate(std::string& out, const Plate& plate) {
  out += plate.framed ? "<g class=\"plate framed\">" : "<g class=\"plate\">";
  out += rectangle(plate.at, 3);
  int baseline = plate.at.y + 2 + kNoteSize;
  write_lines(out, plate.text, "small", plate.at.centre().x, baseline, kNoteLine);
  out += "</g>\n";
}

void write_title(std::string& out, const Rect& at, std::string_view title) {
  out += fmt::format("<text x=\"{}\" y=\"{}\">", at.x, at.y + kNoteSize);
  text::escape_to(out, title);
  out += "</text>";
}

}  // namespace

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

text::Html svg(const Drawing& drawing, const SvgNames& names) {
  const bool links = std::any_of(drawing.boxes.begin(), drawing.boxes.end(),
                                 [](const Box& box) { return !box.href.empty(); });
  std::string out =
      fmt::format("<svg width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"{2}\" ",
                  drawing.width, drawing.height, links ? "group" : "img");
  out += fmt::format("aria-labelledby=\"{}\"", names.id);
  if (!names.described_by.empty())
    out += fmt::format(" aria-describedby=\"{}\"", names.described_by);
  out += fmt::format(">\n<title id=\"{}\">", names.id);
  text::escape_to(out, names.title);
  out += "</title>\n";
  for (const Frame& frame : drawing.frames)
    out += "<g class=\"zone\">" + rectangle(frame.at, 10) + "</g>\n";
  for (const Heading& heading : drawing.headings) {
    out += fmt::format("<g class=\"column\" data-level=\"{}\">", heading.level);
    write_title(out, heading.at, heading.text);
    out += fmt::format("<path d=\"M{} {}H{}\"/></g>\n", heading.at.x, heading.at.bottom(),
                       heading.at.right());
  }
  for (const Line& line : drawing.lines) write_line(out, line);
  for (const Plate& plate : drawing.plates) write_plate(out, plate);
  for (const Frame& frame : drawing.frames) {
    out += "<g class=\"zone-title\">" + rectangle(frame.title_at, 3);
    write_title(out, {frame.title_at.x + 4, frame.title_at.y + 2, 0, 0}, frame.title);
    out += "</g>\n";
  }
  for (const Box& box : drawing.boxes) write_box(out, box);
  return text::Html::trusted(out + "</svg>");
}

}  // namespace figure
