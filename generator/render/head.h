// What every page has around its own matter: the head of the document, the bar, the foot. One
// context that each page adds to.
#pragma once

#include <string>
#include <vector>

#include "generator/render/here.h"
#include "generator/render/shared.h"

namespace render {

// Which part of the navigation a page belongs to.
enum class Part { Course, Guides, Logbooks, Labs, Glossary, Errors, Search, None };

struct PageHead {
  std::string title;        // plain, with its typography
  std::string description;  // plain
  Part part = Part::None;
  bool is_part_index = false;  // the page is what the navigation leads to
  std::string level;           // "1", "2", "3", or empty
  std::string licence;         // SPDX; empty: the course's
  bool article = false;
  bool index = true;  // may be found by search engines
  bool bare = false;  // without the bar's navigation and the foot's: it belongs to no language
  // By language: the same page's address; empty where it does not exist of its own. The switch
  // leads to `switch_to`.
  std::vector<std::string> alternates;
  std::vector<std::string> switch_to;
  std::string canonical;  // address; empty: the page's own
};

// A page that the site makes itself, at the same address in every language: "levels/beginner.html".
PageHead made_page(const Shared& shared, std::string title, std::string description,
                   std::string_view rest);

theme::Context page_context(const Shared& shared, const Here& here, model::LanguageIndex language,
                            const PageHead& head);

// "https://lab.example.org/course/fr/x.html"; empty without a url.
std::string absolute(const Shared& shared, std::string_view address);

struct Crumb {
  std::string label;
  std::string href;  // empty: the page itself
};
void set_crumbs(theme::Context& context, const std::vector<Crumb>& crumbs);

}  // namespace render
