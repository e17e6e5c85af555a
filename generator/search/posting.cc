#include "generator/search/posting.h"

#include <algorithm>
#include <array>

namespace search {
namespace {

constexpr std::array<unsigned, 4> kPoints = {0, 1, 2, 5};  // by strength, for adding up

unsigned strength_of(unsigned points) { return points >= 5 ? 3 : points >= 2 ? 2 : points; }

}  // namespace

unsigned body_strength(std::uint32_t count, std::uint32_t length) {
  if (count == 0) return 0;
  // A saturating count, count / (count + norm), cut at 1/2 and 7/10, in whole numbers.
  const std::uint64_t hundredfold = std::uint64_t{count} * 100;
  const std::uint64_t norm = 60 + length / 2;
  return 1 + (hundredfold >= norm ? 1 : 0) + (hundredfold * 3 >= norm * 7 ? 1 : 0);
}

Postings merged(const std::vector<Postings>& lists) {
  if (lists.size() == 1) return lists.front();
  Postings all;
  for (const Postings& list : lists) all.insert(all.end(), list.begin(), list.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const Posting& a, const Posting& b) { return a.document < b.document; });
  Postings out;
  for (std::size_t i = 0; i < all.size();) {
    Posting sum{all[i].document, 0, 0, 0};
    unsigned points = 0;
    for (; i < all.size() && all[i].document == sum.document; ++i) {
      sum.fields = static_cast<std::uint8_t>(sum.fields | (all[i].fields & 0x0F));
      sum.title_words = std::max(sum.title_words, all[i].title_words);
      sum.heading_words = std::max(sum.heading_words, all[i].heading_words);
      points += kPoints[all[i].body()];
    }
    sum.fields = static_cast<std::uint8_t>(sum.fields | strength_of(points) << kBodyShift);
    out.push_back(sum);
  }
  return out;
}

double field_weight(const Posting& posting) {
  constexpr std::array<double, 4> kBody = {0, 1, 1.6, 2.2};
  double weight = kBody[posting.body()];
  if (posting.fields & kTitle) weight += 2 + 2.0 / posting.title_words;
  if (posting.fields & kHeading) weight += 2 + 3.0 / posting.heading_words;
  if (posting.fields & kErrors) weight += 1;
  if (posting.fields & kCode) weight += 0.4;
  return weight;
}

}  // namespace search
