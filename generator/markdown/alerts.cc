#include "generator/markdown/alerts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "generator/base/ascii.h"
#include "generator/base/nearest.h"

namespace markdown {
namespace {

struct Kind {
  std::string_view name;
  AlertKind kind;
};

constexpr std::array<Kind, 5> kKinds = {{{"NOTE", AlertKind::Note},
                                         {"TIP", AlertKind::Tip},
                                         {"IMPORTANT", AlertKind::Important},
                                         {"WARNING", AlertKind::Warning},
                                         {"CAUTION", AlertKind::Caution}}};

// The word of "[!WORD]" at the start; empty when there is none.
std::string_view marker_word(std::string_view line) {
  if (!line.starts_with("[!")) return {};
  std::size_t end = 2;
  while (end < line.size() && base::is_letter(line[end])) ++end;
  if (end == 2 || end >= line.size() || line[end] != ']') return {};
  // "[!x](address)" is a link and "[!x]: address" a definition.
  const char next = end + 1 < line.size() ? line[end + 1] : ' ';
  if (next == '(' || next == '[' || next == ':') return {};
  return line.substr(2, end - 2);
}

bool is_break(const Inline& item) {
  return item.kind == InlineKind::SoftBreak || item.kind == InlineKind::LineBreak;
}

// Takes the marker's line off the first paragraph, and a title in bold behind it.
void take_lines(Blocks& blocks, Alert& alert) {
  Inlines* text = &std::get<Paragraph>(blocks.front().node).text;
  const auto first_break = std::find_if(text->begin(), text->end(), is_break);
  text->erase(text->begin(), first_break == text->end() ? text->end() : first_break + 1);
  if (text->empty()) {
    blocks.erase(blocks.begin());
    if (blocks.empty()) return;
    Paragraph* next = std::get_if<Paragraph>(&blocks.front().node);
    if (next == nullptr) return;
    text = &next->text;
  }
  const bool bold =
      text->front().kind == InlineKind::Strong && (text->size() == 1 || is_break((*text)[1]));
  if (!bold) return;
  alert.title = std::move(text->front().children);
  text->erase(text->begin(), text->begin() + (text->size() == 1 ? 1 : 2));
  if (text->empty()) blocks.erase(blocks.begin());
}

}  // namespace

BlockNode make_quote(Blocks blocks, std::string_view first_line, std::size_t begin,
                     Context& context) {
  const std::string_view word = marker_word(first_line);
  if (word.empty() || blocks.empty() || !std::holds_alternative<Paragraph>(blocks.front().node))
    return Quote{std::move(blocks)};

  const auto at = [&](std::size_t offset) { return context.source.position_at(begin + offset); };
  const std::size_t marker_end = word.size() + 3;
  const auto known = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const Kind& kind) { return kind.name == base::upper(word); });
  if (known == kKinds.end()) {
    std::vector<std::string> names;
    for (const Kind& kind : kKinds) names.emplace_back(kind.name);
    base::Message hint = base::did_you_mean(word, names);
    if (hint.empty())
      hint = base::message("there are NOTE, TIP, IMPORTANT, WARNING and CAUTION",
                           "il y a NOTE, TIP, IMPORTANT, WARNING et CAUTION");
    context.problems.error("alert-marker", {at(0), at(marker_end)},
                           base::message("there is no alert '[!{}]'",
                                         "il n'y a pas d'encadré "
                                         "« [!{}] »",
                                         shown(word)),
                           std::move(hint));
    return Quote{std::move(blocks)};
  }
  const std::size_t behind = first_line.find_first_not_of(" \t", marker_end);
  if (behind != std::string_view::npos) {
    context.problems.error("alert-marker", {at(behind), at(first_line.size())},
                           base::message("text behind '[!{}]': GitHub shows a plain quote",
                                         "du texte après « [!{}] » : GitHub affiche une simple "
                                         "citation",
                                         word),
                           base::message("leave the marker alone on its line; a first line in bold "
                                         "is the title",
                                         "laissez le marqueur seul sur sa ligne ; une première "
                                         "ligne en gras sert de titre"));
    return Quote{std::move(blocks)};
  }
  Alert alert;
  alert.kind = known->kind;
  take_lines(blocks, alert);
  if (blocks.empty() && alert.title.empty()) {
    context.problems.error("alert-marker", {at(0), at(marker_end)},
                           base::message("this alert is empty", "cet encadré est vide"),
                           base::message("write its text on the next line, behind '>'",
                                         "écrivez son texte à la ligne suivante, après « > »"));
  }
  alert.blocks = std::move(blocks);
  return alert;
}

}  // namespace markdown
