// Directive: what a pair of HTML comments makes of the blocks between them. This folder holds one
// header and one .cc for each, and directives.cc the one table of them all; adding one is a row, a
// header and a parse function.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "generator/markdown/arguments.h"
#include "generator/markdown/context.h"
#include "generator/markdown/document.h"

namespace markdown {

using BlockNode = decltype(Block::node);

// "<!-- quiz: intro single -->" and, once it has come, the end of "<!-- /quiz -->".
struct Opening {
  const Directive* directive = nullptr;
  Arguments arguments;
  Range comment;
  base::Position close_end = {};
};

// Takes the blocks between the comments and gives the directive's value. Everything wrong is
// reported; when there is no value to be made of it, nothing is returned, `blocks` is as it was,
// and the page shows them as if there were no comments.
using ParseDirective = std::optional<BlockNode> (*)(Opening& opening, Blocks& blocks,
                                                    Context& context);

enum class Inside { Directives, Nothing };

struct Directive {
  std::string_view name;
  ParseDirective parse;  // null: a marker, which has no closing comment
  Inside inside;         // what may stand in it, besides blocks
  bool takes_arguments;
  bool takes_words;       // behind the id
  bool names_heading;     // its first heading has the directive's id, and none of its own
  std::string_view form;  // how it is written, for hints
};

std::span<const Directive> directives();
// Null when there is none of that name.
const Directive* find_directive(std::string_view name);

std::optional<BlockNode> parse_objectives(Opening&, Blocks&, Context&);
std::optional<BlockNode> parse_worksheet(Opening&, Blocks&, Context&);
std::optional<BlockNode> parse_tabs(Opening&, Blocks&, Context&);
std::optional<BlockNode> parse_quiz(Opening&, Blocks&, Context&);
std::optional<BlockNode> parse_lab(Opening&, Blocks&, Context&);
std::optional<BlockNode> parse_log(Opening&, Blocks&, Context&);
std::optional<BlockNode> parse_holds(Opening&, Blocks&, Context&);
std::optional<BlockNode> parse_figure(Opening&, Blocks&, Context&);
std::optional<BlockNode> parse_instructor(Opening&, Blocks&, Context&);

}  // namespace markdown
