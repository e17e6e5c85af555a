// Lexicon: what an index knows of words, as a query needs it. The database has one; tests make
// their own. Private to search.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "generator/search/posting.h"

namespace search {

// A term of the index.
struct Form {
  std::string form;    // exact
  std::string folded;  // without accents
  std::string family;
  int frequency = 0;  // log2 of the number of sections that hold it, at most 9
};

class Lexicon {
 public:
  virtual ~Lexicon() = default;

  virtual std::size_t sections() const = 0;
  // The endings that stand behind a family's name in its forms; most usual first, separated by
  // spaces.
  virtual std::string_view suffixes() const = 0;
  // Endings that stand for each other in a family: "aux>al".
  virtual std::string_view pairs() const = 0;

  // Forms that are `folded` without accents, by exact form.
  virtual std::vector<Form> spelled(std::string_view folded) = 0;
  // Forms whose folded spelling begins so, in alphabetical order.
  virtual std::vector<Form> beginning(std::string_view prefix) = 0;
  // Words one insertion, deletion, replacement or swap of neighbours away from `folded`.
  virtual std::vector<Form> mistyped(std::string_view folded) = 0;
  virtual bool has_family(std::string_view family) = 0;

  // Where the words of a family stand, and where one exact form does.
  virtual Postings postings(std::string_view family) = 0;
  virtual std::vector<Document> holding(std::string_view form) = 0;
};

// Whether two words are one such edit apart; the same words are not.
bool one_edit_apart(std::string_view a, std::string_view b);

}  // namespace search
