#include "generator/markdown/directives/tabs.h"

#include <set>

#include "generator/markdown/directives/reading.h"

namespace markdown {
namespace {

constexpr std::string_view kTabsRule = "tabs-shape";
constexpr int kLabelLevel = 4;

bool check(const Opening& opening, const Blocks& blocks, Context& context) {
  const auto refuse = [&](const Range& where, base::Message message, base::Message hint) {
    context.problems.error(kTabsRule, where, std::move(message), std::move(hint));
    return false;
  };
  const base::Message write_label =
      base::message("begin each tab with '#### Label'", "commencez chaque onglet par « #### Nom »");
  if (blocks.empty()) {
    return refuse(opening.comment,
                  base::message("there are no tabs here", "il n'y a pas d'onglets ici"),
                  write_label);
  }
  bool good = true;
  std::set<std::string> labels;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Heading* heading = std::get_if<Heading>(&blocks[i].node);
    const bool label = heading != nullptr && heading->level == kLabelLevel;
    if (i == 0 && !label) {
      return refuse(
          range_of(blocks[i]),
          base::message("the first thing in tabs is a label", "les onglets commencent par un nom"),
          write_label);
    }
    if (!label && (heading == nullptr || heading->level > kLabelLevel)) continue;
    if (!label) {
      good = refuse(range_of(blocks[i]),
                    base::message("a heading of level {} inside a tab",
                                  "un titre de niveau {} dans un onglet", heading->level),
                    base::message("tabs are named with '####'; close them before a new section",
                                  "les onglets se nomment avec « #### » ; fermez-les avant une "
                                  "nouvelle section"));
      continue;
    }
    const std::string text = plain_text(heading->text);
    if (!labels.insert(text).second) {
      good = refuse(
          range_of(blocks[i]),
          base::message("two tabs are called '{}'", "deux onglets s'appellent « {} »", shown(text)),
          {});
    }
    const bool last = i + 1 == blocks.size();
    const Heading* next = last ? nullptr : std::get_if<Heading>(&blocks[i + 1].node);
    if (last || (next != nullptr && next->level <= kLabelLevel)) {
      good = refuse(
          range_of(blocks[i]),
          base::message("the tab '{}' is empty", "l'onglet « {} » est vide", shown(text)),
          base::message("write its content below the label", "écrivez son contenu sous le nom"));
    }
  }
  return good;
}

}  // namespace

std::optional<BlockNode> parse_tabs(Opening& opening, Blocks& blocks, Context& context) {
  const std::optional<Argument> group = take_id(opening, context);
  refuse_rest(opening, {}, context);
  if (!check(opening, blocks, context) || !group) return std::nullopt;
  Tabs out;
  out.group = group->raw;
  for (Block& block : blocks) {
    Heading* heading = as<Heading>(block);
    if (heading != nullptr && heading->level == kLabelLevel)
      out.panels.push_back({std::move(heading->text), {}, block.at});
    else
      out.panels.back().blocks.push_back(std::move(block));
  }
  return out;
}

}  // namespace markdown
