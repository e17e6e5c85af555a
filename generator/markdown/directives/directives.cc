#include <algorithm>
#include <array>

#include "generator/markdown/directives/directive.h"

namespace markdown {
namespace {

constexpr auto kDirectives = std::to_array<Directive>({
    // name, parse, what may stand in it, takes arguments, takes words, names its heading, form
    {"objectives", parse_objectives, Inside::Nothing, false, false, false, "<!-- objectives -->"},
    {"worksheet", parse_worksheet, Inside::Nothing, false, false, false, "<!-- worksheet -->"},
    {"tabs", parse_tabs, Inside::Directives, true, false, false, "<!-- tabs: os -->"},
    {"quiz", parse_quiz, Inside::Directives, true, true, true, "<!-- quiz: my-id single -->"},
    {"lab", parse_lab, Inside::Directives, true, false, true, "<!-- lab: my-id -->"},
    {"log", parse_log, Inside::Directives, true, false, true, "<!-- log: my-id -->"},
    {"holds", parse_holds, Inside::Directives, false, false, false, "<!-- holds -->"},
    {"figure", parse_figure, Inside::Nothing, true, false, false, "<!-- figure: my-id -->"},
    {"instructor", parse_instructor, Inside::Directives, false, false, false,
     "<!-- instructor -->"},
    {"id", nullptr, Inside::Nothing, true, false, false, "<!-- id: my-section -->"},
    {"step", nullptr, Inside::Nothing, true, false, false, "<!-- step: my-step minutes=10 -->"},
    {"check", nullptr, Inside::Nothing, true, false, false, "<!-- check: my-check -->"},
});

}  // namespace

std::span<const Directive> directives() { return kDirectives; }

const Directive* find_directive(std::string_view name) {
  const auto found =
      std::find_if(kDirectives.begin(), kDirectives.end(),
                   [&](const Directive& directive) { return directive.name == name; });
  return found == kDirectives.end() ? nullptr : &*found;
}

}  // namespace markdown
