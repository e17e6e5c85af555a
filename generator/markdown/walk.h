// A walk over everything in a tree, in document order: the one place that knows what each kind of
// block holds.
#pragma once

#include <span>

#include "generator/markdown/document.h"

namespace markdown {

// Derive from it and hide what you want to see. block() comes before what is in the block; a line
// is given whole.
struct Visitor {
  void block(const Block&) {}
  void item(const Item&) {}
  void line(const Inlines&) {}
};

template <class V>
void walk(std::span<const Block> blocks, V& visitor);

template <class V>
struct Walk {
  V& visitor;

  void operator()(const Paragraph& it) { visitor.line(it.text); }
  void operator()(const Heading& it) { visitor.line(it.text); }
  void operator()(const Quote& it) { walk(it.blocks, visitor); }
  void operator()(const List& it) { items(it.items); }
  void operator()(const CodeBlock&) {}
  void operator()(const Table& it) {
    lines(it.head);
    for (const std::vector<Inlines>& row : it.rows) lines(row);
  }
  void operator()(const ThematicBreak&) {}
  void operator()(const RawHtml&) {}
  void operator()(const Alert& it) {
    visitor.line(it.title);
    walk(it.blocks, visitor);
  }
  void operator()(const Details& it) {
    visitor.line(it.summary);
    walk(it.blocks, visitor);
  }
  void operator()(const Objectives& it) {
    walk(it.lead, visitor);
    items(it.items);
  }
  void operator()(const Worksheet& it) {
    visitor.line(it.heading);
    walk(it.lead, visitor);
    for (const WorksheetRow& row : it.rows) visitor.line(row.label);
  }
  void operator()(const Tabs& it) {
    for (const Panel& panel : it.panels) {
      visitor.line(panel.label);
      walk(panel.blocks, visitor);
    }
  }
  void operator()(const Quiz& it) {
    visitor.line(it.question);
    walk(it.lead, visitor);
    for (const Choice& choice : it.choices) {
      walk(choice.text, visitor);
      walk(choice.feedback, visitor);
    }
    for (const Blocks& blocks : it.ordered) walk(blocks, visitor);
    lines(it.columns);
    for (const auto& [left, right] : it.pairs) {
      visitor.line(left);
      visitor.line(right);
    }
    walk(it.feedback, visitor);
    for (const Blocks& hint : it.hints) walk(hint, visitor);
    walk(it.solution, visitor);
  }
  void operator()(const Lab& it) {
    visitor.line(it.heading);
    walk(it.blocks, visitor);
  }
  void operator()(const Log& it) {
    visitor.line(it.heading);
    walk(it.lead, visitor);
    for (const LogSection& section : it.sections) {
      visitor.line(section.heading);
      walk(section.blocks, visitor);
    }
  }
  void operator()(const Holds& it) { walk(it.blocks, visitor); }
  void operator()(const Figure& it) { walk(it.blocks, visitor); }
  void operator()(const Instructor& it) { walk(it.blocks, visitor); }

  void items(const std::vector<Item>& items) {
    for (const Item& item : items) {
      visitor.item(item);
      walk(item.blocks, visitor);
    }
  }
  void lines(const std::vector<Inlines>& lines) {
    for (const Inlines& line : lines) visitor.line(line);
  }
};

template <class V>
void walk(std::span<const Block> blocks, V& visitor) {
  for (const Block& block : blocks) {
    visitor.block(block);
    std::visit(Walk<V>{visitor}, block.node);
  }
}

// Every inline element of a line, outer ones first.
template <class F>
void for_each_inline(const Inlines& line, F&& see) {
  for (const Inline& item : line) {
    see(item);
    for_each_inline(item.children, see);
  }
}

template <class F>
void for_each_item(const Blocks& blocks, F see) {
  struct Items : Visitor {
    explicit Items(F& to) : see(to) {}
    void item(const Item& it) { see(it); }
    F& see;
  } visitor(see);
  walk(blocks, visitor);
}

}  // namespace markdown
