#include "generator/markdown/directives/log.h"

#include <algorithm>
#include <array>

#include "generator/base/nearest.h"
#include "generator/markdown/directives/reading.h"

namespace markdown {
namespace {

constexpr std::string_view kLogRule = "log-shape";

struct PartName {
  std::string_view folded;
  std::string_view written;
  LogPart part;
};

constexpr auto kPartNames = std::to_array<PartName>({
    {"problem", "Problem", LogPart::Problem},
    {"probleme", "Problème", LogPart::Problem},
    {"diagnosis", "Diagnosis", LogPart::Diagnosis},
    {"diagnostic", "Diagnostic", LogPart::Diagnosis},
    {"solution", "Solution", LogPart::Solution},
    {"prevention", "Prévention", LogPart::Prevention},
    {"prevention", "Prevention", LogPart::Prevention},
});

constexpr std::array<std::string_view, 4> kEnglish = {"Problem", "Diagnosis", "Solution",
                                                      "Prevention"};
constexpr std::array<std::string_view, 4> kFrench = {"Problème", "Diagnostic", "Solution",
                                                     "Prévention"};

base::Message parts_in_order() {
  return base::message("the parts are Problem, Diagnosis, Solution, Prevention, in this order",
                       "les parties sont Problème, Diagnostic, Solution, Prévention, dans cet "
                       "ordre");
}

base::Message hint_for(std::string_view written) {
  std::vector<std::string> names;
  for (const PartName& name : kPartNames) names.emplace_back(name.written);
  base::Message hint = base::did_you_mean(written, names);
  return hint.empty() ? parts_in_order() : hint;
}

// The part that the heading names, checked against the one that was before it.
std::optional<LogPart> check_part(const Block& block, const Heading& heading, int level,
                                  int expected, Context& context) {
  const std::string title = plain_text(heading.text);
  const std::optional<LogPart> part = find_log_part(title);
  if (!part) {
    context.problems.error(
        kLogRule, range_of(block),
        base::message("'{}' is no part of a logbook entry",
                      "« {} » n'est pas une partie d'une entrée de journal", shown(title)),
        hint_for(title));
    return std::nullopt;
  }
  if (heading.level != level) {
    context.problems.error(
        kLogRule, range_of(block),
        base::message("'{}' is a heading of level {}, and the parts of this entry "
                      "are of level {}",
                      "« {} » est un titre de niveau {}, et les parties de cette "
                      "entrée sont de niveau {}",
                      shown(title), heading.level, level));
    return std::nullopt;
  }
  const int number = static_cast<int>(*part);
  if (number == expected) return part;
  if (number < expected) {
    context.problems.error(kLogRule, range_of(block),
                           base::message("'{}' comes too late or twice",
                                         "« {} » vient trop tard ou deux fois", shown(title)),
                           parts_in_order());
    return std::nullopt;
  }
  return part;  // the missing one is reported when all are read
}

bool check_complete(const std::array<bool, 4>& there, const Argument& id, const Opening& opening,
                    Context& context) {
  base::Message missing;
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (there[i]) continue;
    missing.en += fmt::format("{}{}", missing.empty() ? "" : ", ", kEnglish[i]);
    missing.fr += fmt::format("{}{}", missing.fr.empty() ? "" : ", ", kFrench[i]);
  }
  if (missing.empty()) return true;
  context.problems.error(kLogRule, opening.comment,
                         {fmt::format("the entry '{}' lacks {}", id.raw, missing.en),
                          fmt::format("il manque à l'entrée « {} » : {}", id.raw, missing.fr)},
                         parts_in_order());
  return false;
}

}  // namespace

std::optional<LogPart> find_log_part(std::string_view title) {
  Inline text;
  text.text = title;
  const std::string wanted = folded({text});
  for (const PartName& name : kPartNames)
    if (name.folded == wanted) return name.part;
  return std::nullopt;
}

std::optional<BlockNode> parse_log(Opening& opening, Blocks& blocks, Context& context) {
  const std::optional<Argument> id = take_id(opening, context);
  const std::optional<Argument> errors = opening.arguments.take("errors");
  refuse_rest(opening, {"errors"}, context);
  if (id) context.ids.emplace_back(id->raw, id->where);
  std::optional<FirstHeading> heading = check_heading(opening, blocks, kLogRule, context);
  if (!heading || !id) return std::nullopt;

  Log out;
  if (errors) {
    out.errors = errors->split();
    if (std::any_of(out.errors.begin(), out.errors.end(),
                    [](const std::string& error) { return error.empty(); })) {
      context.problems.error("directive-argument", errors->value_where,
                             base::message("an empty error text", "un texte d'erreur vide"),
                             base::message("a '|' that belongs to a text is written '\\|'",
                                           "un « | » qui fait partie d'un texte s'écrit « \\| »"));
      return std::nullopt;
    }
  }
  // First see whether all four are there, then move the blocks.
  bool good = true;
  int expected = 0;
  std::array<bool, 4> there{};
  std::vector<std::pair<std::size_t, LogPart>> starts;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    const Heading* part_heading = std::get_if<Heading>(&blocks[i].node);
    if (part_heading == nullptr || part_heading->level > heading->level + 1) continue;
    const std::optional<LogPart> part =
        check_part(blocks[i], *part_heading, heading->level + 1, expected, context);
    good = good && part.has_value();
    if (!part) continue;
    there[static_cast<std::size_t>(*part)] = true;
    expected = static_cast<int>(*part) + 1;
    starts.emplace_back(i, *part);
  }
  if (good) good = check_complete(there, *id, opening, context);
  if (!good) return std::nullopt;

  out.id = id->raw;
  out.at = opening.comment.begin;
  out.end = opening.close_end;
  out.level = heading->level;
  out.heading = std::move(heading->text);
  out.heading_at = heading->at;
  std::size_t next = 0;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    if (next < starts.size() && starts[next].first == i) {
      out.sections.push_back(
          {starts[next++].second, std::move(as<Heading>(blocks[i])->text), {}, blocks[i].at});
      continue;
    }
    Blocks& into = out.sections.empty() ? out.lead : out.sections.back().blocks;
    into.push_back(std::move(blocks[i]));
  }
  return out;
}

}  // namespace markdown
