#include "generator/model/anchors.h"

#include <algorithm>
#include <unordered_map>

#include "generator/base/hash.h"
#include "generator/text/slug.h"

namespace model {
namespace {

// Gives each base its first free form: "rules", "rules-2", "rules-3".
class Namer {
 public:
  void reserve(const std::string& id) { next_.try_emplace(id, 2); }

  std::string name(const std::string& base) {
    const auto [found, is_new] = next_.try_emplace(base, 2);
    if (is_new) return base;
    for (;;) {
      std::string numbered = fmt::format("{}-{}", base, found->second++);
      if (next_.find(numbered) == next_.end()) {
        next_.emplace(numbered, 2);
        return numbered;
      }
    }
  }

 private:
  std::unordered_map<std::string, int> next_;  // how the next heading of that base is numbered
};

bool same_levels(const markdown::Facts& a, const markdown::Facts& b) {
  return std::equal(a.headings.begin(), a.headings.end(), b.headings.begin(), b.headings.end(),
                    [](const auto& x, const auto& y) { return x.level == y.level; });
}

template <class Visit>
void for_each_other_id(const markdown::Facts& facts, Visit visit) {
  for (const auto& quiz : facts.quizzes) visit(quiz.id);
  for (const auto& lab : facts.labs) visit(lab.id);
  for (const auto& log : facts.logs) visit(log.id);
}

// `source`: the half whose headings name those of this one; null for the source itself.
void assign(Half& half, const Half* source) {
  const auto& headings = half.facts.headings;
  Namer namer;
  std::unordered_map<std::string_view, std::size_t>
      explicit_ids;  // -> the first heading that has it
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (!headings[i].id.empty() && explicit_ids.try_emplace(headings[i].id, i).second)
      namer.reserve(headings[i].id);
  }
  for_each_other_id(half.facts, [&](const std::string& id) { namer.reserve(id); });
  half.anchors.clear();
  half.anchors.reserve(headings.size());
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const std::string& id = headings[i].id;
    if (!id.empty() && explicit_ids[id] == i)
      half.anchors.push_back(id);
    else if (!id.empty())
      half.anchors.push_back(namer.name(id));
    else if (source != nullptr)
      half.anchors.push_back(namer.name(source->anchors[i]));
    else
      half.anchors.push_back(namer.name(text::Slug::from_title(headings[i].title).str()));
  }
}

void index_places(Half& half) {
  const auto& headings = half.facts.headings;
  half.places.clear();
  half.places.reserve(headings.size());
  const auto add = [&](std::string_view name, std::size_t heading) {
    half.places.emplace_back(place_key(name), static_cast<std::uint32_t>(heading));
  };
  for (std::size_t i = 0; i < headings.size(); ++i) add(half.anchors[i], i);
  for_each_other_id(half.facts, [&](const std::string& id) {
    if (!id.empty()) add(id, kNoHeading);
  });
  // Of several things of one name the first heading counts, and a heading before an id.
  const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(half.places.begin(), half.places.end(), before);
  const std::size_t exact = half.places.size();
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const std::string own = text::Slug::from_title(headings[i].title).str();
    if (own == half.anchors[i]) continue;
    const std::pair<std::uint64_t, std::uint32_t> place(place_key(own),
                                                        static_cast<std::uint32_t>(i));
    const auto end = half.places.begin() + static_cast<std::ptrdiff_t>(exact);
    if (!std::binary_search(half.places.begin(), end, place, before)) half.places.push_back(place);
  }
  std::stable_sort(half.places.begin(), half.places.end(), before);
  half.places.shrink_to_fit();
}

const std::pair<std::uint64_t, std::uint32_t>* find_place(const Half& half, std::string_view name) {
  const auto found =
      std::lower_bound(half.places.begin(), half.places.end(), place_key(name),
                       [](const auto& place, std::uint64_t key) { return place.first < key; });
  return found != half.places.end() && found->first == place_key(name) ? &*found : nullptr;
}

}  // namespace

std::uint64_t place_key(std::string_view name) { return base::hash(name).high; }

void assign_anchors(Page& page) {
  Half* source = page.source < page.halves.size() && page.halves[page.source].exists
                     ? &page.halves[page.source]
                     : nullptr;
  if (source != nullptr) {
    assign(*source, nullptr);
    index_places(*source);
  }
  for (Half& half : page.halves) {
    if (!half.exists || &half == source) continue;
    const bool agrees = source != nullptr && same_levels(half.facts, source->facts);
    assign(half, agrees ? source : nullptr);
    index_places(half);
  }
}

std::optional<std::uint32_t> find_heading(const Half& half, std::string_view fragment) {
  const auto* place = find_place(half, fragment);
  // As other sites write the anchor of a heading: with its accents and capitals.
  if (place == nullptr) place = find_place(half, text::Slug::from_title(fragment).str());
  return place != nullptr ? std::optional(place->second) : std::nullopt;
}

std::optional<std::string> find_anchor(const Half& half, std::string_view fragment) {
  if (fragment.empty()) return std::string();
  const auto heading = find_heading(half, fragment);
  if (!heading) return {};
  return *heading == kNoHeading ? std::string(fragment) : half.anchors[*heading];
}

}  // namespace model
