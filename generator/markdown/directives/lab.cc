#include "generator/markdown/directives/lab.h"

#include <set>

#include "generator/markdown/directives/reading.h"
#include "generator/markdown/walk.h"

namespace markdown {
namespace {

constexpr std::string_view kLabRule = "lab-shape";
constexpr std::string_view kCheck = "check: ";

std::vector<LabCheck> collect_checks(const Blocks& blocks) {
  std::vector<LabCheck> out;
  for_each_item(blocks, [&](const Item& item) {
    if (item.marker.starts_with(kCheck))
      out.push_back({item.marker.substr(kCheck.size()), item.marker_at});
  });
  return out;
}

}  // namespace

std::optional<BlockNode> parse_lab(Opening& opening, Blocks& blocks, Context& context) {
  const std::optional<Argument> id = take_id(opening, context);
  refuse_rest(opening, {}, context);
  if (id) context.ids.emplace_back(id->raw, id->where);
  std::optional<FirstHeading> heading = check_heading(opening, blocks, kLabRule, context);
  if (!heading || !id) return std::nullopt;

  Lab out;
  out.checks = collect_checks(blocks);
  if (out.checks.empty()) {
    context.problems.error(kLabRule, opening.comment,
                           base::message("the lab '{}' has no check",
                                         "le lab « {} » n'a pas de vérification", id->raw),
                           base::message("end the numbered steps with '<!-- check: my-check -->'",
                                         "terminez les étapes numérotées par « <!-- check: "
                                         "ma-verification --> »"));
    return std::nullopt;
  }
  std::set<std::string_view> known;
  for (const LabCheck& check : out.checks) {
    if (known.insert(check.id).second) continue;
    context.problems.error(
        kLabRule, {check.at},
        base::message("the check '{}' stands twice in this lab",
                      "la vérification « {} » figure deux fois dans ce lab", check.id));
  }
  out.id = id->raw;
  out.at = id->where.begin;
  out.heading = std::move(heading->text);
  out.level = heading->level;
  out.heading_at = heading->at;
  blocks.erase(blocks.begin());
  out.blocks = std::move(blocks);
  return out;
}

}  // namespace markdown
