// What is asked, taken apart: one slot for each word, name or number, and for each the terms of the
// index that may stand in it. Private to search; the browser's script does the same.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "generator/search/lexicon.h"
#include "generator/search/tokenizer.h"

namespace search {

inline constexpr std::size_t kLongestQuery = 10'000;  // bytes; what follows is ignored
inline constexpr std::size_t kMostSlots = 12;

// A word as asked.
struct Asked {
  std::string term;    // exact
  std::string folded;  // without accents
  TokenKind kind = TokenKind::Word;
};

struct Slot {
  std::string written;  // as in the query
  Asked whole;
  std::vector<Asked> parts;  // of a compound or an identifier
  bool open = false;         // the last word, perhaps not yet complete
};

// Without common words, unless nothing else is asked; no two the same.
std::vector<Slot> slots_of(std::string_view query, Tokenizer& tokenizer);

enum class Fit {
  Exact,    // the word or its family
  Near,     // what it begins, or a family that its ending does not rule out
  Mistyped  // one letter is wrong
};

// What may stand in a slot: a section fits when it holds `families` (one of them).
struct Candidate {
  Fit fit = Fit::Exact;
  std::vector<std::string> families;
};

struct Resolved {
  std::vector<Candidate> whole;  // best fit first
  std::vector<std::vector<Candidate>>
      parts;              // of each part; used when the whole is not in a section
  std::string accented;   // the exact form, when the index knows it beside others that differ in
                          // accents only
  std::string corrected;  // the word that stands for a mistyped one
  bool known() const;
};

Resolved resolve(const Slot& slot, Lexicon& lexicon);

}  // namespace search
