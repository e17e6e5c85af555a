// The page that searches, and what the search says. How the browser searches:
// themes/default/types/search.d.ts.
#pragma once

#include <string>
#include <string_view>

#include "generator/render/renderer.h"
#include "generator/render/shared.h"

namespace render {

// The root of a language's index, "assets/search/fr.js", which the pipeline writes.
std::string search_root(std::string_view language);

Output search_page(const Shared& shared, model::LanguageIndex language);

// "assets/search/words.fr.js": a call atelierWords({key: text, …}) with the theme's strings under
// "search.", and "level/<id>", "topic/<id>" for the filters, in the order of the course. It is read
// when somebody searches, so that no page has to carry it.
Output search_words(const Shared& shared, model::LanguageIndex language);

}  // namespace render
