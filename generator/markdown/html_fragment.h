// A fragment of raw HTML made harmless and well-formed: what the allow-list (html_policy.h) lets
// pass, each tag where it may stand, closed in the right order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/markdown/html_policy.h"

namespace markdown {

struct CleanFragment {
  std::string markup;
  std::vector<Refusal> refused;  // in order of writing
};

// - An element that is not on the list is shown as text; one that may not stand where it stands is
// left out, and its content
//   stays.
// - An end tag closes what is open inside its element; one that closes nothing is left out; what is
// open at the end is closed.
// - Of an image without an address that may be used, the alternative text is left.
CleanFragment clean_fragment(std::string_view html, RelativeAddresses relative);

}  // namespace markdown
