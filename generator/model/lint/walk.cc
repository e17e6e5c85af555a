#include "generator/model/lint/walk.h"

namespace model {
namespace {

// One overload per kind of block: its runs of text and its child blocks, in the order they stand in
// the page.
class Walker {
 public:
  Walker(Visitor& visitor, const markdown::Block& holder) : visitor_(visitor), holder_(holder) {}

  void operator()(const markdown::Paragraph& node) { run(node.text); }
  void operator()(const markdown::Heading& node) { run(node.text); }
  void operator()(const markdown::Quote& node) { blocks(node.blocks); }
  void operator()(const markdown::List& node) { items(node.items); }
  void operator()(const markdown::CodeBlock&) {}
  void operator()(const markdown::ThematicBreak&) {}
  void operator()(const markdown::RawHtml&) {}
  void operator()(const markdown::Table& node) {
    for (const auto& cell : node.head) run(cell);
    for (const auto& row : node.rows)
      for (const auto& cell : row) run(cell);
  }
  void operator()(const markdown::Alert& node) {
    run(node.title);
    blocks(node.blocks);
  }
  void operator()(const markdown::Details& node) {
    run(node.summary);
    blocks(node.blocks);
  }
  void operator()(const markdown::Objectives& node) {
    blocks(node.lead);
    items(node.items);
  }
  void operator()(const markdown::Worksheet& node) {
    run(node.heading);
    blocks(node.lead);
    for (const markdown::WorksheetRow& row : node.rows) run(row.label);
  }
  void operator()(const markdown::Tabs& node) {
    for (const markdown::Panel& panel : node.panels) {
      run(panel.label);
      blocks(panel.blocks);
    }
  }
  void operator()(const markdown::Quiz& node) {
    run(node.question);
    blocks(node.lead);
    for (const markdown::Choice& choice : node.choices) {
      blocks(choice.text);
      blocks(choice.feedback);
    }
    for (const markdown::Blocks& ordered : node.ordered) blocks(ordered);
    for (const markdown::Inlines& column : node.columns) run(column);
    for (const auto& [left, right] : node.pairs) {
      run(left);
      run(right);
    }
    blocks(node.feedback);
    for (const markdown::Blocks& hint : node.hints) blocks(hint);
    blocks(node.solution);
  }
  void operator()(const markdown::Lab& node) {
    run(node.heading);
    blocks(node.blocks);
  }
  void operator()(const markdown::Log& node) {
    run(node.heading);
    blocks(node.lead);
    for (const markdown::LogSection& section : node.sections) {
      run(section.heading);
      blocks(section.blocks);
    }
  }
  void operator()(const markdown::Holds& node) { blocks(node.blocks); }
  void operator()(const markdown::Figure& node) { blocks(node.blocks); }
  void operator()(const markdown::Instructor& node) { blocks(node.blocks); }

 private:
  void run(const markdown::Inlines& inlines) {
    if (!inlines.empty()) visitor_.inlines(inlines, holder_);
  }
  void blocks(const markdown::Blocks& all) { walk(all, visitor_); }
  void items(const std::vector<markdown::Item>& all) {
    for (const markdown::Item& item : all) blocks(item.blocks);
  }

  Visitor& visitor_;
  const markdown::Block& holder_;
};

}  // namespace

void walk(const markdown::Blocks& blocks, Visitor& visitor) {
  for (const markdown::Block& block : blocks) {
    visitor.block(block);
    std::visit(Walker(visitor, block), block.node);
  }
}

void walk(const markdown::Document& document, Visitor& visitor) {
  walk(document.blocks, visitor);
  for (const markdown::Footnote& footnote : document.footnotes) walk(footnote.blocks, visitor);
}

}  // namespace model
