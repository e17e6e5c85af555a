#include "generator/markdown/directives/instructor.h"

#include "generator/markdown/directives/reading.h"

namespace markdown {

std::optional<BlockNode> parse_instructor(Opening& opening, Blocks& blocks, Context& context) {
  refuse_rest(opening, {}, context);
  return Instructor{std::move(blocks)};
}

}  // namespace markdown
