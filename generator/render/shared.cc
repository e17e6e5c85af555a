#include "generator/render/shared.h"

#include <algorithm>

#include "generator/render/pages.h"

namespace render {

namespace {

using model::PageKind;

template <class T>
std::size_t position_of(const std::vector<T>& all, std::string_view id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
  return static_cast<std::size_t>(found - all.begin());
}

LanguageData language_data(const model::Course& course, const theme::Theme& theme,
                           const SiteConfig& config, model::LanguageIndex language) {
  const std::string& code = course.languages[language];
  LanguageData data{code, text::language_of(code), Words(theme, code), {}, {}, {}};
  if (!course.title.empty())
    data.site_title = text::typeset(course.title.in(language), data.typography);
  data.site_name = config.name.empty() ? data.site_title : config.name;
  data.titles.reserve(course.pages.size());
  for (const model::Page& page : course.pages) {
    const model::LanguageIndex shown = model::shown_language(page, language);
    const bool same = shown == language;
    data.titles.push_back(
        text::typeset(page.halves[shown].title,
                      same ? data.typography : text::language_of(course.languages[shown])));
  }
  return data;
}

void place_lessons(Shared& shared) {
  const model::Course& course = shared.course;
  shared.cells.resize(course.topics.size());
  shared.lessons_of_topic.resize(course.topics.size());
  for (auto& topic : shared.cells) topic.resize(course.levels.size());
  for (const model::Cell& cell : course.cells) {
    const std::size_t topic = shared.topic_index(cell.topic);
    const std::size_t level = shared.level_index(cell.level);
    if (topic == course.topics.size() || level == course.levels.size()) continue;
    for (const std::string& id : cell.lessons)
      if (const model::Page* page = course.find_page(PageKind::Lesson, id))
        shared.cells[topic][level].push_back(shared.index_of(*page));
  }
  for (std::size_t topic = 0; topic < course.topics.size(); ++topic)
    for (const auto& lessons : shared.cells[topic])
      shared.lessons_of_topic[topic].insert(shared.lessons_of_topic[topic].end(), lessons.begin(),
                                            lessons.end());
}

void place_pages(Shared& shared) {
  const std::vector<model::Page>& pages = shared.course.pages;
  for (PageIndex i = 0; i < pages.size(); ++i) {
    const model::Page& page = pages[i];
    if (shared.licence.empty()) shared.licence = page.licence;
    switch (page.kind) {
      case PageKind::Guide:
        shared.guides.push_back(i);
        break;
      case PageKind::Logbook:
        shared.logbooks.push_back(i);
        break;
      case PageKind::Entry:
        shared.entries[page.logbook].push_back(i);
        break;
      case PageKind::Plain:
        shared.plain.push_back(i);
        break;
      case PageKind::Glossary:
        shared.glossary = &page;
        break;
      case PageKind::Tips:
        shared.tips = &page;
        break;
      case PageKind::Lesson:
        break;
    }
  }
}

const model::Half* some_half(const model::Page& page) {
  const auto found = std::find_if(page.halves.begin(), page.halves.end(),
                                  [](const model::Half& half) { return half.exists; });
  return found == page.halves.end() ? nullptr : &*found;
}

void collect_labs(Shared& shared) {
  const std::vector<model::Page>& pages = shared.course.pages;
  for (PageIndex i = 0; i < pages.size(); ++i) {
    const model::Page& page = pages[i];
    std::vector<std::string> named;
    if (!page.lab.empty()) named.push_back(page.lab);
    const model::Half* half = some_half(page);
    if (half != nullptr && page.kind != PageKind::Entry)
      for (const markdown::LabFact& lab : half->facts.labs) named.push_back(lab.id);
    std::sort(named.begin(), named.end());
    named.erase(std::unique(named.begin(), named.end()), named.end());
    for (const std::string& lab : named) shared.labs[lab].pages.push_back(i);
    if (!page.entry.lab.empty()) shared.labs[page.entry.lab].entries.push_back(i);
  }
}

void collect_errors(Shared& shared) {
  for (PageIndex i = 0; i < shared.course.pages.size(); ++i)
    for (const std::string& text : shared.course.pages[i].entry.errors)
      shared.errors.push_back({text, i, {}});
  for (const model::EmbeddedLog& log : shared.course.embedded_logs) {
    const model::Half* half = some_half(shared.course.pages[log.page]);
    if (half == nullptr) continue;
    for (const markdown::LogFact& fact : half->facts.logs)
      if (fact.id == log.id)
        for (const std::string& text : fact.errors)
          shared.errors.push_back({text, log.page, log.id});
  }
}

}  // namespace

Shared::Shared(const model::Course& course_, const theme::Theme& theme_, const SiteConfig& config_,
               ImageSizes images_, std::shared_ptr<highlight::Cache> code_)
    : course(course_),
      theme(theme_),
      config(config_),
      images(std::move(images_)),
      code(code_ ? std::move(code_) : std::make_shared<highlight::Cache>()) {
  for (model::LanguageIndex i = 0; i < course.languages.size(); ++i)
    languages.push_back(language_data(course, theme, config, i));
  place_lessons(*this);
  place_pages(*this);
  collect_labs(*this);
  collect_errors(*this);
  feeds = has_feed(course, config);
}

std::size_t Shared::level_index(std::string_view id) const {
  return position_of(course.levels, id);
}
std::size_t Shared::topic_index(std::string_view id) const {
  return position_of(course.topics, id);
}

Way way_around(std::size_t lessons, std::size_t place) {
  constexpr std::size_t kWayLength = 30, kWayAround = 8;
  if (lessons <= kWayLength) return {0, lessons};
  return {place > kWayAround ? place - kWayAround : 0, std::min(lessons, place + kWayAround + 1)};
}

std::string level_number(std::size_t index) { return fmt::format("{}", index % 3 + 1); }

}  // namespace render
