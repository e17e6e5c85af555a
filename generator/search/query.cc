#include "generator/search/query.h"

#include <algorithm>

#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

constexpr std::size_t kMostCompletions = 48;
constexpr std::size_t kShortestMistyped = 4;
constexpr std::size_t kShortestFamily = 3;

Asked asked(const Token& token) {
  return {std::string(token.term), text::without_accents(token.term), token.kind};
}

void add(std::vector<std::string>& families, const std::string& family) {
  if (std::find(families.begin(), families.end(), family) == families.end())
    families.push_back(family);
}

// The families of the forms that are spelled like the word; only of the one with the same accents
// when it is among them and the word has some.
Candidate exact(const Asked& word, const std::vector<Form>& forms) {
  Candidate out;
  const bool accents = word.term != word.folded;
  const bool known = std::any_of(forms.begin(), forms.end(),
                                 [&](const Form& form) { return form.form == word.term; });
  for (const Form& form : forms)
    if (!accents || !known || form.form == word.term) add(out.families, form.family);
  return out;
}

// Shortest first: the nearest to what is typed.
Candidate completions(const Asked& word, Lexicon& lexicon, const Candidate& exact) {
  Candidate out{Fit::Near, {}};
  if (word.folded.size() < 2) return out;
  std::vector<Form> forms = lexicon.beginning(word.folded);
  std::stable_sort(forms.begin(), forms.end(),
                   [](const Form& a, const Form& b) { return a.folded.size() < b.folded.size(); });
  for (const Form& form : forms) {
    if (out.families.size() >= kMostCompletions) break;
    const bool already = std::find(exact.families.begin(), exact.families.end(), form.family) !=
                         exact.families.end();
    if (!already) add(out.families, form.family);
  }
  return out;
}

bool is_suffix(std::string_view suffixes, std::string_view ending) {
  for (std::size_t at = 0; at < suffixes.size();) {
    const std::size_t end = std::min(suffixes.find(' ', at), suffixes.size());
    if (suffixes.substr(at, end - at) == ending) return true;
    at = end + 1;
  }
  return false;
}

// For a form that the course does not have: the longest family that it may belong to by its ending.
Candidate by_ending(const Asked& word, Lexicon& lexicon) {
  Candidate out{Fit::Near, {}};
  if (word.kind != TokenKind::Word) return out;
  const std::string_view folded = word.folded;
  for (std::size_t size = folded.size(); size >= kShortestFamily; --size) {
    if (size < folded.size() && !is_suffix(lexicon.suffixes(), folded.substr(size))) continue;
    if (!lexicon.has_family(folded.substr(0, size))) continue;
    out.families.emplace_back(folded.substr(0, size));
    break;
  }
  return out;
}

// The most frequent word one letter away; its first letter is right if it can be.
Candidate correction(const Asked& word, Lexicon& lexicon, std::string& corrected) {
  Candidate out{Fit::Mistyped, {}};
  if (word.kind != TokenKind::Word || word.folded.size() < kShortestMistyped) return out;
  const std::vector<Form> forms = lexicon.mistyped(word.folded);
  const auto better = [&](const Form& a, const Form& b) {
    const bool first_a = a.folded.front() == word.folded.front();
    const bool first_b = b.folded.front() == word.folded.front();
    if (first_a != first_b) return first_a;
    if (a.frequency != b.frequency) return a.frequency > b.frequency;
    return a.folded != b.folded ? a.folded < b.folded : a.form < b.form;
  };
  const auto best = std::min_element(forms.begin(), forms.end(), better);
  if (best == forms.end()) return out;
  corrected = best->form;
  for (const Form& form : forms)
    if (form.folded == best->folded) add(out.families, form.family);
  return out;
}

std::vector<Candidate> candidates(const Asked& word, bool open, Lexicon& lexicon,
                                  Resolved& resolved) {
  const std::vector<Form> forms = lexicon.spelled(word.folded);
  const Candidate found = exact(word, forms);
  std::vector<Candidate> out;
  const auto take = [&](Candidate candidate) {
    if (!candidate.families.empty()) out.push_back(std::move(candidate));
  };
  take(found);
  if (forms.size() > 1 && word.term != word.folded) {
    for (const Form& form : forms)
      if (form.form == word.term) resolved.accented = word.term;
  }
  if (open) take(completions(word, lexicon, found));
  if (out.empty()) take(by_ending(word, lexicon));
  if (out.empty()) take(correction(word, lexicon, resolved.corrected));
  return out;
}

}  // namespace

std::vector<Slot> slots_of(std::string_view query, Tokenizer& tokenizer) {
  query = text::cut_to(query, kLongestQuery);
  std::vector<Slot> slots, common;
  const auto tokens = tokenizer.tokens(query);
  for (std::size_t i = 0; i < tokens.size();) {
    const Token& first = tokens[i];
    Slot slot;
    slot.written = query.substr(first.begin, first.end - first.begin);
    slot.whole = asked(first);
    slot.open = first.end == query.size();
    for (++i; i < tokens.size() && tokens[i].begin == first.begin; ++i)
      if (!tokens[i].common) slot.parts.push_back(asked(tokens[i]));
    std::vector<Slot>& list = first.common ? common : slots;
    const auto twin = std::find_if(list.begin(), list.end(), [&](const Slot& other) {
      return other.whole.folded == slot.whole.folded;
    });
    if (twin != list.end())
      twin->open = twin->open || slot.open;
    else if (list.size() < kMostSlots)
      list.push_back(std::move(slot));
  }
  return slots.empty() ? common : slots;
}

bool Resolved::known() const {
  return !whole.empty() ||
         std::any_of(parts.begin(), parts.end(), [](const auto& part) { return !part.empty(); });
}

Resolved resolve(const Slot& slot, Lexicon& lexicon) {
  Resolved out;
  if (slot.parts.empty()) {
    out.whole = candidates(slot.whole, slot.open, lexicon, out);
    return out;
  }
  // A compound or an identifier is found as it is, or by its parts; only words that stand alone are
  // corrected.
  const Candidate found = exact(slot.whole, lexicon.spelled(slot.whole.folded));
  if (!found.families.empty()) out.whole.push_back(found);
  if (slot.open) {
    Candidate more = completions(slot.whole, lexicon, found);
    if (!more.families.empty()) out.whole.push_back(std::move(more));
  }
  for (std::size_t i = 0; i < slot.parts.size(); ++i) {
    const bool open = slot.open && i + 1 == slot.parts.size();
    std::vector<Candidate> list;
    Candidate plain = exact(slot.parts[i], lexicon.spelled(slot.parts[i].folded));
    Candidate more = open ? completions(slot.parts[i], lexicon, plain) : Candidate{};
    if (plain.families.empty()) plain = by_ending(slot.parts[i], lexicon);
    if (!plain.families.empty()) list.push_back(std::move(plain));
    if (!more.families.empty()) list.push_back(std::move(more));
    out.parts.push_back(std::move(list));
  }
  return out;
}

}  // namespace search
