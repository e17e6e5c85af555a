#include "generator/model/rules.h"

#include <algorithm>

#include "generator/model/rules/groups.h"

namespace model {
namespace {

Rules all_rules() {
  Rules out;
  add_file_rules(out);
  add_dialect_rules(out);
  add_structure_rules(out);
  add_text_rules(out);
  add_link_rules(out);
  add_pair_rules(out);
  add_declared_rules(out);
  add_figure_rules(out);
  add_grid_rules(out);
  add_secret_rules(out);
  std::sort(out.begin(), out.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return out;
}

}  // namespace

std::span<const Rule> rules() {
  static const Rules kRules = all_rules();
  return kRules;
}

const Rule* find_rule(std::string_view id) {
  const std::span<const Rule> all = rules();
  const auto found =
      std::lower_bound(all.begin(), all.end(), id,
                       [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });
  return found != all.end() && found->id == id ? &*found : nullptr;
}

}  // namespace model
