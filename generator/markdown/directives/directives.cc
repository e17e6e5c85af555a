#include <algorithm>
#include <array>

#include "generator/markdown/directives/directive.h"

namespace markdown {
namespace {

constexpr auto kDirectives = std::to_array<Directive>({
    // name, parse, holds others, arguments, names its heading, form
    {"objectives", parse_objectives, Inside::Nothing, false, false, "<!-- objectives -->"},
    {"worksheet", parse_worksheet, Inside::Nothing, false, false, "<!-- worksheet -->"},
    {"tabs", parse_tabs, Inside::Directives, true, false, "<!-- tabs: os -->"},
    {"quiz", parse_quiz, Inside::Directives, true, true, "<!-- quiz: my-id single -->"},
    {"lab", parse_lab, Inside::Directives, true, true, "<!-- lab: my-id -->"},
    {"log", parse_log, Inside::Directives, true, true, "<!-- log: my-id -->"},
    {"holds", parse_holds, Inside::Directives, false, false, "<!-- holds -->"},
    {"instructor", parse_instructor, Inside::Directives, false, false, "<!-- instructor -->"},
    {"id", nullptr, Inside::Nothing, true, false, "<!-- id: my-section -->"},
    {"step", nullptr, Inside::Nothing, true, false, "<!-- step: my-step minutes=10 -->"},
    {"check", nullptr, Inside::Nothing, true, false, "<!-- check: my-check -->"},
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
