#include <algorithm>
#include <array>

#include "generator/markdown/directives/directive.h"

namespace markdown {
namespace {

constexpr auto kDirectives = std::to_array<Directive>({
    // name, parse, holds others, arguments, names its heading, form
    {"objectives", parse_objectives, Holds::NoOthers, false, false, "<!-- objectives -->"},
    {"worksheet", parse_worksheet, Holds::NoOthers, false, false, "<!-- worksheet -->"},
    {"tabs", parse_tabs, Holds::Others, true, false, "<!-- tabs: os -->"},
    {"quiz", parse_quiz, Holds::Others, true, true, "<!-- quiz: my-id single -->"},
    {"lab", parse_lab, Holds::Others, true, true, "<!-- lab: my-id -->"},
    {"log", parse_log, Holds::Others, true, true, "<!-- log: my-id -->"},
    {"holds", parse_holds, Holds::Others, false, false, "<!-- holds -->"},
    {"instructor", parse_instructor, Holds::Others, false, false, "<!-- instructor -->"},
    {"id", nullptr, Holds::NoOthers, true, false, "<!-- id: my-section -->"},
    {"step", nullptr, Holds::NoOthers, true, false, "<!-- step: my-step minutes=10 -->"},
    {"check", nullptr, Holds::NoOthers, true, false, "<!-- check: my-check -->"},
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
