// Pages: whatever is in one, it is read without harm, the same way each time, into a tree of
// bounded depth, and everything that is said about it points into it.
#include <algorithm>
#include <string>
#include <vector>

#include "generator/markdown/document.h"
#include "generator/markdown/facts.h"
#include "generator/markdown/walk.h"
#include "generator/text/slug.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;
using namespace markdown;

constexpr std::uint32_t kBodyLine = 5;

// A page is read as UTF-8; the reader of files turns others away.
std::string repaired(std::string_view input) {
  std::string out(input);
  while (const auto bad = text::first_invalid(out)) out[*bad] = '?';
  return out;
}

void check_place(std::string_view body, base::Position place, const char* what) {
  law(place.line >= kBodyLine && place.column >= 1, what);
  std::size_t begin = 0;
  for (std::uint32_t line = kBodyLine; line < place.line; ++line) {
    const std::size_t end = body.find('\n', begin);
    law(end != std::string_view::npos, what);
    begin = end + 1;
  }
  const std::size_t end = std::min(body.find('\n', begin), body.size());
  law(place.column <= end - begin + 1, what);
}

int depth_of(const Inlines& line) {
  int below = 0;
  for (const Inline& item : line)
    if (!item.children.empty()) below = std::max(below, depth_of(item.children));
  return below + 1;
}

int depth_of(const Blocks& blocks);

// The levels below a block; what a directive holds counts as one.
struct Below : Visitor {
  void line(const Inlines& line) {
    if (!line.empty()) deepest = std::max(deepest, depth_of(line));
  }
  int deepest = 0;
};

int depth_below(const Block& block) {
  if (const auto* quote = std::get_if<Quote>(&block.node)) return depth_of(quote->blocks);
  if (const auto* alert = std::get_if<Alert>(&block.node)) return depth_of(alert->blocks);
  if (const auto* details = std::get_if<Details>(&block.node)) return depth_of(details->blocks);
  if (const auto* list = std::get_if<List>(&block.node)) {
    int below = 0;
    for (const Item& item : list->items) below = std::max(below, depth_of(item.blocks));
    return below;
  }
  // The others hold lists of blocks too, but never deeper than they are written: the walk sees all
  // their lines, and quotes and lists inside them are counted when it comes to them.
  return 0;
}

int depth_of(const Blocks& blocks) {
  int below = 0;
  for (const Block& block : blocks) below = std::max(below, depth_below(block));
  return below + 1;
}

// Everything in a tree, written down, to compare two of them; and what must hold for each part.
struct Record : Visitor {
  void block(const Block& block) {
    text += fmt::format("{}@{}:{}-{}:{}\n", block.node.index(), block.at.line, block.at.column,
                        block.end.line, block.end.column);
    law(depth_below(block) < kMaximumDepth, "the tree is bounded");
    if (const auto* code = std::get_if<CodeBlock>(&block.node)) text += code->text + code->title;
    if (const auto* html = std::get_if<RawHtml>(&block.node)) text += html->markup;
    if (const auto* table = std::get_if<Table>(&block.node)) {
      for (const auto& row : table->rows)
        law(row.size() == table->head.size(), "a row has the cells of its head");
    }
  }
  void item(const Item& item) { text += item.marker; }
  void line(const Inlines& line) {
    law(line.empty() || depth_of(line) < kMaximumDepth, "a line is bounded");
    for_each_inline(line, [&](const Inline& item) {
      text += fmt::format("{}@{}:{}", static_cast<int>(item.kind), item.at.line, item.at.column);
      text += item.text + item.target + item.title + '\n';
    });
  }
  std::string text;
};

std::string record(const Document& document) {
  Record out;
  walk(document.blocks, out);
  for (const Footnote& footnote : document.footnotes) walk(footnote.blocks, out);
  return out.text;
}

void check_id(const std::string& id) {
  law(text::Slug::parse(id, {}).has_value(), "an id is a Slug");
}

void check_facts(const Facts& facts, std::string_view body) {
  for (const HeadingFact& it : facts.headings) {
    if (!it.id.empty()) check_id(it.id);
    check_place(body, it.at, "a heading has a place");
  }
  for (const LinkFact& it : facts.links) check_place(body, it.at, "a link has a place");
  for (const CodeFact& it : facts.code) check_place(body, it.at, "code has a place");
  for (const PlaceholderFact& it : facts.placeholders)
    check_place(body, it.at, "a placeholder has a place");
  for (const QuizFact& it : facts.quizzes) check_id(it.id);
  for (const MarkerFact& it : facts.objectives) check_id(it.id);
  for (const TabsFact& it : facts.tabs) check_id(it.group);
  for (const LabFact& it : facts.labs) {
    check_id(it.id);
    for (const LabCheck& check : it.checks) check_id(check.id);
  }
  for (const LogFact& it : facts.logs) check_id(it.id);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body = repaired(fuzz::view(data, size));
  const Source source{body, "fuzz.md", kBodyLine};
  std::vector<base::Error> problems;
  const Document document = parse(source, problems);
  for (const base::Error& problem : problems) {
    fuzz::check_error(problem, "fuzz.md");
    check_place(body, problem.where.begin, "a problem points into the page");
    if (problem.where.end.line != 0)
      check_place(body, problem.where.end, "a problem ends in the page");
  }
  law(std::is_sorted(problems.begin(), problems.end(), base::before), "problems are in order");
  check_facts(collect_facts(document, body, kBodyLine), body);

  std::vector<base::Error> again;
  law(record(parse(source, again)) == record(document), "a page is read the same way each time");
  law(again.size() == problems.size(), "a page has the same problems each time");
  return 0;
}
