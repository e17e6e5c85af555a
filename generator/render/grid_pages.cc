// The course as a grid: the home page, and a page for each level and each topic.
#include "generator/render/lines.h"
#include "generator/render/pages.h"
#include "generator/render/topic_map.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

constexpr std::size_t kMostInCell = 12;  // lessons of a cell that the home page names
constexpr std::size_t kMostOnShelf = 5;

// What the three pages work with.
struct Grid {
  const Shared& shared;
  model::LanguageIndex language;
  Here here;
  const Words& words = shared.languages[language].words;

  std::string text(const model::Texts& texts) const {
    return texts.empty() ? std::string() : shared.typeset(texts.in(language), language);
  }
  std::string level_href(std::size_t level) const {
    return here.in("levels/" + shared.course.levels[level].id + ".html");
  }
  std::string topic_href(std::size_t topic) const {
    return here.in("topics/" + shared.course.topics[topic].id + ".html");
  }
  std::string soon(std::size_t level, std::size_t topic) const {
    const model::Cell* cell =
        shared.course.find_cell(shared.course.levels[level].id, shared.course.topics[topic].id);
    return cell == nullptr ? std::string() : text(cell->text);
  }
};

Grid grid_at(const Shared& shared, model::LanguageIndex language, const std::string& rest) {
  const std::string& code = shared.languages[language].code;
  return {shared, language, Here(code + "/" + rest, code)};
}

// A cell on the home page: a few lessons by name.
Context home_cell(const Grid& grid, std::size_t level, std::size_t topic) {
  const std::vector<PageIndex>& all = grid.shared.cells[topic][level];
  Contexts lessons;
  for (std::size_t i = 0; i < all.size() && i < kMostInCell; ++i)
    lessons.push_back(page_line(grid.shared, grid.here, grid.language,
                                grid.shared.course.pages[all[i]], {false, false, false}));
  const std::string soon = grid.soon(level, topic);
  const std::size_t left = all.size() - lessons.size();
  Context cell;
  cell.set("level", level_number(level))
      .set("level_title", grid.text(grid.shared.course.levels[level].title));
  cell.set("empty", lessons.empty() && soon.empty()).set("soon", soon);
  cell.set("more", left > 0 ? grid.words.count("count.more_lessons", left) : "")
      .set("more_href", grid.topic_href(topic));
  cell.set("has_lessons", !lessons.empty()).set("lessons", std::move(lessons));
  return cell;
}

Contexts home_levels(const Grid& grid) {
  Contexts levels;
  for (std::size_t i = 0; i < grid.shared.course.levels.size(); ++i) {
    const model::Level& level = grid.shared.course.levels[i];
    levels.push_back(Context()
                         .set("level", level_number(i))
                         .set("href", grid.level_href(i))
                         .set("title", grid.text(level.title))
                         .set("promise", grid.text(level.promise)));
  }
  return levels;
}

Contexts home_topics(const Grid& grid) {
  Contexts topics;
  for (std::size_t topic = 0; topic < grid.shared.course.topics.size(); ++topic) {
    Contexts cells;
    for (std::size_t level = 0; level < grid.shared.course.levels.size(); ++level)
      cells.push_back(home_cell(grid, level, topic));
    topics.push_back(Context()
                         .set("href", grid.topic_href(topic))
                         .set("title", grid.text(grid.shared.course.topics[topic].title))
                         .set("question", grid.text(grid.shared.course.topics[topic].question))
                         .set("cells", std::move(cells)));
  }
  return topics;
}

Contexts home_figures(const Grid& grid) {
  std::size_t lessons = 0, entries = grid.shared.course.embedded_logs.size();
  for (const auto& topic : grid.shared.lessons_of_topic) lessons += topic.size();
  for (const auto& [logbook, list] : grid.shared.entries) entries += list.size();
  Contexts figures;
  const auto add = [&](std::string_view key, std::size_t count, const std::string& href) {
    if (count == 0) return;
    figures.push_back(Context()
                          .set("number", grid.words.number(count))
                          .set("label", grid.words.count(key, count))
                          .set("href", href));
  };
  add("figure.lessons", lessons, "#grid_");
  add("figure.entries", entries,
      grid.here.in(grid.shared.logbooks.empty() ? "errors.html" : "logbooks/index.html"));
  add("figure.guides", grid.shared.guides.size(), grid.here.in("guides/index.html"));
  add("figure.labs", grid.shared.course.labs.size(), grid.here.in("labs/index.html"));
  return figures;
}

Contexts home_shelves(const Grid& grid) {
  const Shared& shared = grid.shared;
  Contexts shelves;
  const auto add = [&](const std::string& id, const std::string& heading, const std::string& href,
                       Contexts lines) {
    if (lines.empty()) return;
    if (lines.size() > kMostOnShelf) lines.resize(kMostOnShelf);
    shelves.push_back(Context()
                          .set("shelf_id", id)
                          .set("heading", heading)
                          .set("href", href)
                          .set("lines", std::move(lines)));
  };
  Contexts labs;
  for (const model::LabSummary& lab : shared.course.labs)
    labs.push_back(lab_line(shared, grid.here, grid.language, lab));
  std::vector<PageIndex> understand;
  for (const PageIndex i : shared.plain)
    if (shared.course.pages[i].id != "about" && shared.course.pages[i].id != "accessibility")
      understand.push_back(i);
  if (shared.tips != nullptr) understand.push_back(shared.index_of(*shared.tips));
  add("guides_", grid.words.say("guides.title"), grid.here.in("guides/index.html"),
      page_lines(shared, grid.here, grid.language, shared.guides));
  add("logbooks_", grid.words.say("logbooks.title"), grid.here.in("logbooks/index.html"),
      page_lines(shared, grid.here, grid.language, shared.logbooks));
  add("labs_", grid.words.say("labs.title"), grid.here.in("labs/index.html"), std::move(labs));
  add("understand_", grid.words.say("home.understand"), "",
      page_lines(shared, grid.here, grid.language, understand));
  return shelves;
}

// A row of a level's or a topic's page: lessons with what they are about, and what is still to
// come.
void set_lessons(Context& row, const Grid& grid, std::size_t level, std::size_t topic) {
  Contexts lines = page_lines(grid.shared, grid.here, grid.language,
                              grid.shared.cells[topic][level], {true, true, true});
  const std::string soon = grid.soon(level, topic);
  row.set("empty", lines.empty() && soon.empty()).set("soon", soon);
  row.set("has_lessons", !lines.empty()).set("lessons", std::move(lines));
}

Contexts neighbour(const std::string& href, const std::string& title, const std::string& level) {
  return {Context().set("href", href).set("title", title).set("level", level)};
}

Output finish(const Grid& grid, const Context& context, std::string_view name) {
  return {grid.here.address(), grid.shared.theme.render(name, context, grid.here.language())};
}

}  // namespace

Output home_page(const Shared& shared, model::LanguageIndex language) {
  const Grid grid = grid_at(shared, language, "index.html");
  PageHead head = made_page(shared, shared.languages[language].site_title,
                            grid.text(shared.course.description), "index.html");
  head.part = Part::Course;
  head.is_part_index = true;
  Context context = page_context(shared, grid.here, language, head);
  context.set("tagline", grid.text(shared.course.tagline));
  std::string start;
  for (const auto& topic : shared.lessons_of_topic) {
    if (!start.empty() || topic.empty()) continue;
    start = grid.here.to(
        model::address_of(shared.course, shared.course.pages[topic.front()], language));
  }
  context.set("start_href", start);
  Contexts figures = home_figures(grid);
  context.set("has_figures", !figures.empty()).set("figures", std::move(figures));
  context.set("levels", home_levels(grid)).set("topics", home_topics(grid));
  Contexts shelves = home_shelves(grid);
  context.set("has_shelves", !shelves.empty()).set("shelves", std::move(shelves));
  return finish(grid, context, "home");
}

Output level_page(const Shared& shared, model::LanguageIndex language, std::size_t index) {
  const model::Level& level = shared.course.levels[index];
  const std::string rest = "levels/" + level.id + ".html";
  const Grid grid = grid_at(shared, language, rest);
  const std::string title = grid.words.say(
      "level.title", {{"title", grid.text(level.title)}, {"promise", grid.text(level.promise)}});
  PageHead head = made_page(shared, title, grid.text(level.objective), rest);
  head.part = Part::Course;
  head.level = level_number(index);
  Context context = page_context(shared, grid.here, language, head);
  set_crumbs(context, {{grid.words.say("crumb.home"), grid.here.in("index.html")}});
  std::size_t count = 0;
  Contexts topics;
  for (std::size_t topic = 0; topic < shared.course.topics.size(); ++topic) {
    count += shared.cells[topic][index].size();
    Context row;
    row.set("section_id", shared.course.topics[topic].id).set("href", grid.topic_href(topic));
    row.set("title", grid.text(shared.course.topics[topic].title))
        .set("question", grid.text(shared.course.topics[topic].question));
    set_lessons(row, grid, index, topic);
    topics.push_back(std::move(row));
  }
  context.set("objective", grid.text(level.objective));
  context.set("summary", grid.words.count("count.lessons", count));
  context.set("topics", std::move(topics));
  const auto& levels = shared.course.levels;
  context.set("previous",
              index > 0 ? neighbour(grid.level_href(index - 1), grid.text(levels[index - 1].title),
                                    level_number(index - 1))
                        : Contexts{});
  context.set("next", index + 1 < levels.size()
                          ? neighbour(grid.level_href(index + 1),
                                      grid.text(levels[index + 1].title), level_number(index + 1))
                          : Contexts{});
  return finish(grid, context, "level");
}

Output topic_page(const Shared& shared, model::LanguageIndex language, std::size_t index) {
  const model::Topic& topic = shared.course.topics[index];
  const std::string rest = "topics/" + topic.id + ".html";
  const Grid grid = grid_at(shared, language, rest);
  PageHead head = made_page(shared, grid.text(topic.title), grid.text(topic.question), rest);
  head.part = Part::Course;
  Context context = page_context(shared, grid.here, language, head);
  set_crumbs(context, {{grid.words.say("crumb.home"), grid.here.in("index.html")}});
  context.set("question", grid.text(topic.question));
  TopicMap map = topic_map(shared, grid.here, language, index, "lessons_");
  context.set("has_map", !map.svg.empty()).set("map_others", map.has_others);
  context.set("map_html", std::move(map.svg));
  Contexts levels;
  for (std::size_t level = 0; level < shared.course.levels.size(); ++level) {
    Context row;
    row.set("section_id", shared.course.levels[level].id)
        .set("level", level_number(level))
        .set("href", grid.level_href(level));
    row.set("title", grid.text(shared.course.levels[level].title))
        .set("promise", grid.text(shared.course.levels[level].promise));
    set_lessons(row, grid, level, index);
    levels.push_back(std::move(row));
  }
  context.set("levels", std::move(levels));
  const auto& topics = shared.course.topics;
  context.set("previous", index > 0 ? neighbour(grid.topic_href(index - 1),
                                                grid.text(topics[index - 1].title), "")
                                    : Contexts{});
  context.set("next", index + 1 < topics.size() ? neighbour(grid.topic_href(index + 1),
                                                            grid.text(topics[index + 1].title), "")
                                                : Contexts{});
  return finish(grid, context, "topic");
}

}  // namespace render
