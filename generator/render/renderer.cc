#include "generator/render/renderer.h"

#include <mutex>

#include "generator/render/digests.h"
#include "generator/render/pages.h"
#include "generator/render/search_page.h"
#include "generator/render/shared.h"

namespace render {

using Kind = Task::Kind;

std::vector<Task> plan(const model::Course& course, const SiteConfig& config) {
  std::vector<Task> tasks;
  const auto add = [&tasks](Kind kind, model::LanguageIndex language = 0, std::size_t index = 0) {
    tasks.push_back({kind, 0, language, index});
  };
  add(Kind::Chooser);
  add(Kind::RootNotFound);
  add(Kind::Robots);
  if (!config.url.empty()) add(Kind::Sitemap);
  for (model::LanguageIndex language = 0; language < course.languages.size(); ++language) {
    add(Kind::Home, language);
    for (std::size_t i = 0; i < course.levels.size(); ++i) add(Kind::Level, language, i);
    for (std::size_t i = 0; i < course.topics.size(); ++i) add(Kind::Topic, language, i);
    for (const Kind kind : {Kind::Guides, Kind::Logbooks, Kind::Labs, Kind::Errors, Kind::Review,
                            Kind::Search, Kind::SearchWords, Kind::Translations, Kind::NotFound})
      add(kind, language);
    for (std::size_t i = 0; i < course.labs.size(); ++i) add(Kind::Lab, language, i);
    if (!course.blocks.empty()) add(Kind::Competencies, language);
    if (has_feed(course, config)) add(Kind::Feed, language);
  }
  for (std::size_t page = 0; page < course.pages.size(); ++page) {
    if (course.pages[page].kind == model::PageKind::Entry && course.pages[page].in_logbook_file)
      continue;
    for (model::LanguageIndex language = 0; language < course.languages.size(); ++language)
      tasks.push_back({Kind::ContentPage, page, language, 0});
  }
  return tasks;
}

struct Renderer::Data : Shared {
  using Shared::Shared;
  // Made when they are asked for first: a build without a cache does not need them.
  const Digests& digests() const {
    std::call_once(once, [this] { made = std::make_unique<const Digests>(*this); });
    return *made;
  }
  mutable std::once_flag once;
  mutable std::unique_ptr<const Digests> made;
};

namespace {

std::vector<Output> content_outputs(const Shared& shared, const Task& task,
                                    const model::PageText& text) {
  const model::Page& page = shared.course.pages[task.page];
  switch (page.kind) {
    case model::PageKind::Glossary:
      return {glossary_page(shared, page, task.language, text),
              glossary_script(shared, page, task.language, text)};
    case model::PageKind::Entry:
      return {entry_page(shared, page, task.language, text)};
    case model::PageKind::Logbook:
      break;
    default:
      return {text_page(shared, page, task.language, text)};
  }
  std::vector<Output> outputs = {logbook_page(shared, page, task.language, text)};
  // The text is that of the half shown to this task's readers; its entries are written once, by the
  // task of its own language.
  if (model::shown_language(page, task.language) == task.language)
    for (Output& output : entries_in_file(shared, page, task.language, text))
      outputs.push_back(std::move(output));
  return outputs;
}

}  // namespace

Renderer::Renderer(const model::Course& course, const theme::Theme& theme, const SiteConfig& config,
                   ImageSizes images, std::shared_ptr<highlight::Cache> code)
    : data_(std::make_unique<const Data>(course, theme, config, std::move(images),
                                         std::move(code))) {}
Renderer::~Renderer() = default;

const model::Half& Renderer::half_of(const Task& task) const {
  const model::Page& page = data_->course.pages[task.page];
  return page.halves[model::shown_language(page, task.language)];
}

std::vector<Output> Renderer::render(const Task& task, const model::PageText* text) const {
  const Shared& shared = *data_;
  switch (task.kind) {
    case Kind::ContentPage:
      return text == nullptr ? std::vector<Output>() : content_outputs(shared, task, *text);
    case Kind::Home:
      return {home_page(shared, task.language)};
    case Kind::Level:
      return {level_page(shared, task.language, task.index)};
    case Kind::Topic:
      return {topic_page(shared, task.language, task.index)};
    case Kind::Guides:
      return {guides_page(shared, task.language)};
    case Kind::Logbooks:
      return {logbooks_page(shared, task.language)};
    case Kind::Labs:
      return {labs_page(shared, task.language)};
    case Kind::Lab:
      return {lab_page(shared, task.language, task.index)};
    case Kind::Competencies:
      return {competencies_page(shared, task.language)};
    case Kind::Errors:
      return {errors_page(shared, task.language)};
    case Kind::Review:
      return {review_page(shared, task.language)};
    case Kind::Search:
      return {search_page(shared, task.language)};
    case Kind::SearchWords:
      return {search_words(shared, task.language)};
    case Kind::Translations:
      return {translations_page(shared, task.language)};
    case Kind::NotFound:
      return {not_found_page(shared, task.language)};
    case Kind::Chooser:
      return {chooser_page(shared)};
    case Kind::RootNotFound:
      return {root_not_found_page(shared)};
    case Kind::Sitemap:
      return sitemap(shared);
    case Kind::Feed:
      return feed(shared, task.language);
    case Kind::Robots:
      return {robots(shared)};
  }
  return {};
}

base::Hash Renderer::digest_of(const Task& task) const { return data_->digests().of(task); }
base::Hash Renderer::text_digest_of(const Task& task) const {
  return data_->digests().text_of(task);
}

}  // namespace render
