// parse_only FOLDER: cmark-gfm alone, with the extensions a course uses, from Markdown to HTML,
// over every .md below FOLDER: the floor that a build is measured against. Prints pages, bytes and
// CPU milliseconds a page, reading left out.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

int main(int count, char** words) {
  if (count != 2) {
    std::fprintf(stderr, "usage: parse_only FOLDER\n");
    return 2;
  }
  std::vector<std::string> pages;
  std::size_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(words[1])) {
    if (entry.path().extension() != ".md") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    pages.push_back(text.str());
    bytes += pages.back().size();
  }
  cmark_gfm_core_extensions_ensure_registered();
  const std::clock_t begin = std::clock();
  std::size_t made = 0;
  for (const std::string& page : pages) {
    cmark_parser* parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (const char* name : {"table", "strikethrough", "autolink", "tasklist"})
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
    cmark_parser_feed(parser, page.data(), page.size());
    cmark_node* document = cmark_parser_finish(parser);
    char* html = cmark_render_html(document, CMARK_OPT_FOOTNOTES,
                                   cmark_parser_get_syntax_extensions(parser));
    made += std::string_view(html).size();
    std::free(html);
    cmark_node_free(document);
    cmark_parser_free(parser);
  }
  const double milliseconds = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("cmark-gfm alone: %zu pages, %zu bytes in, %zu out, %.4f ms CPU a page\n",
              pages.size(), bytes, made,
              pages.empty() ? 0.0 : milliseconds / static_cast<double>(pages.size()));
  return 0;
}
