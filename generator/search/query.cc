#include "generator/search/query.h"

#include <algorithm>

#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

constexpr std::size_t kMostCompletions = 48;
constexpr std::size_t kShortestMistyped = 4;
constexpr std::size_t kShortestFamily = 3;
constexpr std::size_t kShortestHalf = 3;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

Asked asked(const Token& token) {
  return {std::string(token.term), text::without_accents(token.term), token.kind};
}

void add(std::vector<std::string>& families, const std::string& family) {
  if (std::find(families.begin(), families.end(), family) == families.end())
    families.push_back(family);
}

// The families of the forms that are spelled like the word, whatever their accents.
Candidate exact(const std::vector<Form>& forms) {
  Candidate out;
  for (const Form& form : forms) add(out.families, form.family);
  return out;
}

int frequency_of(const std::vector<Form>& forms) {
  int out = 0;
  for (const Form& form : forms) out = std::max(out, form.frequency);
  return out;
}

// Shortest first: the nearest to what is typed.
Candidate completions(const Asked& word, Lexicon& lexicon, const Candidate& exact) {
  Candidate out{Fit::Near, {}};
  if (characters(word.folded) < 2) return out;
  std::vector<Form> forms = lexicon.beginning(word.folded);
  std::stable_sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) {
    return characters(a.folded) < characters(b.folded);
  });
  for (const Form& form : forms) {
    if (out.families.size() >= kMostCompletions) break;
    const bool already = std::find(exact.families.begin(), exact.families.end(), form.family) !=
                         exact.families.end();
    if (!already) add(out.families, form.family);
  }
  return out;
}

// Calls take(item) for each item of a list separated by spaces, until it returns true.
template <class Take>
bool any_item(std::string_view list, const Take& take) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    if (take(list.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

// Where the characters of a word begin, and its end.
std::vector<std::size_t> borders(std::string_view word) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < word.size(); text::next_character(word, at)) out.push_back(at);
  out.push_back(word.size());
  return out;
}

// For a form that the course does not have: the longest family that it may belong to by its ending;
// or else that of a word which has another ending in its place.
Candidate by_ending(const Asked& word, Lexicon& lexicon) {
  Candidate out{Fit::Near, {}};
  if (word.kind != TokenKind::Word) return out;
  const std::string_view folded = word.folded;
  const std::vector<std::size_t> ends = borders(folded);
  for (std::size_t size = ends.size() - 1; size >= kShortestFamily && size < ends.size(); --size) {
    const std::string_view ending = folded.substr(ends[size]);
    const auto same = [&](std::string_view suffix) { return suffix == ending; };
    if (!ending.empty() && !any_item(lexicon.suffixes(), same)) continue;
    if (!lexicon.has_family(folded.substr(0, ends[size]))) continue;
    out.families.emplace_back(folded.substr(0, ends[size]));
    return out;
  }
  std::vector<Form> best;
  std::size_t best_stem = 0;
  any_item(lexicon.pairs(), [&](std::string_view pair) {
    const std::size_t mark = pair.find('>');
    const std::string_view ending = pair.substr(0, mark);
    if (!folded.ends_with(ending)) return false;
    const std::string_view stem = folded.substr(0, folded.size() - ending.size());
    if (characters(stem) < kShortestFamily || (!best.empty() && stem.size() <= best_stem))
      return false;
    std::vector<Form> forms =
        lexicon.spelled(std::string(stem) + std::string(pair.substr(mark + 1)));
    if (forms.empty()) return false;
    best = std::move(forms);
    best_stem = stem.size();
    return false;
  });
  for (const Form& form : best) add(out.families, form.family);
  return out;
}

// "guardrail" where the course writes "guard rail": the two words, the more frequent the better.
std::vector<std::vector<Candidate>> by_halves(const Asked& word, Lexicon& lexicon) {
  std::vector<std::vector<Candidate>> out;
  if (word.kind != TokenKind::Word) return out;
  const std::vector<std::size_t> ends = borders(word.folded);
  int best = -1;
  for (std::size_t size = kShortestHalf; size + kShortestHalf < ends.size(); ++size) {
    const std::vector<Form> left = lexicon.spelled(word.folded.substr(0, ends[size]));
    if (left.empty()) continue;
    const std::vector<Form> right = lexicon.spelled(word.folded.substr(ends[size]));
    if (right.empty()) continue;
    const int frequency = std::min(frequency_of(left), frequency_of(right));
    if (frequency <= best) continue;
    best = frequency;
    out.assign(2, {Candidate{Fit::Near, {}}});
    for (const Form& form : left) add(out[0].front().families, form.family);
    for (const Form& form : right) add(out[1].front().families, form.family);
  }
  return out;
}

char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return text::next_character(text, at);
}

// The most frequent word one letter away; its first letter is right if it can be.
Candidate correction(const Asked& word, Lexicon& lexicon, std::string& corrected) {
  Candidate out{Fit::Mistyped, {}};
  if (word.kind != TokenKind::Word || characters(word.folded) < kShortestMistyped) return out;
  const std::vector<Form> forms = lexicon.mistyped(word.folded);
  const auto better = [&](const Form& a, const Form& b) {
    const bool first_a = first_of(a.folded) == first_of(word.folded);
    const bool first_b = first_of(b.folded) == first_of(word.folded);
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

std::vector<Candidate> known_as(const Asked& word, bool open, Lexicon& lexicon,
                                Resolved& resolved) {
  const std::vector<Form> forms = lexicon.spelled(word.folded);
  const Candidate found = exact(forms);
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
    out.whole = known_as(slot.whole, slot.open, lexicon, out);
    if (out.whole.empty()) out.parts = by_halves(slot.whole, lexicon);
    if (out.known()) return out;
    Candidate candidate = correction(slot.whole, lexicon, out.corrected);
    if (!candidate.families.empty()) out.whole.push_back(std::move(candidate));
    return out;
  }
  // A compound or an identifier is found as it is, or by its parts; only words that stand alone are
  // corrected.
  const Candidate found = exact(lexicon.spelled(slot.whole.folded));
  if (!found.families.empty()) out.whole.push_back(found);
  if (slot.open) {
    Candidate more = completions(slot.whole, lexicon, found);
    if (!more.families.empty()) out.whole.push_back(std::move(more));
  }
  for (std::size_t i = 0; i < slot.parts.size(); ++i) {
    const bool open = slot.open && i + 1 == slot.parts.size();
    std::vector<Candidate> list;
    Candidate plain = exact(lexicon.spelled(slot.parts[i].folded));
    Candidate more = open ? completions(slot.parts[i], lexicon, plain) : Candidate{};
    if (plain.families.empty()) plain = by_ending(slot.parts[i], lexicon);
    if (!plain.families.empty()) list.push_back(std::move(plain));
    if (!more.families.empty()) list.push_back(std::move(more));
    out.parts.push_back(std::move(list));
  }
  return out;
}

}  // namespace search
