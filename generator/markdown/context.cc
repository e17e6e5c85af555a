#include "generator/markdown/context.h"

#include <algorithm>
#include <map>

#include "generator/markdown/directives/directive.h"
#include "generator/markdown/document.h"

namespace markdown {

bool Context::is_open(std::string_view name) const {
  return std::any_of(open.begin(), open.end(), [&](const OpenDirective& directive) {
    return directive.directive->name == name;
  });
}

void Context::too_deep(const Range& where) {
  if (std::exchange(too_deep_reported_, true)) return;
  problems.error("nesting-depth", where,
                 base::message("what is nested more than {} deep is shown as plain text",
                               "ce qui est imbriqué sur plus de {} niveaux s'affiche comme du "
                               "texte",
                               kMaximumDepth),
                 base::message("bring it to the surface: a list in a list is deep enough",
                               "remontez-le : une liste dans une liste suffit"));
}

void Context::check_ids() {
  std::stable_sort(ids.begin(), ids.end(),
                   [](const auto& a, const auto& b) { return a.second.begin < b.second.begin; });
  std::map<std::string_view, base::Position> first;
  for (const auto& [id, where] : ids) {
    const auto [known, is_new] = first.emplace(id, where.begin);
    if (is_new) continue;
    problems.error("id-duplicate", where,
                   base::message("the id '{}' stands twice on this page",
                                 "l'identifiant « {} » figure deux fois dans cette page", id),
                   base::message("it stands first on line {}; give one of them another id",
                                 "il figure d'abord à la ligne {} ; donnez-en un autre à l'un des "
                                 "deux",
                                 known->second.line));
  }
}

}  // namespace markdown
