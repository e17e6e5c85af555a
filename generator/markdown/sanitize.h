// The allow-list for raw HTML in Markdown: courses are imported from strangers. What is not on the list is shown as text, never
// run: no script, no style, no handler, no frame, no form, no address that could run code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace markdown {

struct Sanitized {
  std::string markup;  // allowed tags in canonical form (lower case, attributes quoted and escaped), everything else escaped
  std::vector<std::string> refused;  // what was taken out, for the warning: "<script>", "onclick", "javascript:"
};

// A fragment: one inline tag, or a block of HTML.
Sanitized sanitize(std::string_view html);

}  // namespace markdown
