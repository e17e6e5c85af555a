// Digests: what each task of plan() is made from, as one hash: equal digests, equal pages. A page's
// own text counts by the hash of its file; other pages by what is shown of them: a title in a list
// is no reason to make a page again when the text below it changes.
//
// Whoever makes a page show more of the course adds it here; the test of the incremental build
// finds what is forgotten.
#pragma once

#include <vector>

#include "generator/base/bytes.h"
#include "generator/render/renderer.h"
#include "generator/render/shared.h"

namespace render {

class Digests {
 public:
  // `shared` must outlive the digests. Any thread after that.
  explicit Digests(const Shared& shared);

  base::Hash of(const Task& task) const;
  // Of a ContentPage: what its text as plain text depends on, without the theme and other pages.
  base::Hash text_of(const Task& task) const;

 private:
  using Sum = base::ByteWriter;

  void add_page(Sum& sum, const model::Page& page, model::LanguageIndex language) const;
  void add_names(Sum& sum, const std::vector<PageIndex>& pages,
                 model::LanguageIndex language) const;
  void add_cards(Sum& sum, const std::vector<PageIndex>& pages,
                 model::LanguageIndex language) const;
  void add_needs(Sum& sum, const std::vector<PageIndex>& pages,
                 model::LanguageIndex language) const;
  void add_name(Sum& sum, const model::Page& page, model::LanguageIndex language) const;
  void add_lab(Sum& sum, std::string_view id) const;
  void add_freshness(base::ByteWriter& sum, const model::Page& page,
                     model::LanguageIndex language) const;
  void add_links(Sum& sum, const model::Page& page, model::LanguageIndex language) const;
  void add_entries(Sum& sum, const model::Page& logbook) const;
  void add_entry(Sum& sum, const model::Page& page, model::LanguageIndex language) const;
  void add_topic(Sum& sum, const model::Page& page, model::LanguageIndex language) const;
  void add_content(Sum& sum, const model::Page& page, model::LanguageIndex language) const;
  void add_grid(Sum& sum) const;
  void add_list(Sum& sum, const Task& task) const;
  void add_competencies(Sum& sum, model::LanguageIndex language) const;
  void add_every_page(Sum& sum, const Task& task) const;

  const Shared& shared_;
  base::Hash base_;                             // what every page shows
  std::vector<std::vector<base::Hash>> names_;  // [language][page]: as a link with its title
  std::vector<std::vector<base::Hash>> cards_;  // the same, as an item of a list
  std::vector<base::Hash> labs_;                // parallel to Course::labs
};

}  // namespace render
