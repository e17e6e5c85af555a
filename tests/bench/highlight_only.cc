// highlight_only FOLDER: highlights every code block of the Markdown files below it, each once, and
// prints what that costs. The grammars' queries are compiled first, once a language.
#include <fmt/format.h>

#include <ctime>
#include <set>

#include "generator/base/files.h"
#include "generator/highlight/highlight.h"
#include "generator/highlight/markup.h"
#include "generator/markdown/document.h"
#include "generator/text/front_matter.h"

namespace {

struct Block {
  std::string language, text;
};

void collect(const std::vector<markdown::Block>& blocks, std::vector<Block>& out) {
  for (const markdown::Block& block : blocks) {
    if (const auto* code = std::get_if<markdown::CodeBlock>(&block.node))
      out.push_back({code->language, code->text});
    if (const auto* tabs = std::get_if<markdown::Tabs>(&block.node))
      for (const markdown::Panel& panel : tabs->panels) collect(panel.blocks, out);
  }
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main(int count, char** arguments) {
  const auto files = base::list_files(count == 2 ? arguments[1] : ".");
  if (!files) return 3;
  std::vector<Block> blocks;
  std::size_t pages = 0;
  for (const base::FileEntry& file : *files) {
    if (!file.path.ends_with(".md")) continue;
    const auto source =
        base::read_file(std::filesystem::path(count == 2 ? arguments[1] : ".") / file.path);
    if (!source) continue;
    std::vector<base::Error> problems;
    const auto parts = text::split_front_matter(*source, file.path);
    if (!parts) continue;
    collect(markdown::parse({parts->body, file.path, parts->body_line}, problems).blocks, blocks);
    ++pages;
  }
  double start = cpu_seconds();
  std::set<std::string> languages;
  for (const Block& block : blocks)
    if (languages.insert(block.language).second) (void)highlight::highlight(block.language, "x");
  fmt::print("queries of {} languages: {:.1f} ms CPU, once\n", languages.size(),
             1e3 * (cpu_seconds() - start));
  std::size_t bytes = 0, spans = 0, given_up = 0;
  start = cpu_seconds();
  for (const Block& block : blocks) {
    const highlight::Tokens tokens = highlight::highlight(block.language, block.text);
    bytes += block.text.size();
    spans += tokens.spans.size();
    given_up += tokens.given_up ? 1 : 0;
    (void)highlight::code_markup(block.text, tokens);
  }
  const double took = cpu_seconds() - start;
  fmt::print("{} blocks of {} pages, {} bytes, {} spans, {} given up\n", blocks.size(), pages,
             bytes, spans, given_up);
  fmt::print("{:.2f} MB/s, {:.3f} ms CPU a block, {:.3f} ms CPU a page\n",
             static_cast<double>(bytes) / 1e6 / took,
             1e3 * took / static_cast<double>(std::max<std::size_t>(blocks.size(), 1)),
             1e3 * took / static_cast<double>(std::max<std::size_t>(pages, 1)));
  return 0;
}
