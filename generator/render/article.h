// Article: what all pages made of a text have besides it: crumbs, facts, notices, contents,
// colophon.
#pragma once

#include <vector>

#include "generator/markdown/document.h"
#include "generator/render/head.h"
#include "generator/render/renderer.h"
#include "generator/render/shared.h"
#include "generator/render/writer.h"

namespace render {

// A page made of a text, on its way: whose page, in which language, its context so far.
struct Article {
  Article(const Shared& shared_, const model::Page& page_, model::LanguageIndex reader_);

  const Shared& shared;
  const model::Page& page;
  model::LanguageIndex reader;
  model::LanguageIndex content;
  Here here;
  const Words& words;  // of the reader
  theme::Context context;
};

// Writes the text with everything around it: the first heading as the page's title, then `blocks`.
// `blocks`: of the document, its title included.
void set_text(Article& article, const markdown::Document& document);
// The parts of set_text() for pages whose text is arranged otherwise.
void set_title(Article& article, Writer& writer, std::span<const markdown::Block>& blocks);
void set_contents(Article& article,
                  const std::vector<std::pair<std::string, std::string>>& id_and_title);

Output finish(Article& article, std::string_view template_name);

}  // namespace render
