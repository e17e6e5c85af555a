#include "generator/render/topic_map.h"

#include <algorithm>
#include <map>

#include "generator/figure/map.h"
#include "generator/render/lines.h"

namespace render {
namespace {

// A page without a level stands with the first one: nothing of the course comes before it.
std::size_t group_of(const Shared& shared, const model::Page& page) {
  const std::size_t level = shared.level_index(page.level);
  return level < shared.course.levels.size() ? level : 0;
}

class Maker {
 public:
  Maker(const Shared& shared, const Here& here, model::LanguageIndex language)
      : shared_(shared), here_(here), language_(language) {}

  std::size_t add(PageIndex index, bool pale) {
    const auto [found, is_new] = nodes_.try_emplace(index, map_.nodes.size());
    if (!is_new) return found->second;
    const model::Page& page = shared_.course.pages[index];
    figure::MapNode node;
    node.label = shared_.title(page, language_);
    node.href = here_.to(model::address_of(shared_.course, page, language_));
    node.language = title_language(shared_, page, language_);
    node.group = group_of(shared_, page);
    node.level = level_number(node.group);
    node.pale = pale;
    map_.nodes.push_back(std::move(node));
    return found->second;
  }

  figure::Map make(const std::vector<PageIndex>& lessons) {
    for (std::size_t i = 0; i < shared_.course.levels.size(); ++i)
      map_.groups.push_back(
          {shared_.typeset(shared_.course.levels[i].title.in(language_), language_),
           level_number(i)});
    for (const PageIndex lesson : lessons) add(lesson, false);
    for (const PageIndex lesson : lessons) {
      for (const model::Page* required : required_pages(shared_, shared_.course.pages[lesson])) {
        const std::size_t from = add(shared_.index_of(*required), true), to = nodes_.at(lesson);
        if (map_.nodes[from].group <= map_.nodes[to].group) map_.edges.emplace_back(from, to);
      }
    }
    return std::move(map_);
  }

 private:
  const Shared& shared_;
  const Here& here_;
  model::LanguageIndex language_;
  figure::Map map_;
  std::map<PageIndex, std::size_t> nodes_;
};

}  // namespace

TopicMap topic_map(const Shared& shared, const Here& here, model::LanguageIndex language,
                   std::size_t topic, const std::string& described_by) {
  const std::vector<PageIndex>& lessons = shared.lessons_of_topic[topic];
  if (lessons.size() > figure::kMostMapNodes) return {};
  const figure::Map map = Maker(shared, here, language).make(lessons);
  if (map.edges.empty() || map.nodes.size() > figure::kMostMapNodes) return {};
  const std::string title = shared.languages[language].words.say(
      "topic.map_of",
      {{"topic", shared.typeset(shared.course.topics[topic].title.in(language), language)}});
  return {figure::svg(figure::lay_out(map), {"map_title_", title, described_by}),
          map.nodes.size() > lessons.size()};
}

}  // namespace render
