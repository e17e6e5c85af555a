// The line of a paragraph, a heading or a table's cell: cmark's inline nodes become ours, with
// their positions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/markdown/context.h"
#include "generator/markdown/inline_builder.h"
#include "generator/markdown/locate.h"

struct cmark_node;

namespace markdown {

// Numbers the footnotes of a page by their first reference. `index` is cmark's own number of a
// definition, from 1.
class FootnoteNumbers {
 public:
  explicit FootnoteNumbers(std::vector<std::string> labels)
      : labels_(std::move(labels)), numbers_(labels_.size()), references_(labels_.size()) {}

  Inline reference(std::size_t index);
  const std::string& label(std::size_t index) const { return labels_[index - 1]; }
  int references(std::size_t index) const { return references_[index - 1]; }
  // The definitions that are referenced so far, in order of their numbers.
  const std::vector<std::size_t>& order() const { return order_; }

 private:
  std::vector<std::string> labels_;
  std::vector<int> numbers_;
  std::vector<int> references_;
  std::vector<std::size_t> order_;
};

// A comment at the end of a line: it may be the marker of an item.
struct LineComment {
  std::string_view text;  // from "<!--" to "-->"; lives as long as the tree of cmark
  Excerpt where;
};

class InlineConverter {
 public:
  // The line stands in [begin, end) of the source; what cannot be found there is said to stand at
  // `begin`.
  InlineConverter(Context& context, Definitions& definitions, FootnoteNumbers& footnotes,
                  std::size_t begin, std::size_t end)
      : context_(context),
        definitions_(definitions),
        footnotes_(footnotes),
        locator_(context.source, begin, end),
        begin_(begin),
        at_(context.source.position_at(begin)) {}

  // The children of `parent`. Called again, it goes on where it stopped: for the cells of a row.
  Inlines convert(cmark_node* parent, int depth);
  // The comments that ended the line converted last, in order.
  const std::vector<LineComment>& trailing() const { return trailing_; }

 private:
  Inlines sequence(cmark_node* parent, int depth, InsideLink inside, bool top);
  void add(cmark_node* node, int depth, InsideLink inside, bool top, InlineBuilder& out);
  void add_html(cmark_node* node, bool top, InlineBuilder& out);
  void add_target(cmark_node* node, int depth, InlineBuilder& out);
  void place(Inline& item, const std::optional<Found>& found) const;

  Context& context_;
  Definitions& definitions_;
  FootnoteNumbers& footnotes_;
  Locator locator_;
  std::size_t begin_;
  base::Position at_;
  std::vector<LineComment> trailing_;
};

// All text below a node, without markup, however deep.
std::string text_below(cmark_node* node);

// Reports a comment inside a line that would be a directive if it stood on its own.
void check_stray(const LineComment& comment, Context& context);

}  // namespace markdown
