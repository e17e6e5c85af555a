// Writer: the text of one page on its way from a Document to HTML. write_blocks() and its like
// append to `out`; one .cc per kind of block.
//
// Of everything that comes from an author, text is escaped, addresses pass the resolver, and raw
// HTML was sanitised by markdown/. Ids that the site makes itself hold a '_', which no slug has, so
// that no heading can take them.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/markdown/document.h"
#include "generator/render/here.h"
#include "generator/render/shared.h"

namespace render {

// The ids of a half's headings, handed out in the order of the document.
class Anchors {
 public:
  explicit Anchors(const model::Half& half) : half_(&half) {}
  // The id of the heading at that place; when the facts do not know it, the next one; "" when there
  // are no more.
  std::string next(base::Position at);
  // The heading (in the half's facts) whose id was given last; none when there is none.
  std::optional<std::size_t> last() const { return last_; }

 private:
  const model::Half* half_;
  std::size_t next_ = 0;
  std::optional<std::size_t> last_;
};

struct Writer {
  Writer(const Shared& shared_, const Here& here_, const model::Page& page_,
         model::LanguageIndex reader_, model::LanguageIndex content_);

  const Shared& shared;
  const Here& here;
  const model::Page& page;
  const model::Half& half;       // whose text it is
  model::LanguageIndex reader;   // whose page it is
  model::LanguageIndex content;  // in which language the text is
  const Words& words;            // of the text's language
  const std::vector<model::Variable>& variables;
  std::string out;

  Anchors anchors;
  // Of a translation: headings whose sections have changed in the original since, and where they
  // stand there.
  std::map<std::size_t, std::string> behind;
  int level = 1;           // of the last heading
  std::string heading_id;  // its id and text, which name the tables below it
  std::string heading;
  int steps = 0;                           // of a guide, so far
  const model::LabSummary* lab = nullptr;  // the lab whose steps are being written
};

void write_blocks(Writer& writer, std::span<const markdown::Block> blocks);
// The inline content of one block, with its typography.
void write_inlines(Writer& writer, const markdown::Inlines& inlines);
// Inlines of a block that is a single paragraph, without its <p>; everything else as blocks.
void write_tight(Writer& writer, std::span<const markdown::Block> blocks);
void write_footnotes(Writer& writer, const std::vector<markdown::Footnote>& footnotes);

// A heading with the link to itself. `level` as the author wrote it; the page's own title is the
// only <h1>.
void write_heading(Writer& writer, const markdown::Inlines& text, int level, base::Position at);

// Right behind a heading: that its section is older than the original's, where that is so.
void write_behind(Writer& writer);

void write_code(Writer& writer, const markdown::CodeBlock& code, const markdown::CodeBlock* output);
void write_inline_code(Writer& writer, std::string_view code);
void write_table(Writer& writer, const markdown::Table& table);
void write_list(Writer& writer, const markdown::List& list);

void write_objectives(Writer& writer, const markdown::Objectives& objectives);
void write_worksheet(Writer& writer, const markdown::Worksheet& worksheet);
void write_tabs(Writer& writer, const markdown::Tabs& tabs);
void write_quiz(Writer& writer, const markdown::Quiz& quiz);
void write_figure(Writer& writer, const markdown::Figure& figure);
void write_lab(Writer& writer, const markdown::Lab& lab);
void write_log(Writer& writer, const markdown::Log& log);
// The four parts of an entry, with headings of that level.
void write_stops(Writer& writer, const markdown::Log& log, int level);
// The same for an entry that is a file of its own: its second-level headings with the names of the
// parts begin them.
void write_stops(Writer& writer, std::span<const markdown::Block> blocks);
void write_stamps(Writer& writer, const std::vector<std::string>& errors);

// What was written, without the newline at its end; the writer is empty afterwards.
text::Html taken(Writer& writer);

// Appends ` name="value"`, escaped.
void write_attribute(std::string& out, std::string_view name, std::string_view value);
// What a writer would append, apart from what it has: for parts of a page that stand elsewhere.
template <class Write>
std::string written_apart(Writer& writer, Write write) {
  std::string before = std::move(writer.out);
  writer.out.clear();
  write();
  std::string part = std::move(writer.out);
  writer.out = std::move(before);
  return part;
}

}  // namespace render
