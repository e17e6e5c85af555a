#include "generator/scaffold/course_file.h"

#include <algorithm>
#include <vector>

#include "generator/base/ascii.h"
#include "generator/model/lint/lines.h"
#include "generator/text/schema.h"
#include "generator/text/toml.h"

namespace scaffold {
namespace {

using text::Node;

std::vector<const Node*> cells_of(const Node& root, std::string_view level,
                                  std::string_view topic) {
  std::vector<const Node*> out;
  const Node* cells = root.find("cell");
  const auto* all = cells != nullptr ? std::get_if<text::Array>(&cells->value) : nullptr;
  if (all == nullptr) return out;
  for (const Node& cell : *all)
    if (text::string_at(cell, "level") == level && text::string_at(cell, "topic") == topic)
      out.push_back(&cell);
  return out;
}

std::size_t offset_of(const model::Lines& lines, base::Position at) {
  return lines.start(at.line) + at.column - 1;
}

// In an array over several lines the lesson gets a line of its own, indented like the last one.
std::string with_element(std::string_view source, std::size_t open, std::size_t close,
                         std::string_view lesson) {
  std::size_t last = close;
  while (last > open + 1 && base::is_space(source[last - 1])) --last;
  const bool empty = last == open + 1;
  const bool comma = !empty && source[last - 1] == ',';
  const bool lines = source.substr(open, close - open).find('\n') != std::string_view::npos;
  std::string out(source.substr(0, last));
  if (!empty && !comma) out += ',';
  if (lines) {
    const std::size_t start = source.rfind('\n', last - 1) + 1;
    const std::size_t text = std::min(source.find_first_not_of(" \t", start), last);
    out += '\n';
    out += source.substr(start, text - start);
  } else if (!empty) {
    out += ' ';
  }
  out += '"';
  out += lesson;
  out += '"';
  if (lines) out += ',';
  out += source.substr(lines ? last : close);
  return out;
}

std::optional<std::string> changed(std::string_view source, const Node& cell,
                                   std::string_view lesson) {
  const model::Lines lines(source);
  if (const Node* list = cell.find("lessons")) {
    if (!list->is_array() || list->at.line == 0 || list->end.line == 0) return std::nullopt;
    const std::size_t open = offset_of(lines, list->at);
    const std::size_t close = offset_of(lines, list->end) - 1;
    if (open >= source.size() || close >= source.size() || close <= open || source[open] != '[' ||
        source[close] != ']')
      return std::nullopt;
    return with_element(source, open, close, lesson);
  }
  const base::Position topic = text::position_at(cell, "topic");
  if (topic.line == 0 || topic.line > lines.count()) return std::nullopt;
  const std::size_t behind = lines.start(topic.line) + lines.text(topic.line).size();
  std::string out(source.substr(0, behind));
  out += "\nlessons = [\"";
  out += lesson;
  out += "\"]";
  out += source.substr(behind);
  return out;
}

}  // namespace

std::optional<std::string> add_to_cell(std::string_view source, std::string_view level,
                                       std::string_view topic, std::string_view lesson) {
  const auto before = text::parse_toml(source, "course.toml");
  if (!before) return std::nullopt;
  const auto cells = cells_of(*before, level, topic);
  if (cells.size() != 1) return std::nullopt;
  std::vector<std::string> expected = text::strings_at(*cells.front(), "lessons");
  if (std::find(expected.begin(), expected.end(), lesson) != expected.end())
    return std::string(source);
  auto out = changed(source, *cells.front(), lesson);
  if (!out) return std::nullopt;
  // Whatever comments and strings stand around: it must be read as what it should say.
  expected.emplace_back(lesson);
  const auto after = text::parse_toml(*out, "course.toml");
  if (!after) return std::nullopt;
  const auto now = cells_of(*after, level, topic);
  if (now.size() != 1 || text::strings_at(*now.front(), "lessons") != expected) return std::nullopt;
  return out;
}

}  // namespace scaffold
