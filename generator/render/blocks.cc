// Blocks: what every text has. The components of a course are in files of their own.
#include <algorithm>

#include "generator/render/writer.h"
#include "generator/text/html.h"

namespace render {

namespace {

using namespace markdown;

std::string_view tone_of(AlertKind kind) {
  switch (kind) {
    case AlertKind::Note:
      return "";
    case AlertKind::Tip:
      return "good";
    case AlertKind::Important:
      return "link";
    case AlertKind::Warning:
      return "warn";
    case AlertKind::Caution:
      return "bad";
  }
  return "";
}

std::string_view word_of(AlertKind kind) {
  switch (kind) {
    case AlertKind::Note:
      return "alert.note";
    case AlertKind::Tip:
      return "alert.tip";
    case AlertKind::Important:
      return "alert.important";
    case AlertKind::Warning:
      return "alert.warning";
    case AlertKind::Caution:
      return "alert.caution";
  }
  return "alert.note";
}

void write_alert(Writer& writer, const Alert& alert) {
  std::string& out = writer.out;
  out += "<div class=\"note\" role=\"note\"";
  if (const std::string_view tone = tone_of(alert.kind); !tone.empty())
    write_attribute(out, "data-tone", tone);
  out += "><p class=\"note-title\"><b>";
  text::escape_to(out, writer.words.say(word_of(alert.kind)));
  out += "</b>";
  if (!alert.title.empty()) {
    out += " <span>";
    write_inlines(writer, alert.title);
    out += "</span>";
  }
  out += "</p>\n";
  write_blocks(writer, alert.blocks);
  out += "</div>\n";
}

void write_details(Writer& writer, const Details& details) {
  writer.out += "<details><summary>";
  write_inlines(writer, details.summary);
  writer.out += "</summary>\n";
  write_blocks(writer, details.blocks);
  writer.out += "</details>\n";
}

// A picture with a title is a figure with a caption.
bool is_captioned_image(const Paragraph& paragraph) {
  return paragraph.text.size() == 1 && paragraph.text.front().kind == InlineKind::Image &&
         !paragraph.text.front().title.empty();
}

void write_paragraph(Writer& writer, const Paragraph& paragraph) {
  if (!is_captioned_image(paragraph)) {
    writer.out += "<p>";
    write_inlines(writer, paragraph.text);
    writer.out += "</p>\n";
    return;
  }
  writer.out += "<figure>";
  write_inlines(writer, paragraph.text);
  writer.out += "<figcaption>";
  text::escape_to(writer.out, writer.shared.typeset(paragraph.text.front().title, writer.content));
  writer.out += "</figcaption></figure>\n";
}

void write_step_number(Writer& writer) {
  writer.out += fmt::format("<span class=\"step-number\">{}</span> ", ++writer.steps);
}

void write_step_time(Writer& writer, int minutes) {
  if (minutes <= 0) return;
  writer.out += " <small>";
  text::escape_to(writer.out, writer.words.duration(minutes));
  writer.out += "</small>";
}

struct HeadingParts {
  bool step = false;
  int minutes = 0;
};

void write_heading_of(Writer& writer, const Inlines& inlines, int written_level, base::Position at,
                      HeadingParts parts) {
  std::string& out = writer.out;
  const int level = std::clamp(written_level, 2, 6);
  const std::string id = writer.anchors.next(at);
  writer.level = level;
  writer.heading_id = id;
  writer.heading = writer.shared.typeset(markdown::plain_text(inlines), writer.content);
  out += fmt::format("<div class=\"h\"><h{}", level);
  if (parts.step) out += " class=\"step\"";
  if (!id.empty()) write_attribute(out, "id", id);
  if (level == 2 && !id.empty()) write_attribute(out, "data-section", id);
  out += '>';
  if (parts.step) write_step_number(writer);
  write_inlines(writer, inlines);
  write_step_time(writer, parts.minutes);
  out += fmt::format("</h{}>", level);
  if (!id.empty()) {
    out += "<a class=\"anchor\"";
    write_attribute(out, "href", "#" + encode_fragment(id));
    write_attribute(out, "aria-label",
                    writer.words.say("page.anchor", {{"title", writer.heading}}));
    out += ">#</a>";
  }
  out += "</div>\n";
  write_behind(writer);
}

void write_section(Writer& writer, std::string_view markup, const Blocks& blocks) {
  writer.out += markup;
  write_blocks(writer, blocks);
  writer.out += "</div>\n";
}

void write_holds(Writer& writer, const Holds& holds) {
  std::string open = "<div class=\"holds\"><p class=\"holds-title\">";
  text::escape_to(open, writer.words.say("part.holds"));
  write_section(writer, open + "</p>\n", holds.blocks);
}

void write_instructor(Writer& writer, const Instructor& instructor) {
  writer.out += "<details class=\"instructor\"><summary>";
  text::escape_to(writer.out, writer.words.say("part.instructor"));
  writer.out += "</summary>\n";
  write_blocks(writer, instructor.blocks);
  writer.out += "</details>\n";
}

// One alternative of Block each. The tree's depth is bounded by markdown::parse().
struct BlockWriter {
  Writer& writer;

  void operator()(const Paragraph& paragraph) const { write_paragraph(writer, paragraph); }
  void operator()(const Quote& quote) const {
    writer.out += "<blockquote>\n";
    write_blocks(writer, quote.blocks);
    writer.out += "</blockquote>\n";
  }
  void operator()(const List& list) const { write_list(writer, list); }
  void operator()(const Table& table) const { write_table(writer, table); }
  void operator()(const ThematicBreak&) const { writer.out += "<hr>\n"; }
  void operator()(const RawHtml& html) const { writer.out += html.markup + "\n"; }
  void operator()(const Alert& alert) const { write_alert(writer, alert); }
  void operator()(const Details& details) const { write_details(writer, details); }
  void operator()(const Objectives& objectives) const { write_objectives(writer, objectives); }
  void operator()(const Worksheet& worksheet) const { write_worksheet(writer, worksheet); }
  void operator()(const Tabs& tabs) const { write_tabs(writer, tabs); }
  void operator()(const Quiz& quiz) const { write_quiz(writer, quiz); }
  void operator()(const Lab& lab) const { write_lab(writer, lab); }
  void operator()(const Log& log) const { write_log(writer, log); }
  void operator()(const Holds& holds) const { write_holds(writer, holds); }
  void operator()(const Figure& figure) const { write_figure(writer, figure); }
  void operator()(const Instructor& instructor) const { write_instructor(writer, instructor); }
  // These two need to know more of the block than its node.
  void operator()(const Heading&) const {}
  void operator()(const CodeBlock&) const {}
};

const CodeBlock* output_behind(std::span<const Block> blocks, std::size_t i) {
  if (i + 1 >= blocks.size()) return nullptr;
  const auto* next = std::get_if<CodeBlock>(&blocks[i + 1].node);
  return next != nullptr && next->language == "output" ? next : nullptr;
}

}  // namespace

void write_blocks(Writer& writer, std::span<const Block> blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (const auto* heading = std::get_if<Heading>(&block.node)) {
      write_heading_of(writer, heading->text, heading->level, block.at,
                       {heading->step, heading->minutes});
    } else if (const auto* code = std::get_if<CodeBlock>(&block.node)) {
      const CodeBlock* output = code->language == "output" ? nullptr : output_behind(blocks, i);
      write_code(writer, *code, output);
      if (output != nullptr) ++i;
    } else {
      std::visit(BlockWriter{writer}, block.node);
    }
  }
}

void write_heading(Writer& writer, const Inlines& text, int level, base::Position at) {
  write_heading_of(writer, text, level, at, {});
}

void write_tight(Writer& writer, std::span<const Block> blocks) {
  if (!blocks.empty()) {
    if (const auto* paragraph = std::get_if<Paragraph>(&blocks.front().node)) {
      write_inlines(writer, paragraph->text);
      if (blocks.size() > 1) writer.out += '\n';
      write_blocks(writer, blocks.subspan(1));
      return;
    }
  }
  write_blocks(writer, blocks);
}

void write_footnotes(Writer& writer, const std::vector<Footnote>& footnotes) {
  if (footnotes.empty()) return;
  std::string& out = writer.out;
  out += "<section class=\"notes\" role=\"doc-endnotes\"";
  write_attribute(out, "aria-label", writer.words.say("part.notes"));
  out += "><ol>\n";
  for (const Footnote& note : footnotes) {
    out += fmt::format("<li id=\"fn_{}\">", note.number);
    write_blocks(writer, note.blocks);
    for (int i = 1; i <= note.references; ++i) {
      out += fmt::format("<a class=\"back\" href=\"#fnref_{}_{}\" role=\"doc-backlink\"",
                         note.number, i);
      write_attribute(out, "aria-label",
                      writer.words.say("part.back", {{"n", fmt::format("{}", i)}}));
      out += ">↩</a> ";
    }
    out += "</li>\n";
  }
  out += "</ol></section>\n";
}

}  // namespace render
