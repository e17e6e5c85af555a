#include "generator/markdown/directives/worksheet.h"

#include <algorithm>
#include <set>

#include "generator/markdown/directives/reading.h"

namespace markdown {
namespace {

constexpr std::string_view kWorksheetRule = "worksheet-shape";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kThinSpace = "\xE2\x80\xAF";

bool is_name(std::string_view name) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !name.empty() && kLetters.find(name.front()) != std::string_view::npos &&
         name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
}

// Takes " : " off the start; false when there is no colon.
bool take_colon(std::string& text) {
  std::string_view rest = text;
  const auto skip = [&](std::string_view space) {
    const bool there = rest.starts_with(space);
    if (there) rest.remove_prefix(space.size());
    return there;
  };
  while (skip(" ") || skip(kNoBreakSpace) || skip(kThinSpace)) continue;
  if (!skip(":")) return false;
  while (skip(" ") || skip(kNoBreakSpace)) continue;
  text = std::string(rest);
  return true;
}

// "`NAME`: label" as a row; nothing when it is not that.
std::optional<WorksheetRow> read_row(const std::vector<Inlines>& cells, const Block& table,
                                     Context& context) {
  const base::Message hint = base::message("write `NAME`: label in the first column",
                                           "écrivez `NOM` : libellé dans la première colonne");
  const Inlines& first = cells.front();
  if (first.empty() || first.front().kind != InlineKind::Code) {
    const base::Position at = first.empty() ? table.at : first.front().at;
    context.problems.error(kWorksheetRule, {at},
                           base::message("this row of the worksheet has no name in code",
                                         "cette ligne de la fiche n'a pas de nom en code"),
                           hint);
    return std::nullopt;
  }
  const Inline& code = first.front();
  WorksheetRow row;
  row.name = code.text;
  row.at = code.at;
  if (code.end.line == code.at.line && code.end.column > code.at.column + 1) ++row.at.column;
  // The name as read may be longer than it is written: cmark makes three bytes of a NUL.
  base::Position name_end = {row.at.line,
                             row.at.column + static_cast<std::uint32_t>(row.name.size())};
  if (code.end.line == row.at.line) name_end.column = std::min(name_end.column, code.end.column);
  if (!is_name(row.name)) {
    context.problems.error(kWorksheetRule, {row.at, name_end},
                           base::message("'{}' is no name of a placeholder",
                                         "« {} » n'est pas un nom à remplacer", shown(row.name)),
                           base::message("a name holds A-Z, 0-9 and '_': VPS_IP",
                                         "un nom contient A-Z, 0-9 et « _ » : VPS_IP"));
    return std::nullopt;
  }
  row.label.assign(first.begin() + 1, first.end());
  const bool colon = !row.label.empty() && row.label.front().kind == InlineKind::Text &&
                     take_colon(row.label.front().text);
  if (!colon || plain_text(row.label).empty()) {
    context.problems.error(
        kWorksheetRule, {row.at, name_end},
        base::message("'{}' has no label", "« {} » n'a pas de libellé", row.name), hint);
    return std::nullopt;
  }
  if (cells.size() > 2) row.example = plain_text(cells.back());
  return row;
}

}  // namespace

std::optional<BlockNode> parse_worksheet(Opening& opening, Blocks& blocks, Context& context) {
  refuse_rest(opening, {}, context);
  const auto table = std::find_if(blocks.begin(), blocks.end(),
                                  [](Block& block) { return as<Table>(block) != nullptr; });
  if (table == blocks.end() || as<Table>(*table)->rows.empty()) {
    context.problems.error(kWorksheetRule, table == blocks.end() ? opening.comment : range_of(*table),
                           base::message("this worksheet has no table with rows",
                                         "cette fiche n'a pas de tableau avec des lignes"),
                           base::message("the first column holds `NAME`: label",
                                         "la première colonne contient `NOM` : libellé"));
    return std::nullopt;
  }
  if (table + 1 != blocks.end()) {
    context.problems.error(kWorksheetRule, range_of(*(table + 1)),
                           base::message("the table is the last thing in a worksheet",
                                         "une fiche se termine par son tableau"),
                           base::message("put '<!-- /worksheet -->' right behind the table",
                                         "placez « <!-- /worksheet --> » juste après le tableau"));
    return std::nullopt;
  }
  Worksheet out;
  bool good = true;
  std::set<std::string> names;
  for (const std::vector<Inlines>& cells : as<Table>(*table)->rows) {
    std::optional<WorksheetRow> row = read_row(cells, *table, context);
    good = good && row.has_value();
    if (!row) continue;
    if (!names.insert(row->name).second) {
      context.problems.error(kWorksheetRule, {row->at},
                             base::message("'{}' stands twice in the worksheet",
                                           "« {} » figure deux fois dans la fiche", row->name));
      good = false;
    }
    out.rows.push_back(std::move(*row));
  }
  if (!good) return std::nullopt;
  blocks.pop_back();
  bool marked = false;  // an id marker above the heading has claimed its id already
  if (!blocks.empty()) {
    if (Heading* heading = as<Heading>(blocks.front())) {
      out.heading = std::move(heading->text);
      out.level = heading->level;
      marked = !heading->id.empty();
      if (marked) out.id = heading->id;
      out.at = blocks.front().at;
      blocks.erase(blocks.begin());
    }
  }
  if (!marked) context.ids.emplace_back(out.id, opening.comment);
  out.lead = std::move(blocks);
  return out;
}

}  // namespace markdown
