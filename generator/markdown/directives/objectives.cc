#include "generator/markdown/directives/objectives.h"

#include <algorithm>
#include <set>

#include "generator/markdown/directives/reading.h"

namespace markdown {
namespace {

constexpr std::string_view kObjectivesRule = "objectives-shape";

bool check_items(const std::vector<Item>& items, Context& context) {
  bool good = true;
  std::set<std::string_view> known;
  for (const Item& item : items) {
    if (item.marker.empty() || item.marker.starts_with("check: ")) {
      context.problems.error(
          kObjectivesRule, {item.at},
          base::message("this objective has no id", "cet objectif n'a pas d'identifiant"),
          base::message("end the item with '<!-- my-objective -->'",
                        "terminez l'élément par « <!-- mon-objectif --> »"));
      good = false;
    } else if (!known.insert(item.marker).second) {
      context.problems.error(kObjectivesRule, {item.marker_at},
                             base::message("the objective '{}' stands twice",
                                           "l'objectif « {} » figure deux fois", item.marker),
                             base::message("give one of them another id",
                                           "donnez un autre identifiant à l'un des deux"));
      good = false;
    }
  }
  return good;
}

}  // namespace

std::optional<BlockNode> parse_objectives(Opening& opening, Blocks& blocks, Context& context) {
  refuse_rest(opening, {}, context);
  const auto list = std::find_if(blocks.begin(), blocks.end(),
                                 [](Block& block) { return as<List>(block) != nullptr; });
  if (list == blocks.end()) {
    context.problems.error(
        kObjectivesRule, opening.comment,
        base::message("these objectives have no list", "ces objectifs n'ont pas de liste"),
        base::message("write each objective as '- … <!-- my-objective -->'",
                      "écrivez chaque objectif « - … <!-- mon-objectif --> »"));
    return std::nullopt;
  }
  if (list + 1 != blocks.end()) {
    context.problems.error(
        kObjectivesRule, range_of(*(list + 1)),
        base::message("only one list belongs here, and it comes last",
                      "une seule liste a sa place ici, et elle vient en dernier"),
        base::message("put '<!-- /objectives -->' right behind the list",
                      "placez « <!-- /objectives --> » juste après la liste"));
    return std::nullopt;
  }
  if (!check_items(as<List>(*list)->items, context)) return std::nullopt;
  Objectives out;
  out.items = std::move(as<List>(*list)->items);
  blocks.pop_back();
  out.lead = std::move(blocks);
  return out;
}

}  // namespace markdown
