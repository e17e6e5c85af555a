// Two halves side by side: where their lists first differ, and how that is said. Private to the
// rules about pairs.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/course.h"
#include "generator/model/problem.h"

namespace model {

struct Difference {
  std::size_t index = 0;
  bool missing = false;  // the source has more
  bool extra = false;    // this half has more
};

template <class T, class Same>
std::optional<Difference> first_difference(const std::vector<T>& source, const std::vector<T>& half,
                                           Same same) {
  const std::size_t common = std::min(source.size(), half.size());
  for (std::size_t i = 0; i < common; ++i)
    if (!same(source[i], half[i])) return Difference{i, false, false};
  if (source.size() == half.size()) return {};
  return Difference{common, source.size() > half.size(), source.size() < half.size()};
}

// The place of the last thing this half has, before that where something is missing.
template <class T>
base::Position last_place(const std::vector<T>& mine) {
  return mine.empty() ? base::Position{1, 1} : mine.back().at;
}

class PairReport {
 public:
  PairReport(const Half& source, const Half& half, Problems& problems)
      : a(source.facts), b(half.facts), source_(source), half_(half), problems_(problems) {}

  // "lesson.fr.md", "lesson.fr.md:12": the source's side.
  std::string_view other() const { return name_of(source_.file); }
  std::string other_at(base::Position at) const { return fmt::format("{}:{}", other(), at.line); }

  // In this half's file. Without a hint: that the two must agree.
  void add(std::string_view rule, base::Position at, base::Message message, base::Message hint = {},
           base::Position end = {});

  const markdown::Facts& a;  // of the source
  const markdown::Facts& b;  // of this half

 private:
  const Half& source_;
  const Half& half_;
  Problems& problems_;
};

// pair-sections.
void compare_sections(PairReport& report);

}  // namespace model
