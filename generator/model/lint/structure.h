// Rules about one half by itself: its headings, its description, its age, its links' texts, its
// tabs.
#pragma once

#include <optional>

#include "generator/model/lint/context.h"
#include "generator/text/node.h"

namespace model {

// heading-first, heading-title, heading-jump, section-id, log-shape (of an entry in its own file),
// title-long, description-missing, description-long, translation-behind, translation-ahead. The
// last five need front matter that could be read.
void lint_structure(const FileContext& context, bool has_front_matter, Problems& problems);

// image-alt, link-text, link-insecure.
void lint_texts(const FileContext& context, Problems& problems);

// tabs-group, tabs-choice.
void lint_tabs(const FileContext& context, Problems& problems);

// verified-old: of the page's TOML.
void lint_age(const Page& page, const MetaPlaces& places, const std::optional<text::Date>& today,
              Problems& problems);

// Days from one date to the other.
int days_between(const text::Date& from, const text::Date& to);

}  // namespace model
