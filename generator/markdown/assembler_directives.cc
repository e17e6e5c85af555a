// The part of the Assembler that knows directives: which comment opens, closes or marks what.
#include <algorithm>

#include "generator/markdown/assembler.h"
#include "generator/markdown/inline_converter.h"

namespace markdown {
namespace {

constexpr std::size_t kMaximumDirectives = 2;  // in each other
constexpr std::size_t kMaximumSuspects = 100;

}  // namespace

void Assembler::comment(const Excerpt& excerpt, std::size_t begin, std::size_t end,
                        bool alone_on_its_line) {
  const Comment comment = read_comment(excerpt.text(), begin, end);
  const bool is_check = comment.kind == CommentKind::Open && comment.directive->name == "check";
  if (comment.kind == CommentKind::Ordinary || is_check) {
    Item* const holder = item();
    if (holder != nullptr && take_item_marker(excerpt, begin, end, *holder, context_)) return;
    if (comment.directive == nullptr) return;
  }
  const Range where = range(excerpt, begin, end);
  if (comment.kind == CommentKind::Ordinary) {
    suspect(*comment.directive, where, false);
    return;
  }
  const bool misplaced = !alone_on_its_line || is_check;
  if (misplaced || comment.kind == CommentKind::Misspelt) {
    const Excerpt part = excerpt.part(begin, end);
    check_stray({part.text(), part}, context_);
    if (comment.kind == CommentKind::Misspelt) {
      if (!comment.name.starts_with('/'))
        suspect(*comment.directive, where, true);
      else if (context_.is_open(comment.directive->name))
        close_directive(*comment.directive, where);
      return;
    }
    if (comment.directive->parse == nullptr) return;
  }
  if (comment.kind == CommentKind::Close) {
    if (comment.arguments_begin != comment.arguments_end) {
      context_.problems.error(
          "directive-argument", range(excerpt, comment.arguments_begin, comment.arguments_end),
          base::message("a closing comment takes no arguments",
                        "un commentaire fermant ne prend pas d'argument"),
          base::message("write '<!-- {} -->'", "écrivez « <!-- {} --> »", comment.name));
    }
    close_directive(*comment.directive, where);
    return;
  }
  Opening opening;
  opening.directive = comment.directive;
  opening.comment = where;
  opening.arguments = Arguments(excerpt, comment.arguments_begin, comment.arguments_end,
                                "directive-argument", context_.problems);
  if (comment.directive->parse != nullptr) {
    open_directive(std::move(opening));
    return;
  }
  drop_marker();
  sink().marker = read_heading_marker(opening, context_);
}

void Assembler::suspect(const Directive& directive, const Range& where, bool reported) {
  if (context_.suspects.size() < kMaximumSuspects)
    context_.suspects.push_back({&directive, where, reported});
}

// Reports why not.
bool Assembler::may_open(const Directive& directive, const Range& where) {
  const auto refuse = [&](base::Message message, base::Message hint) {
    context_.problems.error("directive-nesting", where, std::move(message), std::move(hint));
    return false;
  };
  if (context_.is_open(directive.name)) {
    return refuse(
        base::message("'{}' inside '{}'", "« {} » dans « {} »", directive.name, directive.name),
        base::message("close the outer one first: '<!-- /{} -->'",
                      "fermez d'abord l'autre : « <!-- /{} --> »", directive.name));
  }
  if (!context_.open.empty() && context_.open.back().directive->inside == Inside::Nothing) {
    const std::string_view outer = context_.open.back().directive->name;
    return refuse(base::message("'{}' cannot stand inside '{}'",
                                "« {} » ne peut pas se trouver dans « {} »", directive.name, outer),
                  base::message("close '{}' before it: '<!-- /{} -->'",
                                "fermez « {} » avant : « <!-- /{} --> »", outer, outer));
  }
  if (context_.open.size() >= kMaximumDirectives) {
    return refuse(base::message("'{}' is the third directive inside another",
                                "« {} » est la troisième directive imbriquée", directive.name),
                  base::message("directives nest one deep: one inside another",
                                "les directives s'imbriquent sur un niveau : l'une dans l'autre"));
  }
  if (depth() + 2 < kMaximumDepth) return true;
  context_.too_deep(where);
  return false;
}

void Assembler::open_directive(Opening opening) {
  drop_marker();
  // The same directive again, side by side: the first one was not closed.
  const auto same = std::find_if(frames_.rbegin(), frames_.rend(), [&](const Frame& frame) {
    return frame.holder == Holder::Directive && !frame.ignored &&
           frame.opening.directive == opening.directive;
  });
  if (same != frames_.rend()) {
    const std::size_t keep = static_cast<std::size_t>(frames_.rend() - same) - 1;
    while (frames_.size() > keep) give_up();
  }
  Frame frame;
  frame.holder = Holder::Directive;
  frame.ignored = !may_open(*opening.directive, opening.comment);
  frame.opening = std::move(opening);
  if (frames_.size() >= kMaximumFrames) return;
  if (!frame.ignored) context_.open.push_back({frame.opening.directive, frame.opening.comment});
  push(std::move(frame));
}

void Assembler::close_directive(const Directive& directive, const Range& where) {
  const auto open = std::find_if(frames_.rbegin(), frames_.rend(), [&](const Frame& frame) {
    return frame.holder == Holder::Directive && frame.opening.directive == &directive;
  });
  if (open == frames_.rend()) {
    unmatched(directive, where);
    return;
  }
  const std::size_t wanted = static_cast<std::size_t>(frames_.rend() - open) - 1;
  while (frames_.size() > wanted + 1) give_up();
  Frame frame = pop();
  if (frame.ignored) return;
  frame.opening.close_end = where.end;
  std::optional<BlockNode> node = directive.parse(frame.opening, frame.blocks, context_);
  if (!node) {
    for (Block& block : frame.blocks) sink().blocks.push_back(std::move(block));
    return;
  }
  Block block;
  block.node = std::move(*node);
  block.at = frame.opening.comment.begin;
  block.end = where.end;
  add(std::move(block));
}

// A closing comment without its opening one.
void Assembler::unmatched(const Directive& directive, const Range& where) {
  const std::string_view name = directive.name;
  if (directive.parse == nullptr) {
    context_.problems.error(
        "directive-unknown", where,
        base::message("'{}' has no closing comment", "« {} » n'a pas de commentaire fermant", name),
        base::message("take it away", "retirez-le"));
    return;
  }
  const auto outside =
      std::find_if(context_.open.begin(), context_.open.end(),
                   [&](const OpenDirective& open) { return open.directive == &directive; });
  if (outside != context_.open.end()) {
    outside->misclosed = true;
    context_.problems.error(
        "directive-unclosed", where,
        base::message("'/{}' stands inside a list or a quote, and '{}' outside",
                      "« /{} » se trouve dans une liste ou une citation, et « {} » dehors", name,
                      name),
        base::message("put it at the margin, below a blank line",
                      "placez-le à la marge, sous une ligne vide"));
    return;
  }
  base::Message hint =
      base::message("nothing opens it: '{}'", "rien ne l'ouvre : « {} »", directive.form);
  const auto suspect =
      std::find_if(context_.suspects.rbegin(), context_.suspects.rend(),
                   [&](const Suspect& other) { return other.directive == &directive; });
  if (suspect != context_.suspects.rend()) {
    const bool reported = suspect->reported;
    const base::Position opened = suspect->comment.begin;
    context_.suspects.erase(std::next(suspect).base());
    if (reported) return;
    hint = base::message("the comment on line {} opens nothing: a ':' follows the name, as in '{}'",
                         "le commentaire de la ligne {} n'ouvre rien : un « : » suit le nom, comme "
                         "dans « {} »",
                         opened.line, directive.form);
  }
  context_.problems.error("directive-unclosed", where,
                          base::message("'/{}' closes nothing", "« /{} » ne ferme rien", name),
                          std::move(hint));
}

}  // namespace markdown
