// Visiting every block and every run of inline text of a Document, those inside directives
// included, in document order. The tree is bounded in depth (markdown::kMaximumDepth), so visiting
// may recurse.
#pragma once

#include <type_traits>
#include <variant>

#include "generator/markdown/document.h"

namespace model {

// Derive and override what is of interest.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void block(const markdown::Block&) {}
  // A run of text that is set as one: a paragraph, a heading, a cell. `holder` is the block it
  // stands in.
  virtual void inlines(const markdown::Inlines&, const markdown::Block& /*holder*/) {}
};

void walk(const markdown::Blocks& blocks, Visitor& visitor);
void walk(const markdown::Document& document, Visitor& visitor);

}  // namespace model
