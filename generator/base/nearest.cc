#include "generator/base/nearest.h"

#include "generator/base/ascii.h"

#include <algorithm>
#include <vector>

namespace base {
namespace {

// Optimal string alignment distance, given up (limit + 1) as soon as a whole row is above the
// limit.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t best = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view written, std::span<const std::string> candidates) {
  constexpr std::size_t kLongestWorthComparing = 200;
  if (written.size() > kLongestWorthComparing) return {};
  std::size_t limit = std::clamp<std::size_t>(written.size() / 3, 1, 4);
  const std::string* best = nullptr;
  for (const std::string& candidate : candidates) {
    const std::size_t d = distance(written, candidate, limit);
    if (d > limit) continue;
    best = &candidate;
    if (d == 0) break;
    limit = d - 1;  // only a strictly nearer one replaces it
  }
  return best != nullptr ? *best : std::string();
}

Message did_you_mean(std::string_view written, std::span<const std::string> candidates) {
  const std::string name = nearest(written, candidates);
  if (name.empty()) return {};
  return message("did you mean '{}'?", "vouliez-vous dire « {} » ?", name);
}

}  // namespace base
