// Highlight queries: which node of a tree has which class. The predicates #eq? #not-eq? #match?
// #not-match? #any-of? are evaluated here, the regular expressions by RE2 (linear time, no
// recursion). Inside this folder only.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "generator/highlight/highlight.h"
#include "generator/highlight/languages.h"

struct TSTree;

namespace highlight {

struct Grammar;

// A part of the code that is in another language: a script in HTML.
struct Inset {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view language;
};

struct Painting {
  std::vector<Token> spans;
  std::vector<Inset> insets;
};

// Why a grammar's query, or a pattern of it, cannot be used: "line 12: no such node". Empty when
// all can.
std::string query_error(const Grammar& grammar);

// The smallest node around a byte decides, and of the patterns that name the same node the last.
// Names of captures are those of tree-sitter's own highlighter; "none" takes a class away,
// "inset.css" makes the node an inset. Empty when the query is of no use.
Painting paint(const Grammar& grammar, const TSTree& tree, std::string_view code,
               Operators operators);

}  // namespace highlight
