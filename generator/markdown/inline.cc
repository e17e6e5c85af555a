#include "generator/markdown/inline.h"

namespace markdown {
namespace {

void append_plain(std::string& out, const Inlines& inlines) {
  for (const Inline& item : inlines) {
    switch (item.kind) {
      case InlineKind::Text:
      case InlineKind::Code:
        out += item.text;
        break;
      case InlineKind::SoftBreak:
      case InlineKind::LineBreak:
        out += ' ';
        break;
      case InlineKind::Html:
      case InlineKind::FootnoteReference:
        break;
      default:
        append_plain(out, item.children);
    }
  }
}

}  // namespace

std::string plain_text(const Inlines& inlines) {
  std::string out;
  append_plain(out, inlines);
  return out;
}

}  // namespace markdown
