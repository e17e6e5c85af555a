// What the parse functions of several directives need.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "generator/markdown/directives/directive.h"

namespace markdown {

// The next word as an id; reported when it is missing or no Slug.
std::optional<Argument> take_id(Opening& opening, Context& context);
// Refuses every argument that is left.
void refuse_rest(Opening& opening, std::initializer_list<std::string_view> keys, Context& context);

// The block as a T, or null.
template <class T>
T* as(Block& block) {
  return std::get_if<T>(&block.node);
}

// Case, accents and punctuation folded away: "Prévention :" -> "prevention".
std::string folded(const Inlines& inlines);

Range range_of(const Block& block);

// Takes the heading that must come first. Reported as `rule` when there is none.
struct FirstHeading {
  Inlines text;
  int level = 0;
  base::Position at;
};
std::optional<FirstHeading> check_heading(const Opening& opening, const Blocks& blocks,
                                          std::string_view rule, Context& context);

}  // namespace markdown
