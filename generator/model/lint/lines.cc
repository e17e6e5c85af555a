#include "generator/model/lint/lines.h"

#include <algorithm>
#include <string>

namespace model {

Lines::Lines(std::string_view source) : source_(source) {
  starts_.push_back(0);
  for (std::size_t at = source.find('\n'); at != std::string_view::npos;
       at = source.find('\n', at + 1))
    starts_.push_back(at + 1);
}

std::string_view Lines::text(std::uint32_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::size_t begin = starts_[number - 1];
  const std::size_t end = number < starts_.size() ? starts_[number] - 1 : source_.size();
  std::string_view line = source_.substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

base::Position Lines::position(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::size_t>(after - starts_.begin());
  return {static_cast<std::uint32_t>(line),
          static_cast<std::uint32_t>(offset - starts_[line - 1] + 1)};
}

base::Span Lines::span(std::string_view file, std::size_t begin, std::size_t end) const {
  return {std::string(file), position(begin), position(end)};
}

}  // namespace model
