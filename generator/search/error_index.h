// The errors that a course knows, and which of them is in a text that somebody pastes. Private to
// search; the browser's script does the same.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/search/error_pattern.h"
#include "generator/search/posting.h"
#include "generator/search/snippet.h"

namespace search {

struct KnownError {
  Document document = 0;
  std::string text;
};

struct FoundError {
  std::size_t error = 0;  // index in what the index was made of
  Range matched;          // bytes of the pasted text
  double score = 0;       // how much was recognised, weighed by how much of the known error that is
  bool certain = false;   // enough to be the answer, and not only a suggestion
};

class ErrorIndex {
 public:
  explicit ErrorIndex(std::vector<KnownError> errors);

  // At most one for each document, best first.
  std::vector<FoundError> find(std::string_view pasted) const;
  const KnownError& error(std::size_t index) const { return errors_[index]; }

 private:
  double weight_of(const std::string& word) const;
  FoundError align(std::size_t error, const std::vector<ErrorToken>& pasted) const;

  std::vector<KnownError> errors_;
  std::vector<std::vector<ErrorToken>> patterns_;
  std::map<std::string, std::vector<std::size_t>, std::less<>>
      holders_;  // word -> errors, each once
};

}  // namespace search
