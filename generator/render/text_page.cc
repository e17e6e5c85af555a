// Lessons, guides, tips and plain pages: an article with what leads on from it.
#include <algorithm>

#include "generator/render/article.h"
#include "generator/render/lines.h"
#include "generator/render/pages.h"

namespace render {

namespace {

using model::PageKind;
using theme::Context;
using theme::Contexts;

void set_before_and_next(Article& article) {
  const Shared& shared = article.shared;
  const std::vector<const model::Page*> before = required_pages(shared, article.page);
  article.context.set("has_before", !before.empty());
  article.context.set("before", sentence_links(shared, article.here, article.reader, before));
  Contexts lines;
  for (const std::string& id : article.page.next)
    if (const model::Page* next = shared.course.find_any(id))
      lines.push_back(page_line(shared, article.here, article.reader, *next));
  article.context.set("has_next", !lines.empty());
  article.context.set("read_next", std::move(lines));
}

std::string level_title(const Article& article, const model::Page& page) {
  const model::Level* level = article.shared.course.find_level(page.level);
  return level == nullptr ? std::string()
                          : article.shared.typeset(level->title.in(article.reader), article.reader);
}

Contexts turn_to(const Article& article, const model::Page& page) {
  Context link;
  link.set("href", article.here.to(model::address_of(article.shared.course, page, article.reader)));
  link.set("title", article.shared.title(page, article.reader));
  link.set("title_lang", title_language(article.shared, page, article.reader));
  link.set("level_title", page.level == article.page.level ? "" : level_title(article, page));
  return {link};
}

void set_turn(Article& article, const std::vector<PageIndex>& lessons, std::size_t place) {
  const auto& pages = article.shared.course.pages;
  article.context.set("previous",
                      place > 0 ? turn_to(article, pages[lessons[place - 1]]) : Contexts{});
  article.context.set("next", place + 1 < lessons.size()
                                  ? turn_to(article, pages[lessons[place + 1]])
                                  : Contexts{});
  article.context.set("has_turn", lessons.size() > 1);
}

Context way_lesson(const Article& article, const model::Page& lesson) {
  Context context;
  context.set("id", lesson.id).set("rev", fmt::format("{}", lesson.rev));
  context.set("href",
              article.here.to(model::address_of(article.shared.course, lesson, article.reader)));
  context.set("title", article.shared.title(lesson, article.reader));
  context.set("title_lang", title_language(article.shared, lesson, article.reader));
  context.set("current", &lesson == &article.page);
  return context;
}

// The topic's lessons, level by level; of a long topic those around this one.
void set_way(Article& article, const std::vector<PageIndex>& lessons, std::size_t place) {
  const Shared& shared = article.shared;
  const auto [from, to] = way_around(lessons.size(), place);
  Contexts way, group;
  for (std::size_t i = from; i < to; ++i) {
    const model::Page& lesson = shared.course.pages[lessons[i]];
    group.push_back(way_lesson(article, lesson));
    const bool last = i + 1 == to || shared.course.pages[lessons[i + 1]].level != lesson.level;
    if (!last) continue;
    way.push_back(Context()
                      .set("level", level_number(shared.level_index(lesson.level)))
                      .set("level_title", level_title(article, lesson))
                      .set("lessons", std::move(group)));
    group.clear();
  }
  const std::size_t left = lessons.size() - (to - from);
  article.context.set("way", std::move(way));
  article.context.set("way_more", left > 0 ? article.words.count("count.more_lessons", left) : "");
}

void set_topic(Article& article) {
  const Shared& shared = article.shared;
  const std::size_t topic = shared.topic_index(article.page.topic);
  article.context.set("has_turn", false).set("has_way", false);
  if (topic == shared.course.topics.size()) return;
  const std::vector<PageIndex>& lessons = shared.lessons_of_topic[topic];
  const auto found = std::find(lessons.begin(), lessons.end(), shared.index_of(article.page));
  if (found == lessons.end()) return;
  const auto place = static_cast<std::size_t>(found - lessons.begin());
  article.context.set("has_way", lessons.size() > 1);
  article.context.set(
      "topic_title",
      shared.typeset(shared.course.topics[topic].title.in(article.reader), article.reader));
  article.context.set("topic_href", article.here.in("topics/" + article.page.topic + ".html"));
  set_way(article, lessons, place);
  set_turn(article, lessons, place);
}

void set_steps(Article& article) {
  const model::Half& half = article.page.halves[article.content];
  Contexts steps;
  int minutes = 0;
  for (std::size_t i = 0; i < half.facts.headings.size() && i < half.anchors.size(); ++i) {
    const markdown::HeadingFact& heading = half.facts.headings[i];
    if (!heading.step) continue;
    minutes += heading.minutes;
    steps.push_back(
        Context()
            .set("id", encode_fragment(half.anchors[i]))
            .set("title", article.shared.typeset(heading.title, article.content))
            .set("minutes", heading.minutes > 0 ? article.words.duration(heading.minutes) : ""));
  }
  const std::size_t count = steps.size();
  article.context.set("has_steps", count > 0);
  article.context.set("steps_title",
                      minutes > 0 ? article.words.count("guide.steps_time", count,
                                                        {{"time", article.words.duration(minutes)}})
                                  : article.words.count("guide.steps", count));
  article.context.set("steps", std::move(steps));
}

}  // namespace

Output text_page(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                 const model::PageText& text) {
  Article article(shared, page, language);
  set_text(article, text.document);
  set_before_and_next(article);
  switch (page.kind) {
    case PageKind::Lesson:
      set_topic(article);
      return finish(article, "lesson");
    case PageKind::Guide:
      set_steps(article);
      return finish(article, "guide");
    default:
      break;
  }
  article.context.set("tips", page.kind == PageKind::Tips);
  return finish(article, "page");
}

}  // namespace render
