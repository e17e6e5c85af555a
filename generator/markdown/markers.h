// The comments that mark one thing and have no end: ids and steps above a heading, checks and
// objectives at the end of an item.
#pragma once

#include <optional>

#include "generator/markdown/context.h"
#include "generator/markdown/directives/directive.h"

namespace markdown {

struct HeadingMarker {
  std::string id;
  Range where;  // the comment
  Range id_where;
  bool step = false;
  int minutes = 0;
};

// "<!-- id: x -->", "<!-- step: x minutes=10 -->". Nothing when the id is none; that has been
// reported.
std::optional<HeadingMarker> read_heading_marker(Opening& opening, Context& context);

// Takes the comment as the marker of `item`: "<!-- check: x -->" in a lab, "<!-- x -->" anywhere.
// False when it is none of these, or not for this item.
bool take_item_marker(const Excerpt& excerpt, std::size_t begin, std::size_t end, Item& item,
                      Context& context);

}  // namespace markdown
