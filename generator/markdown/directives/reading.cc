#include "generator/markdown/directives/reading.h"

#include "generator/text/slug.h"

namespace markdown {

std::optional<Argument> take_id(Opening& opening, Context& context) {
  constexpr std::string_view kRule = "directive-argument";
  std::optional<Argument> word = opening.arguments.take_word();
  if (!word) {
    context.problems.error(
        kRule, opening.comment,
        base::message("'{}' has no id", "« {} » n'a pas d'identifiant", opening.directive->name),
        base::message("write '{}'", "écrivez « {} »", opening.directive->form));
    return std::nullopt;
  }
  if (text::Slug::parse(word->raw, {})) return word;
  // "The Rules" was meant as one id, where nothing else may follow.
  while (!opening.directive->takes_words) {
    const std::optional<Argument> more = opening.arguments.take_word();
    if (!more) break;
    word->raw += " " + more->raw;
    word->where.end = more->where.end;
  }
  const base::Result<text::Slug> slug = text::Slug::parse(word->raw, {});
  context.problems.error(kRule, word->where, slug.error().message, slug.error().hint);
  return std::nullopt;
}

void refuse_rest(Opening& opening, std::initializer_list<std::string_view> keys, Context& context) {
  const std::vector<std::string> known(keys.begin(), keys.end());
  opening.arguments.refuse_rest(known, context.problems);
}

std::string folded(const Inlines& inlines) {
  return text::Slug::from_title(plain_text(inlines)).str();
}

Range range_of(const Block& block) { return {block.at, block.end}; }

std::optional<FirstHeading> check_heading(const Opening& opening, const Blocks& blocks,
                                          std::string_view rule, Context& context) {
  const Heading* heading = blocks.empty() ? nullptr : std::get_if<Heading>(&blocks.front().node);
  if (heading == nullptr) {
    const base::Position at = blocks.empty() ? opening.comment.begin : blocks.front().at;
    const base::Position end = blocks.empty() ? opening.comment.end : blocks.front().end;
    context.problems.error(
        rule, {at, end},
        base::message("a {} begins with a heading", "un bloc « {} » commence par un titre",
                      opening.directive->name),
        base::message("put a heading right below '{}'", "placez un titre juste sous « {} »",
                      opening.directive->form));
    return std::nullopt;
  }
  return FirstHeading{heading->text, heading->level, blocks.front().at};
}

}  // namespace markdown
