// <!-- quiz: id kind key=value --> a heading that asks, then the answers, by kind:
//   single, multiple   a task list; the quote under an option is its feedback
//   number tol=0, text norm=case,space   a list inside <details> whose summary is "Answer"
//   order              a numbered list in the right order
//   match              a table of two columns, each row a right pair
// Hints are <details> whose summary is "Hint", in the order in which they open; <details> "Solution" comes last.
#pragma once

#include <utility>

#include "generator/markdown/inline.h"

namespace markdown {

enum class QuizKind { Single, Multiple, Number, Text, Order, Match };

struct Choice {
  Blocks text;
  bool right = false;
  Blocks feedback;  // empty: none was written
  base::Position at;
};

struct Quiz {
  std::string id;
  QuizKind kind = QuizKind::Single;
  Inlines question;
  int level = 3;
  Blocks lead;                          // between the question and the answers
  std::vector<Choice> choices;          // single, multiple
  std::vector<std::string> answers;     // number, text: every accepted one, plain
  double tolerance = 0;                 // number
  bool fold_case = false;               // text: norm=case
  bool fold_space = false;              // text: norm=space
  std::vector<Blocks> ordered;          // order
  std::vector<Inlines> columns;         // match: the two headings of the table
  std::vector<std::pair<Inlines, Inlines>> pairs;  // match
  Blocks feedback;                      // of number, text, order, match
  std::vector<Blocks> hints;
  Blocks solution;
  base::Position heading_at;
  base::Position at;                    // of the id
};

}  // namespace markdown
