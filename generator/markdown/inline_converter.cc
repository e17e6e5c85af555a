#include "generator/markdown/inline_converter.h"

#include <cmark-gfm.h>

#include <charconv>

#include "generator/base/handle.h"
#include "generator/markdown/comments.h"
#include "generator/markdown/document.h"

namespace markdown {
namespace {

using Iterator = base::Handle<cmark_iter, cmark_iter_free>;

std::string_view view(const char* text) { return text == nullptr ? std::string_view() : text; }

InlineKind kind_of(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
      return InlineKind::Emphasis;
    case CMARK_NODE_STRONG:
      return InlineKind::Strong;
    default:
      return view(cmark_node_get_type_string(node)) == "strikethrough" ? InlineKind::Strikethrough
                                                                       : InlineKind::Text;
  }
}

// The text of a link that has nothing else; empty when there is markup in it.
std::string_view only_text(cmark_node* link) {
  cmark_node* child = cmark_node_first_child(link);
  const bool alone = child != nullptr && cmark_node_next(child) == nullptr &&
                     cmark_node_get_type(child) == CMARK_NODE_TEXT;
  return alone ? view(cmark_node_get_literal(child)) : std::string_view();
}

}  // namespace

Inline FootnoteNumbers::reference(std::size_t index) {
  Inline out;
  out.kind = InlineKind::FootnoteReference;
  if (index == 0 || index > labels_.size()) return out;
  out.text = labels_[index - 1];
  if (numbers_[index - 1] == 0) {
    order_.push_back(index);
    numbers_[index - 1] = static_cast<int>(order_.size());
  }
  out.number = numbers_[index - 1];
  out.occurrence = ++references_[index - 1];
  return out;
}

std::string text_below(cmark_node* node) {
  std::string out;
  const Iterator iterator(cmark_iter_new(node));
  for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* here = cmark_iter_get_node(iterator.get());
    const bool leaving = event == CMARK_EVENT_EXIT;
    switch (cmark_node_get_type(here)) {
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
      case CMARK_NODE_CODE_BLOCK:
        out += view(cmark_node_get_literal(here));
        break;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        out += ' ';
        break;
      case CMARK_NODE_PARAGRAPH:
      case CMARK_NODE_HEADING:
        if (leaving) out += ' ';
        break;
      default:
        break;
    }
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\n')) out.pop_back();
  return out;
}

void check_stray(const LineComment& comment, Context& context) {
  const Comment read = read_comment(comment.text, 0, comment.text.size());
  const bool wants_colon =
      read.kind == CommentKind::Open && read.arguments_begin == read.arguments_end;
  // "<!-- lab -->" at the end of an item is an objective of that name.
  if (read.directive == nullptr || read.kind == CommentKind::Ordinary || wants_colon) return;
  const Range where = {comment.where.position(0), comment.where.position(comment.text.size())};
  if (read.kind == CommentKind::Misspelt) {
    const bool closing = read.name.starts_with('/');
    context.problems.error("directive-unknown", where,
                           base::message("there is no directive '{}'",
                                         "il n'y a pas de directive « {} »", shown(read.name)),
                           base::message("did you mean '{}{}'?", "vouliez-vous dire « {}{} » ?",
                                         closing ? "/" : "", read.directive->name));
    return;
  }
  if (read.directive->name == "check") {
    context.problems.error(
        "directive-misplaced", where,
        base::message("a check stands at the end of an item in a lab",
                      "une vérification se place à la fin d'un élément de liste d'un lab"));
    return;
  }
  context.problems.error("directive-misplaced", where,
                         base::message("'{}' does not stand alone on its line",
                                       "« {} » n'est pas seul sur sa ligne", shown(read.name)),
                         base::message("put the comment on a line of its own",
                                       "placez le commentaire sur une ligne à lui"));
}

Inlines InlineConverter::convert(cmark_node* parent, int depth) {
  trailing_.clear();
  return sequence(parent, depth, InsideLink::No, true);
}

Inlines InlineConverter::sequence(cmark_node* parent, int depth, InsideLink inside, bool top) {
  InlineBuilder out(context_, inside, at_);
  // At the last level there is text alone.
  if (depth >= kMaximumDepth) {
    context_.too_deep({at_});
    out.text(text_below(parent));
    return out.finish();
  }
  for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
       node = cmark_node_next(node))
    add(node, depth, inside, top, out);
  if (top) {
    if (!trailing_.empty()) out.trim();
  }
  return out.finish();
}

void InlineConverter::place(Inline& item, const std::optional<Found>& found) const {
  if (!found) return;
  item.at = context_.source.position_at(found->begin);
  item.end = context_.source.position_at(found->end);
}

void InlineConverter::add(cmark_node* node, int depth, InsideLink inside, bool top,
                          InlineBuilder& out) {
  const cmark_node_type type = cmark_node_get_type(node);
  const bool is_break = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
  const std::string_view literal = view(cmark_node_get_literal(node));
  if (top && type != CMARK_NODE_HTML_INLINE && !is_break &&
      (type != CMARK_NODE_TEXT || literal.find_first_not_of(" \t") != std::string_view::npos)) {
    for (const LineComment& comment : trailing_) check_stray(comment, context_);
    trailing_.clear();
  }
  Inline item;
  item.at = at_;
  switch (type) {
    case CMARK_NODE_TEXT:
      out.text(literal);
      locator_.pass_text(literal);
      return;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      item.kind = type == CMARK_NODE_SOFTBREAK ? InlineKind::SoftBreak : InlineKind::LineBreak;
      break;
    case CMARK_NODE_CODE:
      item.kind = InlineKind::Code;
      item.text = literal;
      place(item, locator_.code(literal));
      break;
    case CMARK_NODE_HTML_INLINE:
      add_html(node, top, out);
      return;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
      add_target(node, depth, out);
      return;
    case CMARK_NODE_FOOTNOTE_REFERENCE: {
      std::size_t index = 0;
      std::from_chars(literal.data(), literal.data() + literal.size(), index);
      item = footnotes_.reference(index);
      item.at = at_;
      place(item, locator_.footnote(item.text));
      break;
    }
    default:
      item.kind = kind_of(node);
      item.children = sequence(node, depth + 1, inside, false);
      if (item.kind == InlineKind::Text) {  // nothing of ours: its content stays
        for (Inline& child : item.children) out.add(std::move(child));
        return;
      }
  }
  out.add(std::move(item));
}

void InlineConverter::add_html(cmark_node* node, bool top, InlineBuilder& out) {
  const std::string_view literal = view(cmark_node_get_literal(node));
  const std::optional<Found> found = locator_.html(literal);
  const Excerpt where =
      Excerpt::inside_line(context_.source, literal, found ? found->begin : begin_);
  if (!literal.starts_with("<!--")) {
    for (const LineComment& comment : trailing_) check_stray(comment, context_);
    trailing_.clear();
    out.html(where);
    return;
  }
  const LineComment comment{literal, where};
  if (top)
    trailing_.push_back(comment);
  else
    check_stray(comment, context_);
}

void InlineConverter::add_target(cmark_node* node, int depth, InlineBuilder& out) {
  const bool image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
  Inline item;
  item.at = at_;
  item.kind = image ? InlineKind::Image : InlineKind::Link;
  item.target = view(cmark_node_get_url(node));
  item.title = view(cmark_node_get_title(node));
  if (image) {
    Inline words;
    words.text = text_below(node);
    words.at = at_;
    if (!words.text.empty()) item.children.push_back(std::move(words));
  } else {
    item.children = sequence(node, depth + 1, InsideLink::Yes, false);
  }
  std::optional<Found> found =
      locator_.target(item.target, image ? std::string_view() : only_text(node));
  if (!found) found = definitions_.find(item.target);
  place(item, found);
  out.add(std::move(item));
}

}  // namespace markdown
