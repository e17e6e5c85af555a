#include "generator/markdown/cmark_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmark-gfm/syntax_extension.h>

#include <array>

#include "generator/base/handle.h"

namespace markdown {
namespace {

using Parser = base::Handle<cmark_parser, cmark_parser_free>;

constexpr std::array<const char*, 4> kNames = {"table", "strikethrough", "autolink", "tasklist"};
using Extensions = std::array<cmark_syntax_extension*, kNames.size()>;

Parser make_parser(const Extensions& extensions) {
  Parser parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
  for (cmark_syntax_extension* extension : extensions)
    cmark_parser_attach_syntax_extension(parser.get(), extension);
  return parser;
}

// cmark keeps one table of special characters for the whole process. Every parser enters those of its extensions when it
// begins with the lines and takes them out when it is done, under the feet of a parser on another thread, which then sees a
// plain '~'. So they are entered once, and the extensions made to forget that they have any.
Extensions register_extensions() {
  cmark_gfm_core_extensions_ensure_registered();
  Extensions out;
  for (std::size_t i = 0; i < kNames.size(); ++i) out[i] = cmark_find_syntax_extension(kNames[i]);
  const Parser parser = make_parser(out);
  cmark_manage_extensions_special_characters(parser.get(), 1);
  for (cmark_syntax_extension* extension : out) {
    cmark_llist_free(cmark_get_default_mem_allocator(), extension->special_inline_chars);
    cmark_syntax_extension_set_special_inline_chars(extension, nullptr);
  }
  return out;
}

}  // namespace

void FreeTree::operator()(cmark_node* root) const { cmark_node_free(root); }

Tree parse_tree(std::string_view text) {
  static const Extensions extensions = register_extensions();
  const Parser parser = make_parser(extensions);
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return Tree(cmark_parser_finish(parser.get()));
}

}  // namespace markdown
