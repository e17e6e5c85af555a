#include "generator/markdown/sanitize.h"

#include "generator/markdown/html_fragment.h"

namespace markdown {

Sanitized sanitize(std::string_view html) {
  CleanFragment clean = clean_fragment(html, RelativeAddresses::Keep);
  Sanitized out;
  out.markup = std::move(clean.markup);
  for (Refusal& refusal : clean.refused) out.refused.push_back(std::move(refusal.what));
  return out;
}

}  // namespace markdown
