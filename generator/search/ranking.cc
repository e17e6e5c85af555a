#include "generator/search/ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace search {
namespace {

// How much of its rarity a candidate counts for, by Fit.
constexpr std::array<double, 3> kFit = {1.0, 0.6, 0.6};
constexpr double kByParts = 0.8;       // a compound that is met by all its parts
constexpr double kBySomeParts = 0.25;  // by some of them: not a match
constexpr double kInherited = 0.3;     // a word of the page's title, for the page's other sections
constexpr std::size_t kLooseHeading = 3;  // words of a heading for each that is asked
constexpr double kAccents = 1.25;         // spelled with the accents that were typed

// How a section meets a slot.
struct Match {
  double strength = 0;
  Fit fit = Fit::Exact;
  std::uint8_t fields = 0;
  std::uint8_t title_words = 0;
  std::uint8_t heading_words = 0;
  std::uint8_t words = 0;  // 0: it does not

  void better_of(const Match& other) {
    if (other.words > 0 && (words == 0 || other.strength > strength)) *this = other;
  }
};

using Matches = std::vector<Match>;  // by slot
using Sections = std::unordered_map<Document, Matches>;

// A tier and a half later for what is met by a beginning or a correction, but never among those
// that lack words.
int place_of(const Ranked& ranked) {
  if (ranked.tier == Tier::Some) return 100;
  return 2 * static_cast<int>(ranked.tier) + (ranked.exact ? 0 : 3);
}

class Ranking {
 public:
  Ranking(const std::vector<Resolved>& slots, Lexicon& lexicon) : lexicon_(lexicon) {
    for (const Resolved& slot : slots) {
      if (!slot.known()) {
        missing_ = true;
        continue;
      }
      ++count_;
    }
    weights_.assign(count_, 0);
    std::size_t number = 0;
    for (const Resolved& slot : slots)
      if (slot.known()) collect(slot, number++);
  }

  std::vector<Ranked> order(const std::function<bool(std::uint32_t)>& allowed) const {
    std::vector<Ranked> out;
    for (const auto& [document, matches] : sections_)
      if (allowed(page_of(document))) out.push_back(judge(document, matches));
    keep_one_of_each_page(out);
    std::sort(out.begin(), out.end(), [](const Ranked& a, const Ranked& b) {
      if (place_of(a) != place_of(b)) return place_of(a) < place_of(b);
      if (a.score != b.score) return a.score > b.score;
      return a.document < b.document;
    });
    return out;
  }

 private:
  using Found = std::unordered_map<Document, Match>;

  double rarity(std::size_t held_by) const {
    const auto all = static_cast<double>(lexicon_.sections());
    const auto some = static_cast<double>(held_by);
    return std::log(1 + (all - some + 0.5) / (some + 0.5));
  }

  // The best match of each section with any of the candidates; `weight` becomes the first one's
  // rarity.
  Found find(const std::vector<Candidate>& candidates, double& weight) const {
    Found out;
    for (const Candidate& candidate : candidates) {
      std::vector<Postings> lists;
      for (const std::string& family : candidate.families)
        lists.push_back(lexicon_.postings(family));
      const Postings postings = merged(lists);
      const double rare = rarity(postings.size());
      if (weight == 0) weight = rare;
      for (const Posting& posting : postings) {
        Match match{rare * kFit[static_cast<std::size_t>(candidate.fit)] * field_weight(posting),
                    candidate.fit,
                    posting.fields,
                    posting.title_words,
                    posting.heading_words,
                    1};
        out[posting.document].better_of(match);
      }
    }
    return out;
  }

  void collect(const Resolved& slot, std::size_t number) {
    const auto put = [&](Document document, const Match& match) {
      auto [place, fresh] = sections_.try_emplace(document);
      if (fresh) place->second.resize(count_);
      place->second[number].better_of(match);
    };
    Found found = find(slot.whole, weights_[number]);
    if (!slot.accented.empty())
      for (const Document document : lexicon_.holding(slot.accented))
        if (const auto place = found.find(document); place != found.end())
          place->second.strength *= kAccents;
    for (const auto& [document, match] : found) put(document, match);
    if (slot.parts.empty()) return;

    std::vector<Found> parts;
    double weight = 0;
    for (const auto& candidates : slot.parts) {
      double part = 0;
      parts.push_back(find(candidates, part));
      weight += part;
    }
    if (weights_[number] == 0) weights_[number] = weight * kByParts;
    Found together;
    for (const Found& part : parts) {
      for (const auto& [document, match] : part) {
        Match& sum =
            together.try_emplace(document, Match{0, Fit::Exact, 0xFF, 0, 0, 0}).first->second;
        sum.strength += match.strength;
        sum.fit = std::max(sum.fit, match.fit);
        sum.fields &= match.fields;
        sum.title_words = std::max(sum.title_words, match.title_words);
        sum.heading_words = std::max(sum.heading_words, match.heading_words);
        ++sum.words;
      }
    }
    for (auto& [document, match] : together) {
      const bool all = match.words == parts.size();
      match.strength *= all ? kByParts : kBySomeParts;
      if (!all) {
        loose_[document] += match.strength;
        put(document, Match{});
        continue;
      }
      put(document, match);
    }
  }

  const Match* title_of(Document document, std::size_t slot) const {
    const auto head = sections_.find(page_of(document) * kSectionsOfPage);
    if (head == sections_.end() || head->first == document) return nullptr;
    const Match& match = head->second[slot];
    return match.words > 0 && (match.fields & kTitle) ? &match : nullptr;
  }

  Ranked judge(Document document, const Matches& matches) const {
    Ranked out{document, Tier::Some, true, 0, 0};
    bool own = false, heading = true, title = true, everywhere = true;
    std::size_t words = 0;
    unsigned title_words = 0, heading_words = 0;
    double met = 0, all = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const Match& match = matches[i];
      all += weights_[i];
      const Match* inherited = title_of(document, i);
      if (inherited != nullptr) out.score += kInherited * inherited->strength;
      if (match.words > 0) {
        out.score += match.strength;
        own = true;
        words += match.words;
        if (match.fit != Fit::Exact) out.exact = false;
        title = title && (match.fields & kTitle);
        heading = heading && ((match.fields & (kTitle | kHeading)) || inherited != nullptr);
        title_words = std::max<unsigned>(title_words, match.title_words);
        heading_words = std::max<unsigned>(heading_words, match.heading_words);
      } else {
        title = false;
        heading = heading && inherited != nullptr;
        if (inherited != nullptr && inherited->fit != Fit::Exact) out.exact = false;
        everywhere = everywhere && inherited != nullptr;
      }
      if (match.words > 0 || inherited != nullptr) {
        met += weights_[i];
        ++out.words;
      }
    }
    bool in_heading = own;  // every word in the section's own heading
    for (const Match& match : matches)
      in_heading = in_heading && match.words > 0 && (match.fields & kHeading);
    const bool in_own = own && std::any_of(matches.begin(), matches.end(), [](const Match& match) {
                          return match.words > 0 && (match.fields & (kHeading | kTitle));
                        });
    if (own && everywhere) {
      // A sentence that holds the words is no heading about them.
      const bool compact = std::max(title_words, heading_words) <= kLooseHeading * words;
      out.tier = heading && in_own && compact ? Tier::Heading : Tier::Section;
      const bool is_title = title && title_words <= words;
      const bool is_heading = in_heading && heading_words <= words;
      if (!missing_ && (is_title || is_heading)) out.tier = Tier::Title;
    } else {
      out.score *= all > 0 ? met / all : 0;
    }
    if (const auto loose = loose_.find(document); loose != loose_.end()) out.score += loose->second;
    out.score = in_millionths(out.score);
    return out;
  }

  // Where the words are spread over a page, its best section stands for it.
  void keep_one_of_each_page(std::vector<Ranked>& list) const {
    struct Page {
      std::vector<bool> met;
      Ranked* best = nullptr;
    };
    std::unordered_map<std::uint32_t, Page> pages;
    for (Ranked& ranked : list) {
      Page& page = pages[page_of(ranked.document)];
      page.met.resize(count_);
      const Matches& matches = sections_.at(ranked.document);
      for (std::size_t i = 0; i < count_; ++i)
        if (matches[i].words > 0) page.met[i] = true;
      const auto better = [](const Ranked& a, const Ranked& b) {
        if (a.tier != b.tier) return a.tier < b.tier;
        if (a.score != b.score) return a.score > b.score;
        return a.document < b.document;
      };
      if (page.best == nullptr || better(ranked, *page.best)) page.best = &ranked;
    }
    for (auto& [number, page] : pages) {
      const bool all = std::all_of(page.met.begin(), page.met.end(), [](bool met) { return met; });
      if (all && page.best->tier == Tier::Some) page.best->tier = Tier::Page;
    }
  }

  Lexicon& lexicon_;
  std::size_t count_ = 0;  // of known slots
  bool missing_ = false;
  std::vector<double> weights_;  // by slot: how rare it is
  Sections sections_;
  std::unordered_map<Document, double>
      loose_;  // for parts of compounds that are not met as a whole
};

}  // namespace

double in_millionths(double score) { return std::round(score * 1e6) / 1e6; }

std::vector<Ranked> rank(const std::vector<Resolved>& slots, Lexicon& lexicon,
                         const std::function<bool(std::uint32_t page)>& allowed) {
  return Ranking(slots, lexicon).order(allowed);
}

}  // namespace search
