#include "generator/markdown/cmark_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmark-gfm/syntax_extension.h>

#include <array>
#include <mutex>

#include "generator/base/handle.h"

namespace markdown {
namespace {

using Parser = base::Handle<cmark_parser, cmark_parser_free>;

constexpr std::array<const char*, 4> kNames = {"table", "strikethrough", "autolink", "tasklist"};
using Extensions = std::array<cmark_syntax_extension*, kNames.size()>;

Extensions register_extensions() {
  cmark_gfm_core_extensions_ensure_registered();
  Extensions out;
  for (std::size_t i = 0; i < kNames.size(); ++i) out[i] = cmark_find_syntax_extension(kNames[i]);
  return out;
}

}  // namespace

void FreeTree::operator()(cmark_node* root) const { cmark_node_free(root); }

Tree parse_tree(std::string_view text) {
  static const Extensions extensions = register_extensions();
  const Parser parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
  for (cmark_syntax_extension* extension : extensions)
    cmark_parser_attach_syntax_extension(parser.get(), extension);
  cmark_parser_feed(parser.get(), text.data(), text.size());

  // cmark keeps one table of special characters for the whole process. A parser enters those of its
  // extensions when it begins with the lines and takes them out when it is done, under the feet of
  // a parser on another thread, for which '~' is then a letter: so one at a time. It is half of its
  // work, and a small part of what a page costs.
  static std::mutex lines;
  const std::lock_guard<std::mutex> lock(lines);
  return Tree(cmark_parser_finish(parser.get()));
}

}  // namespace markdown
