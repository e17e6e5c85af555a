#include "generator/markdown/converter.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>

#include "generator/markdown/alerts.h"
#include "generator/markdown/code_info.h"
#include "generator/markdown/html_blocks.h"

namespace markdown {
namespace {

std::string_view view(const char* text) { return text == nullptr ? std::string_view() : text; }

bool is_named(cmark_node* node, std::string_view name) {
  return view(cmark_node_get_type_string(node)) == name;
}

// cmark moves the definitions that are used to the end of the page, in order of its numbers.
std::vector<cmark_node*> footnotes_of(cmark_node* root) {
  std::vector<cmark_node*> out;
  for (cmark_node* node = cmark_node_first_child(root); node != nullptr;
       node = cmark_node_next(node))
    if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION) out.push_back(node);
  return out;
}

std::uint32_t line_number(int number) {
  return number > 0 ? static_cast<std::uint32_t>(number) : 0;
}

// cmark keeps the labels to itself: "[^label]:" is looked up left of where the definition's text
// begins.
std::vector<std::string> labels_of(const std::vector<cmark_node*>& footnotes,
                                   const SourceText& source) {
  std::vector<std::string> out;
  for (cmark_node* node : footnotes) {
    const std::string_view line = source.line(line_number(cmark_node_get_start_line(node)));
    const std::string_view before = line.substr(0, line_number(cmark_node_get_start_column(node)));
    const std::size_t end = before.rfind("]:");
    const std::size_t begin = before.rfind("[^", end);
    const bool found = end != std::string_view::npos && begin != std::string_view::npos;
    out.emplace_back(found ? before.substr(begin + 2, end - begin - 2) : std::string_view());
  }
  return out;
}

}  // namespace

Converter::Converter(Context& context, cmark_node* root)
    : context_(context),
      root_(root),
      definitions_(context.source),
      footnote_nodes_(footnotes_of(root)),
      footnotes_(labels_of(footnote_nodes_, context.source)) {}

Document Converter::convert() {
  Document out;
  out.blocks = children(root_, 1, nullptr);
  // A footnote may refer to others, which come behind it.
  for (std::size_t i = 0; i < footnotes_.order().size(); ++i) {
    const std::size_t index = footnotes_.order()[i];
    Footnote footnote;
    footnote.label = footnotes_.label(index);
    footnote.number = static_cast<int>(i) + 1;
    footnote.blocks = children(footnote_nodes_[index - 1], 1, nullptr);
    out.footnotes.push_back(std::move(footnote));
  }
  for (Footnote& footnote : out.footnotes) {
    const std::size_t index = footnotes_.order()[static_cast<std::size_t>(footnote.number) - 1];
    footnote.references = footnotes_.references(index);
  }
  return out;
}

Blocks Converter::children(cmark_node* parent, int depth, Item* item) {
  Assembler out(context_, depth, item);
  for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
       node = cmark_node_next(node))
    add(node, out);
  return out.finish();
}

void Converter::add(cmark_node* node, Assembler& out) {
  const cmark_node_type type = cmark_node_get_type(node);
  const bool container = type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST;
  // Below a container there is a paragraph at least, and a line in it.
  if (container && out.depth() + 3 > kMaximumDepth) {
    add_flat(node, out);
    return;
  }
  switch (type) {
    case CMARK_NODE_PARAGRAPH:
      add_paragraph(node, out);
      break;
    case CMARK_NODE_HEADING:
      add_heading(node, out);
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      add_quote(node, out);
      break;
    case CMARK_NODE_LIST:
      add_list(node, out);
      break;
    case CMARK_NODE_CODE_BLOCK:
      add_code(node, out);
      break;
    case CMARK_NODE_HTML_BLOCK:
      add_html_block(
          Excerpt(context_.source, view(cmark_node_get_literal(node)), lines_of(node).first),
          context_, out);
      break;
    case CMARK_NODE_THEMATIC_BREAK: {
      Block block = block_at(node);
      block.node = ThematicBreak();
      out.add(std::move(block));
      break;
    }
    default:
      if (is_named(node, "table")) add_table(node, out);
  }
}

// cmark's lines are right for blocks, with these exceptions: a list may end in blank lines, raw
// HTML ends before it begins, and the paragraph that is split off a table's header has no lines at
// all.
Converter::Lines Converter::lines_of(cmark_node* node) const {
  Lines out;
  out.first = line_number(cmark_node_get_start_line(node));
  out.last = line_number(cmark_node_get_end_line(node));
  cmark_node* next = cmark_node_next(node);
  if (out.first == 0 && next != nullptr) {
    out.first = line_number(cmark_node_get_start_line(next));
    cmark_node* row = cmark_node_first_child(next);
    cmark_node* body = row == nullptr ? nullptr : cmark_node_next(row);
    out.last = body == nullptr ? line_number(cmark_node_get_end_line(next))
                               : line_number(cmark_node_get_start_line(body));
    out.last = std::max(out.first, out.last - std::min(out.last, body == nullptr ? 2u : 3u));
  }
  out.first = std::clamp(out.first, 1u, context_.source.line_count());
  if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) {
    const std::string_view html = view(cmark_node_get_literal(node));
    const auto newlines = std::count(html.begin(), html.end(), '\n');
    out.last = out.first + static_cast<std::uint32_t>(newlines) - (html.ends_with('\n') ? 1 : 0);
  }
  out.last = std::clamp(out.last, out.first, context_.source.line_count());
  while (out.last > out.first &&
         context_.source.line(out.last).find_first_not_of(" \t") == std::string_view::npos)
    --out.last;
  return out;
}

Block Converter::block_at(cmark_node* node) const {
  const Lines lines = lines_of(node);
  const int column = std::max(cmark_node_get_start_column(node), 1);
  Block out;
  out.at = context_.source.position(lines.first, static_cast<std::size_t>(column));
  out.end = context_.source.position(lines.last, std::string_view::npos);
  return out;
}

InlineConverter Converter::line_converter(cmark_node* node) {
  const Lines lines = lines_of(node);
  const int column = std::max(cmark_node_get_start_column(node), 1);
  const std::size_t end = context_.source.line_end(lines.last);
  const std::size_t begin =
      context_.source.line_begin(lines.first) + static_cast<std::size_t>(column) - 1;
  return InlineConverter(context_, definitions_, footnotes_, std::min(begin, end), end);
}

// What a comment at the end of a line means: the marker of the item, nothing, or a mistake.
void Converter::take_markers(const InlineConverter& line, Item* item) {
  for (const LineComment& comment : line.trailing()) {
    const bool taken =
        item != nullptr && take_item_marker(comment.where, 0, comment.text.size(), *item, context_);
    if (!taken) check_stray(comment, context_);
  }
}

void Converter::add_paragraph(cmark_node* node, Assembler& out) {
  InlineConverter line = line_converter(node);
  Block block = block_at(node);
  Paragraph paragraph{line.convert(node, out.depth() + 1)};
  take_markers(line, out.item());
  if (paragraph.text.empty()) return;
  block.node = std::move(paragraph);
  out.add(std::move(block));
}

void Converter::add_heading(cmark_node* node, Assembler& out) {
  InlineConverter line = line_converter(node);
  Block block = block_at(node);
  Heading heading;
  heading.level = cmark_node_get_heading_level(node);
  heading.text = line.convert(node, out.depth() + 1);
  take_markers(line, nullptr);
  block.node = std::move(heading);
  out.add(std::move(block));
}

void Converter::add_quote(cmark_node* node, Assembler& out) {
  Block block = block_at(node);
  Blocks blocks = children(node, out.depth() + 1, nullptr);
  std::string_view first_line;
  std::size_t begin = 0;
  cmark_node* first = cmark_node_first_child(node);
  if (first != nullptr && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH) {
    const std::uint32_t line = lines_of(first).first;
    const int column = std::max(cmark_node_get_start_column(first), 1);
    begin = context_.source.line_begin(line) + static_cast<std::size_t>(column) - 1;
    const std::size_t end = context_.source.line_end(line);
    if (begin < end) first_line = context_.source.text().substr(begin, end - begin);
  }
  block.node = make_quote(std::move(blocks), first_line, begin, context_);
  out.add(std::move(block));
}

void Converter::add_list(cmark_node* node, Assembler& out) {
  Block block = block_at(node);
  List list;
  list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  list.start = list.ordered ? cmark_node_get_list_start(node) : 1;
  list.tight = cmark_node_get_list_tight(node) != 0;
  for (cmark_node* child = cmark_node_first_child(node); child != nullptr;
       child = cmark_node_next(child)) {
    Item item;
    item.at = block_at(child).at;
    if (is_named(child, "tasklist"))
      item.ticked = cmark_gfm_extensions_get_tasklist_item_checked(child);
    item.blocks = children(child, out.depth() + 1, &item);
    list.items.push_back(std::move(item));
  }
  block.node = std::move(list);
  out.add(std::move(block));
}

void Converter::add_code(cmark_node* node, Assembler& out) {
  Block block = block_at(node);
  const std::uint32_t first = lines_of(node).first;
  CodeBlock code;
  code.text = view(cmark_node_get_literal(node));
  int length = 0;
  int offset = 0;
  char mark = '\0';
  const bool fenced = cmark_node_get_fenced(node, &length, &offset, &mark) != 0;
  code.text_at = Excerpt(context_.source, code.text, fenced ? first + 1 : first).position(0);
  if (fenced) {
    const std::string_view line = context_.source.line(first);
    const int column = std::max(cmark_node_get_start_column(node), 1);
    const std::size_t fence = line.find_first_of("`~", static_cast<std::size_t>(column) - 1);
    const std::size_t info = line.find_first_not_of("`~", fence);
    if (fence != std::string_view::npos && info != std::string_view::npos) {
      const Excerpt whole(context_.source, line, first);
      read_code_info(whole, info, line.size(), code, context_);
    }
  }
  block.node = std::move(code);
  out.add(std::move(block));
}

void Converter::add_table(cmark_node* node, Assembler& out) {
  Block block = block_at(node);
  Table table;
  const std::uint16_t columns = cmark_gfm_extensions_get_table_columns(node);
  const std::uint8_t* alignments = cmark_gfm_extensions_get_table_alignments(node);
  for (std::uint16_t i = 0; i < columns; ++i) {
    const char a = static_cast<char>(alignments[i]);
    table.columns.push_back(a == 'l'   ? Alignment::Left
                            : a == 'c' ? Alignment::Centre
                            : a == 'r' ? Alignment::Right
                                       : Alignment::None);
  }
  cmark_node* head = cmark_node_first_child(node);
  cmark_node* body = head == nullptr ? nullptr : cmark_node_next(head);
  // Text right above the header is a paragraph of its own, and cmark counts the table from there.
  const std::uint32_t behind =
      body == nullptr ? lines_of(node).last + 1 : line_number(cmark_node_get_start_line(body));
  for (cmark_node* row = head; row != nullptr; row = cmark_node_next(row)) {
    const std::uint32_t line =
        row == head ? behind - std::min(behind - 1, 2u) : lines_of(row).first;
    if (row == head) block.at = context_.source.position(line, block.at.column);
    InlineConverter converter(context_, definitions_, footnotes_, context_.source.line_begin(line),
                              context_.source.line_end(line));
    std::vector<Inlines> cells;
    for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr;
         cell = cmark_node_next(cell)) {
      cells.push_back(converter.convert(cell, out.depth() + 1));
      take_markers(converter, nullptr);
    }
    cells.resize(columns);
    if (row == head)
      table.head = std::move(cells);
    else
      table.rows.push_back(std::move(cells));
  }
  block.node = std::move(table);
  out.add(std::move(block));
}

// What is too deep: its text, as a paragraph.
void Converter::add_flat(cmark_node* node, Assembler& out) {
  Block block = block_at(node);
  context_.too_deep({block.at, block.end});
  Inline words;
  words.text = text_below(node);
  words.at = block.at;
  if (words.text.empty()) return;
  block.node = Paragraph{{std::move(words)}};
  out.add(std::move(block));
}

}  // namespace markdown
