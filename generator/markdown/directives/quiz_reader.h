// The blocks of a quiz below its question: what leads to the answers, the answers, feedback, hints
// and the solution.
#pragma once

#include <cstddef>
#include <vector>

#include "generator/markdown/directives/reading.h"

namespace markdown {

class QuizReader {
 public:
  QuizReader(const Opening& opening, Blocks& blocks, Quiz& quiz, Context& context)
      : opening_(opening), blocks_(blocks), quiz_(quiz), context_(context) {}

  // Fills the quiz, whose kind is known. False when its shape is wrong; then the blocks are as they
  // were.
  bool read();

 private:
  // What a block of the quiz is for.
  enum class Part { Lead, Answers, Feedback, Hint, Solution };

  bool refuse(const Range& where, base::Message message, base::Message hint = {});
  std::size_t find_answers() const;
  bool sort_parts(std::size_t answers);
  bool check_answers(Block& block);
  bool check_choices(const List& list);
  bool check_accepted(const Details& details, const Range& where);
  bool check_pairs(const Table& table, const Range& where);
  void take_answers(Block& block);
  void take_choices(List& list);

  const Opening& opening_;
  Blocks& blocks_;
  Quiz& quiz_;
  Context& context_;
  std::vector<Part> parts_;  // of each block; the question is the first
};

}  // namespace markdown
