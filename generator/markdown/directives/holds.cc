#include "generator/markdown/directives/holds.h"

#include "generator/markdown/directives/reading.h"

namespace markdown {

std::optional<BlockNode> parse_holds(Opening& opening, Blocks& blocks, Context& context) {
  refuse_rest(opening, {}, context);
  return Holds{std::move(blocks)};
}

}  // namespace markdown
