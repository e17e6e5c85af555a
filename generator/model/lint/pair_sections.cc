#include <unordered_set>

#include "generator/model/lint/pair_report.h"

namespace model {
namespace {

using markdown::Facts;

// Headings of quizzes, labs and logs are compared with what they head.
struct Section {
  int level = 0;
  std::string_view id;
  std::string_view title;
  base::Position at;
};
std::vector<Section> sections_of(const Facts& facts) {
  std::unordered_set<std::string_view> owned;
  for (const auto& quiz : facts.quizzes) owned.insert(quiz.id);
  for (const auto& lab : facts.labs) owned.insert(lab.id);
  std::vector<Section> out;
  std::size_t log = 0;
  for (const auto& heading : facts.headings) {
    while (log < facts.logs.size() && facts.logs[log].end < heading.at) ++log;
    const bool in_log = log < facts.logs.size() && facts.logs[log].at <= heading.at;
    if (in_log || (!heading.id.empty() && owned.count(heading.id) > 0)) continue;
    out.push_back({heading.level, heading.id, heading.title, heading.at});
  }
  return out;
}
std::string name(const Section& section) {
  return std::string(section.id.empty() ? section.title : section.id);
}

}  // namespace

void PairReport::add(std::string_view rule, base::Position at, base::Message message,
                     base::Message hint, base::Position end) {
  if (hint.empty())
    hint = base::message("the two files must agree; {} is the source",
                         "les deux fichiers doivent concorder ; {} est la source", other());
  problems_.push_back(problem(rule, {half_.file, at, end}, std::move(message), std::move(hint)));
}

void compare_sections(PairReport& report) {
  const std::vector<Section> source = sections_of(report.a), half = sections_of(report.b);
  const auto found = first_difference(source, half, [](const Section& x, const Section& y) {
    return x.level == y.level && x.id == y.id;
  });
  if (!found) return;
  const std::size_t i = found->index;
  const auto has = [](const std::vector<Section>& all, const Section& wanted) {
    return !wanted.id.empty() && std::any_of(all.begin(), all.end(), [&](const Section& one) {
      return one.id == wanted.id;
    });
  };
  if (found->missing || (!found->extra && i < half.size() && !source[i].id.empty() &&
                         !has(half, source[i]))) {
    report.add("pair-sections", i < half.size() ? half[i].at : last_place(half),
               base::message("the section '{}' of {} is missing here",
                             "la section « {} » de {} manque ici", name(source[i]),
                             report.other_at(source[i].at)));
  } else if (found->extra || (!half[i].id.empty() && !has(source, half[i]))) {
    report.add("pair-sections", half[i].at,
               base::message("{} has no section '{}' here", "{} n'a pas de section « {} » ici",
                             report.other(), name(half[i])));
  } else if (source[i].id == half[i].id) {
    report.add(
        "pair-sections", half[i].at,
        base::message("'{}' is a heading of level {} here and of level {} in {}",
                      "« {} » est un titre de niveau {} ici et de niveau {} dans {}", name(half[i]),
                      half[i].level, source[i].level, report.other_at(source[i].at)));
  } else {
    report.add("pair-sections", half[i].at,
               base::message("the section '{}' stands where {} has '{}'",
                             "la section « {} » est là où {} a « {} »", name(half[i]),
                             report.other_at(source[i].at), name(source[i])));
  }
}

}  // namespace model
