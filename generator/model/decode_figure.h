// figures/<id>.toml -> Figure: strict about everything that would make a drawing wrong. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "generator/model/course.h"
#include "generator/model/problem.h"
#include "generator/model/schemas.h"
#include "generator/text/node.h"

namespace model {

constexpr int kMostFigureCells = 12;  // columns, and rows
constexpr std::size_t kMostFigureNodes = 40;
constexpr std::size_t kMostFigureEdges = 80;
constexpr std::size_t kMostFigureZones = 12;
constexpr std::size_t kMostFigureText = 60;  // characters in a box or on an arrow

// "figures/ai-stack.toml" -> "ai-stack".
std::string figure_id_of(std::string_view file);

// What is wrong is reported, and left out of the figure.
Figure decode_figure(const text::Node& root, std::string_view file, Languages languages,
                     Problems& problems);

}  // namespace model
