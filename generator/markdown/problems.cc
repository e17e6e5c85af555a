#include "generator/markdown/problems.h"

#include <algorithm>

namespace markdown {

void Problems::error(std::string_view rule, const Range& where, base::Message message,
                     base::Message hint) {
  add(base::Severity::Error, rule, where, std::move(message), std::move(hint));
}

void Problems::warn(std::string_view rule, const Range& where, base::Message message,
                    base::Message hint) {
  add(base::Severity::Warning, rule, where, std::move(message), std::move(hint));
}

void Problems::add(base::Severity severity, std::string_view rule, const Range& where,
                   base::Message message, base::Message hint) {
  if (full()) return;
  base::Error problem;
  problem.message = std::move(message);
  problem.hint = std::move(hint);
  problem.where = {file_, where.begin, where.end};
  problem.rule = rule;
  problem.severity = severity;
  if (out_.size() - first_ == kMaximumProblems - 1) {
    problem.message = base::message("this page has more than {} problems; the others are not shown",
                                    "cette page a plus de {} problèmes ; les autres ne sont pas "
                                    "montrés",
                                    kMaximumProblems - 1);
    problem.hint = {};
    problem.rule = "page-too-large";
    problem.severity = base::Severity::Error;
  }
  out_.push_back(std::move(problem));
}

void Problems::sort() {
  std::sort(out_.begin() + static_cast<std::ptrdiff_t>(first_), out_.end(), base::before);
}

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string out;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80 && ++characters > kLongest) return out + "…";
    out += byte < 0x20 || byte == 0x7F ? ' ' : text[i];
  }
  return out;
}

}  // namespace markdown
