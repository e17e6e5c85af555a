// The pages of the site, a function each. `language`: the reader's.
#pragma once

#include <vector>

#include "generator/model/load.h"
#include "generator/render/head.h"
#include "generator/render/renderer.h"
#include "generator/render/shared.h"

namespace render {

Output home_page(const Shared& shared, model::LanguageIndex language);
Output level_page(const Shared& shared, model::LanguageIndex language, std::size_t level);
Output topic_page(const Shared& shared, model::LanguageIndex language, std::size_t topic);
Output guides_page(const Shared& shared, model::LanguageIndex language);
Output logbooks_page(const Shared& shared, model::LanguageIndex language);
Output labs_page(const Shared& shared, model::LanguageIndex language);
Output lab_page(const Shared& shared, model::LanguageIndex language, std::size_t lab);
Output competencies_page(const Shared& shared, model::LanguageIndex language);
Output review_page(const Shared& shared, model::LanguageIndex language);
// The pages whose questions it shows, in reading order.
std::vector<PageIndex> reviewed_pages(const Shared& shared);
Output errors_page(const Shared& shared, model::LanguageIndex language);
Output translations_page(const Shared& shared, model::LanguageIndex language);
Output not_found_page(const Shared& shared, model::LanguageIndex language);
Output chooser_page(const Shared& shared);
Output root_not_found_page(const Shared& shared);

std::vector<Output> sitemap(const Shared& shared);
std::vector<Output> feed(const Shared& shared, model::LanguageIndex language);
Output robots(const Shared& shared);
// A feed needs addresses and dates: without either there is none.
bool has_feed(const model::Course& course, const SiteConfig& config);

// The pages made of one file, in the reader's language: a lesson, guide, plain page, tips …
Output text_page(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                 const model::PageText& text);
Output glossary_page(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                     const model::PageText& text);
// The definitions for scripts; `path`: where they are, empty when the course has no glossary.
Output glossary_script(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                       const model::PageText& text);
std::string glossary_script_path(const Shared& shared, model::LanguageIndex language);
Output entry_page(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                  const model::PageText& text);
Output logbook_page(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                    const model::PageText& text);
// The entries written in a logbook's file, in the language of that text, for the readers of every
// language who are shown it.
std::vector<Output> entries_in_file(const Shared& shared, const model::Page& logbook,
                                    model::LanguageIndex content, const model::PageText& text);

}  // namespace render
