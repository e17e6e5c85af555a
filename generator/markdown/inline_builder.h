// InlineBuilder: puts a line together from its parts, in order. Raw HTML is where the work is: tags
// pass the allow-list, are balanced within the sequence, and what can be a link, an image or a line
// break of ours becomes one.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "generator/markdown/context.h"
#include "generator/markdown/html_policy.h"
#include "generator/markdown/inline.h"

namespace markdown {

enum class InsideLink { No, Yes };

class InlineBuilder {
 public:
  // `at` is where the line begins: the place of what has none of its own.
  InlineBuilder(Context& context, InsideLink inside, base::Position at)
      : context_(context), inside_(inside), at_(at) {}

  void text(std::string_view text);
  void add(Inline item) { out_.push_back(std::move(item)); }
  // Raw HTML that is not a comment: tags, with text between them. `where` leads back to the source.
  void html(const Excerpt& where);

  bool empty() const { return out_.empty(); }
  // Takes the white space at the end away.
  void trim();
  // Closes what is open and gives the line.
  Inlines finish();

 private:
  struct Open {
    const HtmlElement* element;
    std::size_t index;  // of the start tag, or of the link, in out_
  };

  void start_tag(const HtmlToken& token, const Excerpt& where);
  void end_tag(std::string_view name);
  void open_link(const HtmlElement& element, const HtmlToken& token, const Excerpt& where);
  void add_image(const HtmlToken& token, const Excerpt& where);
  void pop();
  void refuse(const Refusal& refusal, const Excerpt& where);

  Context& context_;
  InsideLink inside_;
  base::Position at_;
  Inlines out_;
  std::vector<Open> open_;
};

}  // namespace markdown
