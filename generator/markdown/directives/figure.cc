#include "generator/markdown/directives/figure.h"

#include "generator/markdown/directives/reading.h"
#include "generator/markdown/walk.h"

namespace markdown {
namespace {

constexpr std::string_view kFigureRule = "figure-words";

const Block* first_heading(const Blocks& blocks) {
  struct Headings : Visitor {
    void block(const Block& it) {
      if (found == nullptr && std::holds_alternative<Heading>(it.node)) found = &it;
    }
    const Block* found = nullptr;
  } headings;
  walk(blocks, headings);
  return headings.found;
}

}  // namespace

std::optional<BlockNode> parse_figure(Opening& opening, Blocks& blocks, Context& context) {
  const std::optional<Argument> id = take_id(opening, context);
  refuse_rest(opening, {}, context);
  if (!id) return std::nullopt;
  if (blocks.empty()) {
    context.problems.error(
        kFigureRule, opening.comment,
        base::message("the figure '{}' is not said in words",
                      "la figure « {} » n'est pas dite avec des mots", id->raw),
        base::message("write between the two comments what one sees in it: it is read aloud, and "
                      "it is what GitHub shows",
                      "écrivez entre les deux commentaires ce qu'on y voit : c'est ce qui est lu "
                      "à voix haute, et ce que GitHub montre"));
    return std::nullopt;
  }
  if (const Block* heading = first_heading(blocks)) {
    context.problems.error(
        kFigureRule, range_of(*heading),
        base::message("a heading inside a figure", "un titre dans une figure"),
        base::message("the words of a figure are folded under it; put the heading above "
                      "'<!-- figure: {} -->'",
                      "les mots d'une figure sont repliés sous elle ; placez le titre au-dessus de "
                      "« <!-- figure: {} --> »",
                      id->raw));
    return std::nullopt;
  }
  return Figure{id->raw, std::move(blocks), id->where.begin, id->where.end};
}

}  // namespace markdown
