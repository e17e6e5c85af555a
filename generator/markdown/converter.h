// Converter: cmark's tree becomes ours. It walks the containers; what stands in a line, raw HTML,
// code and quotes have files of their own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generator/markdown/assembler.h"
#include "generator/markdown/context.h"
#include "generator/markdown/document.h"
#include "generator/markdown/inline_converter.h"

struct cmark_node;

namespace markdown {

class Converter {
 public:
  Converter(Context& context, cmark_node* root);

  Document convert();

 private:
  struct Lines {
    std::uint32_t first = 1;  // of the source
    std::uint32_t last = 1;
  };

  // The children of a container, as a list on level `depth`.
  Blocks children(cmark_node* parent, int depth, Item* item);
  void add(cmark_node* node, Assembler& out);
  void add_paragraph(cmark_node* node, Assembler& out);
  void add_heading(cmark_node* node, Assembler& out);
  void add_quote(cmark_node* node, Assembler& out);
  void add_list(cmark_node* node, Assembler& out);
  void add_code(cmark_node* node, Assembler& out);
  void add_table(cmark_node* node, Assembler& out);
  void add_flat(cmark_node* node, Assembler& out);

  Lines lines_of(cmark_node* node) const;
  Block block_at(cmark_node* node) const;
  InlineConverter line_converter(cmark_node* node);
  void take_markers(const InlineConverter& line, Item* item);

  Context& context_;
  cmark_node* root_;
  Definitions definitions_;
  std::vector<cmark_node*> footnote_nodes_;
  FootnoteNumbers footnotes_;
};

}  // namespace markdown
