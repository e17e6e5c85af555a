// Renderer: a Course and a Theme -> the pages of the site. Pure: the caller brings the text of each
// page and takes the bytes away, so that no more than a page a thread is in memory.
//
//   for each task of plan(course) in parallel:
//     outputs = renderer.render(task, text of its page or nothing)
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "generator/highlight/cache.h"
#include "generator/model/course.h"
#include "generator/model/load.h"
#include "generator/render/image_size.h"
#include "generator/render/site_config.h"
#include "generator/theme/theme.h"

namespace render {

// What one unit of work makes. A logbook's file is parsed once and gives its page and those of its
// entries.
struct Task {
  enum class Kind {
    ContentPage,  // `page` in `language`: lesson, guide, logbook with its entries, glossary, tips,
                  // plain page
    Home,
    Level,
    Topic,
    Guides,
    Logbooks,
    Labs,
    Lab,
    Competencies,
    Errors,
    Review,
    Search,
    SearchWords,  // a script: what the search says
    Translations,
    NotFound,      // `language`, `index`
    Chooser,       // the root's index.html: languages
    RootNotFound,  // 404.html of the whole site
    Sitemap,
    Feed,
    Robots,
  };
  Kind kind = Kind::Home;
  std::size_t page = 0;  // ContentPage: index in Course::pages
  model::LanguageIndex language = 0;
  std::size_t index = 0;  // Level, Topic, Lab: which
};

struct Output {
  std::string path;  // relative to the site's root, '/' separated
  std::string bytes;
};

// All tasks, in a fixed order.
std::vector<Task> plan(const model::Course& course, const SiteConfig& config);

class Renderer {
 public:
  // The references must outlive the renderer. What all pages share - titles, cells, the uses of
  // labs, error texts - is made here, once. `images`: the sizes of pictures, where they are known.
  // `code`: blocks that were highlighted before; null for a new cache.
  Renderer(const model::Course& course, const theme::Theme& theme, const SiteConfig& config,
           ImageSizes images = {}, std::shared_ptr<highlight::Cache> code = {});
  ~Renderer();

  // The half whose text a ContentPage needs: where to read it from.
  const model::Half& half_of(const Task& task) const;
  // Any thread. `text` is that half's text for a ContentPage, null otherwise.
  std::vector<Output> render(const Task& task, const model::PageText* text) const;

  // What the task is made from, the program left out: equal digests, equal outputs. Any thread.
  base::Hash digest_of(const Task& task) const;
  // Of a ContentPage: what the plain text of its page depends on. Any thread.
  base::Hash text_digest_of(const Task& task) const;

 private:
  struct Data;
  std::unique_ptr<const Data> data_;
};

}  // namespace render
