// What stands inside a line, and the pieces that blocks and directives share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/base/error.h"

namespace markdown {

struct Block;
using Blocks = std::vector<Block>;

enum class InlineKind {
  Text,
  SoftBreak,
  LineBreak,
  Code,
  Emphasis,
  Strong,
  Strikethrough,
  Link,
  Image,
  Html,               // one tag that passed the allow-list
  FootnoteReference,
};

struct Inline;
using Inlines = std::vector<Inline>;

struct Inline {
  InlineKind kind = InlineKind::Text;
  std::string text;    // Text, Code, Html; FootnoteReference: the label
  std::string target;  // Link, Image: as written, entities and escapes resolved
  std::string title;   // Link, Image
  Inlines children;    // Emphasis, Strong, Strikethrough, Link; Image: its alternative text
  base::Position at;   // Link, Image: of the target; Code: of the opening backtick; else of the node, or of its block
  base::Position end;
  int number = 0;      // FootnoteReference: of the footnote
  int occurrence = 0;  // FootnoteReference: 1 for the first reference to it, 2 for the next …
};

// An item of a list. The comment at its end - <!-- open-port -->, <!-- check: app-port-open --> - is taken out of the text.
struct Item {
  Blocks blocks;
  std::optional<bool> ticked;  // "- [x]": true, "- [ ]": false
  std::string marker;          // "open-port", "check: app-port-open"; empty when there is none
  base::Position at;
  base::Position marker_at;
};

// The text alone, without markup: for titles, slugs, tables of contents.
std::string plain_text(const Inlines& inlines);

}  // namespace markdown
