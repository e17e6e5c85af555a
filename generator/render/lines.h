// Lines: a page as an item of a list, wherever lists of pages stand; and a logbook entry as one.
#pragma once

#include <vector>

#include "generator/render/here.h"
#include "generator/render/shared.h"

namespace render {

struct LineDetail {
  bool description = true;
  bool time = true;
  bool needs = false;  // "you may want first: …"
};

theme::Context page_line(const Shared& shared, const Here& here, model::LanguageIndex language,
                         const model::Page& page, LineDetail detail = {});
theme::Contexts page_lines(const Shared& shared, const Here& here, model::LanguageIndex language,
                           const std::vector<PageIndex>& pages, LineDetail detail = {});

// `anchor`: on the logbook's own page the line has the entry's id, so that links to it are found,
// and its error texts.
enum class Anchor { No, Yes };
theme::Context entry_line(const Shared& shared, const Here& here, model::LanguageIndex language,
                          const model::Page& entry, Anchor anchor);

theme::Context lab_line(const Shared& shared, const Here& here, model::LanguageIndex language,
                        const model::LabSummary& lab);

// Links in a sentence: {href, title, separator}.
theme::Contexts sentence_links(const Shared& shared, const Here& here,
                               model::LanguageIndex language,
                               const std::vector<const model::Page*>& pages);

// The language of a page's title, when it is not the reader's; else empty.
std::string title_language(const Shared& shared, const model::Page& page,
                           model::LanguageIndex language);

// The pages that `page` asks to have read first.
std::vector<const model::Page*> required_pages(const Shared& shared, const model::Page& page);

// "solved" -> "good": how a status is coloured. Of a page's status too: "draft" -> "warn".
std::string tone_of(std::string_view status);
// "draft", "beta", "deprecated"; empty for an active page.
std::string_view status_id(model::Status status);

}  // namespace render
