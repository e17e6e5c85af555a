// Document: a Markdown file in our dialect, as a tree of values. GitHub-Flavoured Markdown (github.github.com/gfm) by cmark-gfm, GitHub's
// alerts, <details>, and paired HTML comments as directives; tests/spec/dialect.md is the specification and the test.
//
// The tree is bounded: what nests deeper than kMaximumDepth is reported and flattened, so that walking and destroying it may
// recurse. Raw HTML in it has passed the allow-list (sanitize.h). Positions are those of the file, not of the body.
// Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "generator/base/error.h"
#include "generator/markdown/directives/figure.h"
#include "generator/markdown/directives/holds.h"
#include "generator/markdown/directives/instructor.h"
#include "generator/markdown/directives/lab.h"
#include "generator/markdown/directives/log.h"
#include "generator/markdown/directives/objectives.h"
#include "generator/markdown/directives/quiz.h"
#include "generator/markdown/directives/tabs.h"
#include "generator/markdown/directives/worksheet.h"
#include "generator/markdown/inline.h"

namespace markdown {

constexpr int kMaximumDepth = 64;
constexpr std::size_t kMaximumBytes = 1u << 20;  // of one Markdown file

struct Paragraph {
  Inlines text;
};

struct Heading {
  int level = 1;  // 1 to 6
  Inlines text;
  std::string id;  // from <!-- id: … --> or <!-- step: … --> above it, or from the directive that owns it; else empty
  bool step = false;
  int minutes = 0;  // of a step; 0 is unknown
};

struct Quote {
  Blocks blocks;
};

struct List {
  bool ordered = false;
  int start = 1;
  bool tight = true;
  std::vector<Item> items;
};

struct LineRange {
  std::uint32_t first = 0;  // from 1
  std::uint32_t last = 0;
};

struct CodeBlock {
  std::string language;  // first word of the info string, lower case: "sh"; empty when there is none
  std::string title;     // title="…"
  std::string text;      // ends in a newline unless empty
  std::vector<LineRange> marked;  // {2,4-5}
  bool broken = false;            // the sample is wrong on purpose
  base::Position text_at;         // of the first byte of `text`
};

enum class Alignment { None, Left, Centre, Right };

struct Table {
  std::vector<Alignment> columns;
  std::vector<Inlines> head;
  std::vector<std::vector<Inlines>> rows;  // each as long as `head`
};

struct ThematicBreak {};

// Markup that passed the allow-list, exactly as it goes into the page.
struct RawHtml {
  std::string markup;
};

enum class AlertKind { Note, Tip, Important, Warning, Caution };

struct Alert {
  AlertKind kind = AlertKind::Note;
  Inlines title;  // from a first line in bold; empty: the theme's word for the kind
  Blocks blocks;
};

struct Details {
  bool open = false;
  Inlines summary;  // empty: the theme's word
  Blocks blocks;
};

struct Block {
  std::variant<Paragraph, Heading, Quote, List, CodeBlock, Table, ThematicBreak, RawHtml, Alert, Details, Objectives, Worksheet,
               Tabs, Quiz, Lab, Log, Holds, Figure, Instructor>
      node;
  base::Position at;
  base::Position end;  // last line of the block, column behind its last byte
};

struct Footnote {
  std::string label;  // as written
  int number = 0;     // in order of first reference, from 1
  int references = 0;
  Blocks blocks;
};

struct Document {
  Blocks blocks;
  std::vector<Footnote> footnotes;  // those that are referenced, by number
};

struct Source {
  std::string_view body;        // without front matter; valid UTF-8
  std::string_view file;        // for positions
  std::uint32_t body_line = 1;  // line of the file on which the body starts
};

// Always gives a document; what is wrong with it is appended to `problems` in order of position.
Document parse(const Source& source, std::vector<base::Error>& problems);

}  // namespace markdown
