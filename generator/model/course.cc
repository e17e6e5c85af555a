#include "generator/model/course.h"

#include <algorithm>

namespace model {
namespace {

template <class T>
const T* by_id(const std::vector<T>& all, std::string_view id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
  return found != all.end() ? &*found : nullptr;
}

}  // namespace

int CompetencyBlock::done() const {
  return static_cast<int>(std::count_if(items.begin(), items.end(),
                                        [](const CompetencyItem& item) { return item.done; }));
}

int CompetencyBlock::ratio() const {
  if (items.empty()) return 0;
  const int all = static_cast<int>(items.size());
  return (done() * 100 + all / 2) / all;
}

const Cell* Course::find_cell(std::string_view level, std::string_view topic) const {
  const auto found = std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) {
    return cell.level == level && cell.topic == topic;
  });
  return found != cells.end() ? &*found : nullptr;
}

const Level* Course::find_level(std::string_view wanted) const { return by_id(levels, wanted); }
const Topic* Course::find_topic(std::string_view wanted) const { return by_id(topics, wanted); }

const LabSummary* Course::find_lab(std::string_view wanted) const {
  const auto found = std::lower_bound(
      labs.begin(), labs.end(), wanted,
      [](const LabSummary& lab, std::string_view sought) { return lab.id < sought; });
  return found != labs.end() && found->id == wanted ? &*found : nullptr;
}

const Figure* Course::find_figure(std::string_view wanted) const { return by_id(figures, wanted); }

std::string page_key(PageKind kind, std::string_view id) {
  static constexpr std::string_view kNames[] = {
      "lesson:", "guide:", "logbook:", "entry:", "glossary:", "tips:", "plain:"};
  return std::string(kNames[static_cast<std::size_t>(kind)]).append(id);
}

const Page* Course::find_page(PageKind kind, std::string_view wanted) const {
  const auto found = page_by_key.find(page_key(kind, wanted));
  return found != page_by_key.end() ? &pages[found->second] : nullptr;
}

const Page* Course::find_any(std::string_view wanted) const {
  const Page* lesson = find_page(PageKind::Lesson, wanted);
  return lesson != nullptr ? lesson : find_page(PageKind::Guide, wanted);
}

const Page* Course::find_linked(std::string_view wanted) const {
  const Page* found = find_any(wanted);
  for (const PageKind kind :
       {PageKind::Logbook, PageKind::Plain, PageKind::Glossary, PageKind::Tips})
    if (found == nullptr) found = find_page(kind, wanted);
  return found;
}

std::string address_of(const Course& course, const Page& page, LanguageIndex language) {
  const std::string& tag = course.languages[language];
  switch (page.kind) {
    case PageKind::Lesson:
    case PageKind::Guide:
    case PageKind::Logbook:
      return fmt::format("{}/{}.html", tag, page.folder);
    case PageKind::Entry:
      return fmt::format("{}/{}/{}.html", tag, page.folder, page.id);
    case PageKind::Plain:
      return fmt::format("{}/pages/{}.html", tag, page.id);
    case PageKind::Glossary:
    case PageKind::Tips:
      break;
  }
  return fmt::format("{}/{}.html", tag, page.id);
}

std::string address_of_lab(const Course& course, std::string_view lab, LanguageIndex language) {
  return fmt::format("{}/labs/{}.html", course.languages[language], lab);
}

LanguageIndex shown_language(const Page& page, LanguageIndex language) {
  if (language < page.halves.size() && page.halves[language].exists) return language;
  if (page.source < page.halves.size() && page.halves[page.source].exists) return page.source;
  for (LanguageIndex other = 0; other < page.halves.size(); ++other)
    if (page.halves[other].exists) return other;
  return language;
}

}  // namespace model
