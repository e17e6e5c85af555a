#include "generator/search/error_index.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "generator/search/ranking.h"

namespace search {
namespace {

constexpr std::size_t kMostKnown = 48;      // tokens of a known error that are compared
constexpr std::size_t kMostPasted = 600;    // tokens of what is pasted
constexpr std::size_t kMostCompared = 400;  // errors that are compared with it
constexpr double kWild = 0.1;         // both have something there that differs from case to case
constexpr double kSameLiteral = 0.5;  // and it is even the same
constexpr double kGap = 0.2;          // a token of either that the other does not have
constexpr double kLeastCovered = 0.5;   // of the known error, or of what is pasted
constexpr double kCertainShare = 0.75;
constexpr std::size_t kCertainWords = 3;

// The best way to lay a known error over what is pasted that ends at a cell.
struct Cell {
  double score = 0;
  std::size_t first = 0;  // token of what is pasted where it begins
  std::size_t words = 0;  // that are the same
};

}  // namespace

ErrorIndex::ErrorIndex(std::vector<KnownError> errors) : errors_(std::move(errors)) {
  for (std::size_t i = 0; i < errors_.size(); ++i) {
    patterns_.push_back(error_tokens(errors_[i].text, kMostKnown));
    for (const ErrorToken& token : patterns_.back()) {
      std::vector<std::size_t>& holders = holders_[token.word];
      if (token.word != "*" && (holders.empty() || holders.back() != i)) holders.push_back(i);
    }
  }
}

double ErrorIndex::weight_of(const std::string& word) const {
  if (word == "*") return kWild;
  const auto found = holders_.find(word);
  const double held_by = found == holders_.end() ? 1 : static_cast<double>(found->second.size());
  return 0.5 + std::log(1 + static_cast<double>(errors_.size()) / held_by);
}

FoundError ErrorIndex::align(std::size_t error, const std::vector<ErrorToken>& pasted) const {
  const std::vector<ErrorToken>& known = patterns_[error];
  std::vector<Cell> above(pasted.size() + 1), row(pasted.size() + 1);
  Cell best;
  std::size_t best_last = 0;
  double whole = 0;
  for (const ErrorToken& token : known) {
    const double weight = weight_of(token.word);
    whole += weight;
    row[0] = {};
    for (std::size_t j = 1; j <= pasted.size(); ++j) {
      const ErrorToken& other = pasted[j - 1];
      Cell cell = above[j - 1];  // the two tokens face each other
      if (cell.score == 0) cell = {0, j - 1, 0};
      const bool same = token.word == other.word;
      if (same && token.word != "*") {
        cell.score += weight;
        ++cell.words;
      } else if (same) {
        cell.score += kWild + (token.literal == other.literal ? kSameLiteral : 0);
      } else if (token.word != "*" && other.word != "*") {
        cell.score -= 2 * kGap;
      }
      if (above[j].score - kGap > cell.score) {
        cell = above[j];
        cell.score -= kGap;
      }
      if (row[j - 1].score - kGap > cell.score) {
        cell = row[j - 1];
        cell.score -= kGap;
      }
      if (cell.score < 0) cell = {};
      row[j] = cell;
      if (cell.score > best.score) {
        best = cell;
        best_last = j - 1;
      }
    }
    std::swap(above, row);
  }
  FoundError out;
  out.error = error;
  if (best.score <= 0) return out;
  out.matched = {pasted[best.first].begin, pasted[best_last].end};
  double all_pasted = 0;
  for (const ErrorToken& token : pasted) all_pasted += weight_of(token.word);
  const double share = std::min(1.0, best.score / whole);
  // Somebody may paste only the telling half of a message.
  const double covered = best.words >= kCertainWords ? std::min(1.0, best.score / all_pasted) : 0;
  const double better = std::max(share, 0.9 * covered);
  out.score = better < kLeastCovered ? 0 : in_millionths(best.score * better);
  out.certain = better >= kCertainShare && (best.words >= kCertainWords || share > 0.99);
  return out;
}

std::vector<FoundError> ErrorIndex::find(std::string_view pasted) const {
  const std::vector<ErrorToken> tokens = error_tokens(pasted, kMostPasted);
  // Those that share words, those that share most first.
  std::vector<double> shared(errors_.size(), 0);
  std::set<std::string_view> seen;
  for (const ErrorToken& token : tokens) {
    if (token.word == "*" || !seen.insert(token.word).second) continue;
    const auto holders = holders_.find(token.word);
    if (holders == holders_.end()) continue;
    for (const std::size_t error : holders->second) shared[error] += weight_of(token.word);
  }
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < shared.size(); ++i)
    if (shared[i] > 0) candidates.push_back(i);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](std::size_t a, std::size_t b) { return shared[a] > shared[b]; });
  if (candidates.size() > kMostCompared) candidates.resize(kMostCompared);
  std::sort(candidates.begin(), candidates.end());

  std::map<Document, FoundError> by_document;
  for (const std::size_t candidate : candidates) {
    const FoundError found = align(candidate, tokens);
    if (found.score <= 0) continue;
    auto [place, fresh] = by_document.try_emplace(errors_[candidate].document, found);
    if (!fresh && found.score > place->second.score) place->second = found;
  }
  std::vector<FoundError> out;
  for (const auto& [document, found] : by_document) out.push_back(found);
  std::stable_sort(out.begin(), out.end(),
                   [](const FoundError& a, const FoundError& b) { return a.score > b.score; });
  return out;
}

}  // namespace search
