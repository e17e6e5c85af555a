#include "generator/markdown/assembler.h"

#include <algorithm>
#include <iterator>

#include "generator/base/ascii.h"
#include "generator/markdown/html_fragment.h"
#include "generator/markdown/html_problems.h"
#include "generator/markdown/inline_builder.h"

namespace markdown {
Range Assembler::range(const Excerpt& excerpt, std::size_t begin, std::size_t end) const {
  return {excerpt.position(begin), excerpt.position(end)};
}

void Assembler::push(Frame frame) {
  frame.sink_below = sink_;
  const bool ignored = frame.ignored;
  frames_.push_back(std::move(frame));
  if (ignored) return;
  sink_ = frames_.size() - 1;
  ++held_;
}

Assembler::Frame Assembler::pop() {
  drop_marker();
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  sink_ = frame.sink_below;
  if (frame.ignored) return frame;
  --held_;
  if (frame.holder == Holder::Directive) context_.open.pop_back();
  return frame;
}

void Assembler::drop_marker() {
  std::optional<HeadingMarker>& marker = sink().marker;
  if (!marker) return;
  context_.problems.error(
      "directive-misplaced", marker->where,
      base::message("no heading follows '{}: {}'", "aucun titre ne suit « {}: {} »",
                    marker->step ? "step" : "id", marker->id),
      base::message("put the comment on the line above the heading that it names",
                    "placez le commentaire sur la ligne au-dessus du titre qu'il nomme"));
  marker.reset();
}

void Assembler::give_up() {
  const bool misclosed = frames_.back().holder == Holder::Directive && !frames_.back().ignored &&
                         context_.open.back().misclosed;
  Frame frame = pop();
  if (frame.ignored) return;
  if (frame.holder == Holder::Details) {
    context_.problems.error(
        "details-unbalanced", frame.tag,
        base::message("this '<details>' is not closed", "ce « <details> » n'est pas fermé"),
        base::message("write '</details>' on a line of its own behind it",
                      "écrivez « </details> » seul sur une ligne à sa fin"));
  }
  if (frame.holder == Holder::Directive && !misclosed) {
    const std::string_view name = frame.opening.directive->name;
    context_.problems.error(
        "directive-unclosed", frame.opening.comment,
        base::message("this '{}' is not closed", "ce « {} » n'est pas fermé", name),
        base::message("write '<!-- /{} -->' on a line of its own behind it",
                      "écrivez « <!-- /{} --> » seul sur une ligne à sa fin", name));
  }
  Blocks& below = sink().blocks;
  if (frame.holder == Holder::Details && !frame.details.summary.empty()) {
    Block summary;
    summary.at = frame.tag.begin;
    summary.end = frame.tag.end;
    summary.node = Paragraph{std::move(frame.details.summary)};
    below.push_back(std::move(summary));
  }
  std::move(frame.blocks.begin(), frame.blocks.end(), std::back_inserter(below));
}

void Assembler::add(Block block) {
  Frame& frame = sink();
  if (frame.marker) {
    Heading* heading = std::get_if<Heading>(&block.node);
    if (heading == nullptr) {
      drop_marker();
    } else {
      const bool named = frame.holder == Holder::Directive && frame.blocks.empty() &&
                         frame.opening.directive->names_heading;
      if (named) {
        context_.problems.error("directive-misplaced", frame.marker->where,
                                base::message("this heading has the id of its {}",
                                              "ce titre a l'identifiant de son bloc « {} »",
                                              frame.opening.directive->name),
                                base::message("take this comment away", "retirez ce commentaire"));
      } else {
        context_.ids.emplace_back(frame.marker->id, frame.marker->id_where);
        heading->id = std::move(frame.marker->id);
        heading->step = frame.marker->step;
        heading->minutes = frame.marker->minutes;
      }
      frame.marker.reset();
    }
  }
  if (frame.in_summary) {
    if (Paragraph* paragraph = std::get_if<Paragraph>(&block.node)) {
      Inlines& summary = frame.details.summary;
      std::move(paragraph->text.begin(), paragraph->text.end(), std::back_inserter(summary));
      return;
    }
  }
  frame.blocks.push_back(std::move(block));
}

void Assembler::markup(const Excerpt& excerpt, std::size_t begin, std::size_t end) {
  const std::string_view text = excerpt.text();
  while (begin < end && base::is_space(text[begin])) ++begin;
  while (end > begin && base::is_space(text[end - 1])) --end;
  const std::string_view html = text.substr(begin, end - begin);
  if (html.empty()) return;
  const Range where = range(excerpt, begin, end);
  const Excerpt part = excerpt.part(begin, end);
  // A block that is one image is a paragraph with an image; the text of a summary is a line.
  HtmlTokenizer tokens(html);
  HtmlToken token;
  int images = 0;
  int others = 0;
  while (tokens.next(token)) {
    const bool blank = token.kind == HtmlTokenKind::Text &&
                       base::trimmed(html.substr(token.begin, token.end - token.begin)).empty();
    const bool image = token.kind == HtmlTokenKind::StartTag && token.name == "img";
    if (!blank) ++(image ? images : others);
  }
  Block block;
  block.at = where.begin;
  block.end = where.end;
  if (sink().in_summary || (images == 1 && others == 0)) {
    InlineBuilder line(context_, InsideLink::No, where.begin);
    line.html(part);
    line.trim();
    block.node = Paragraph{line.finish()};
    if (!std::get<Paragraph>(block.node).text.empty()) add(std::move(block));
    return;
  }
  CleanFragment clean = clean_fragment(html, RelativeAddresses::Refuse);
  for (const Refusal& refusal : clean.refused) {
    if (context_.problems.full()) break;
    report_refusal(refusal, range(part, refusal.begin, refusal.end), context_.problems);
  }
  if (base::trimmed(clean.markup).empty()) return;
  block.node = RawHtml{std::move(clean.markup)};
  add(std::move(block));
}

void Assembler::open_details(const Range& tag, bool open) {
  Frame frame;
  frame.holder = Holder::Details;
  frame.tag = tag;
  frame.details.open = open;
  frame.ignored = depth() + 2 >= kMaximumDepth;
  if (frame.ignored) context_.too_deep(tag);
  drop_marker();
  if (frames_.size() < kMaximumFrames) push(std::move(frame));
}

void Assembler::close_details(const Range& tag) {
  const auto open = std::find_if(frames_.rbegin(), frames_.rend(), [](const Frame& frame) {
    return frame.holder == Holder::Details;
  });
  if (open == frames_.rend()) {
    context_.problems.error(
        "details-unbalanced", tag,
        base::message("this '</details>' closes nothing", "ce « </details> » ne ferme rien"),
        base::message("is the blank line behind '<summary>' missing, or is "
                      "'<details>' in a list or quote?",
                      "manque-t-il la ligne vide après « <summary> », ou "
                      "« <details> » est-il dans une liste ou une citation ?"));
    return;
  }
  const std::size_t wanted = static_cast<std::size_t>(frames_.rend() - open) - 1;
  while (frames_.size() > wanted + 1) give_up();
  Frame frame = pop();
  if (frame.ignored) return;
  if (frame.in_summary) {
    context_.problems.error(
        "details-unbalanced", frame.summary,
        base::message("this '<summary>' is not closed", "ce « <summary> » n'est pas fermé"));
  }
  Block block;
  block.at = frame.tag.begin;
  block.end = tag.end;
  frame.details.blocks = std::move(frame.blocks);
  block.node = std::move(frame.details);
  add(std::move(block));
}

void Assembler::open_summary(const Range& tag) {
  Frame& frame = sink();
  if (frame.holder == Holder::Details && !frame.had_summary) {
    frame.in_summary = frame.had_summary = true;
    frame.summary = tag;
    return;
  }
  const bool second = frame.holder == Holder::Details;
  ++refused_summaries_;
  context_.problems.error("details-unbalanced", tag,
                          second
                              ? base::message("a second '<summary>'", "un second « <summary> »")
                              : base::message("this '<summary>' is in no '<details>'",
                                              "ce « <summary> » n'est dans aucun « <details> »"));
}

void Assembler::close_summary(const Range& tag) {
  Frame& frame = sink();
  if (std::exchange(frame.in_summary, false)) return;
  if (refused_summaries_ > 0) {
    --refused_summaries_;
    return;
  }
  context_.problems.error(
      "details-unbalanced", tag,
      base::message("this '</summary>' closes nothing", "ce « </summary> » ne ferme rien"));
}

Blocks Assembler::finish() {
  while (frames_.size() > 1) give_up();
  drop_marker();
  return std::move(frames_.front().blocks);
}

}  // namespace markdown
