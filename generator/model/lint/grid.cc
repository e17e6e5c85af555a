#include "generator/model/lint/grid.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "generator/model/graph.h"
#include "generator/model/inventory.h"
#include "generator/text/slug.h"

namespace model {
namespace {

base::Span span(std::string_view file, const PlacedId& id) {
  return {std::string(file), id.at, id.end};
}

std::vector<std::string> ids_of(const Course& course, std::initializer_list<PageKind> kinds) {
  std::vector<std::string> out;
  for (const Page& page : course.pages)
    if (std::find(kinds.begin(), kinds.end(), page.kind) != kinds.end()) out.push_back(page.id);
  return out;
}

template <class T>
std::vector<std::string> ids_of(const std::vector<T>& all) {
  std::vector<std::string> out;
  for (const T& one : all) out.push_back(one.id);
  return out;
}

const MetaPlaces& places_of(const References& references, const Page& page) {
  return references.page_places[static_cast<std::size_t>(&page - references.course.pages.data())];
}

const std::string& file_of(const Page& page) {
  return page.halves[shown_language(page, page.source)].file;
}

// What the id of a page with a TOML file must be.
std::string id_from_folder(const Page& page) {
  const std::size_t slash = page.folder.rfind('/');
  if (meta_file_of(page.kind, page.folder).empty() || slash == std::string::npos) return {};
  const std::string slug = page.folder.substr(slash + 1);
  if (page.kind != PageKind::Lesson) return slug;
  const std::string above = page.folder.substr(0, slash);
  return above.substr(above.rfind('/') + 1) + "." + slug;
}

bool is_valid_id(const Page& page) {
  const std::size_t dot = page.kind == PageKind::Lesson ? page.id.find('.') : std::string::npos;
  const std::string_view id = page.id;
  if (dot == std::string::npos) return text::Slug::parse(id, {}).has_value();
  return text::Slug::parse(id.substr(0, dot), {}).has_value() &&
         text::Slug::parse(id.substr(dot + 1), {}).has_value();
}

// The lessons of the cells, each with the cell that has it.
using CellOfLesson = std::unordered_map<std::string_view, const Cell*>;

CellOfLesson lint_cell_lessons(const References& references, Problems& problems) {
  CellOfLesson out;
  Suggestions suggestions;
  const std::vector<std::string> lessons = ids_of(references.course, {PageKind::Lesson});
  for (std::size_t i = 0; i < references.course.cells.size(); ++i) {
    for (const PlacedId& placed : references.places.cells[i].lessons) {
      const base::Span where = span(references.course_file, placed);
      const Page* lesson = references.course.find_page(PageKind::Lesson, placed.id);
      if (lesson == nullptr) {
        if (references.is_draft(placed.id)) continue;
        problems.push_back(problem(
            "grid-lesson", where, base::message("no lesson '{}'", "aucune leçon « {} »", placed.id),
            suggestions.near(
                placed.id, lessons,
                base::message("a lesson's id is topic.slug, as its folders are called",
                              "l'identifiant d'une leçon est thème.nom, comme ses dossiers"))));
        continue;
      }
      const auto [known, is_new] = out.emplace(lesson->id, &references.course.cells[i]);
      if (!is_new) {
        problems.push_back(problem(
            "grid-lesson", where,
            base::message("the lesson '{}' is already in the cell of '{}' and '{}'",
                          "la leçon « {} » est déjà dans la case de « {} » et « {} »", placed.id,
                          known->second->level, known->second->topic),
            base::message("a lesson stands in one cell", "une leçon est dans une seule case")));
      }
    }
  }
  return out;
}

void lint_lesson_cells(const References& references, const CellOfLesson& cells,
                       Problems& problems) {
  for (const Page& page : references.course.pages) {
    if (page.kind != PageKind::Lesson || page.meta_file.empty()) continue;
    const MetaPlaces& places = places_of(references, page);
    if (places.id.at.line == 0) continue;  // its TOML could not be read
    const auto found = cells.find(page.id);
    if (found == cells.end()) {
      problems.push_back(
          problem("grid-lesson", span(page.meta_file, places.id),
                  base::message("the lesson '{}' is in no cell",
                                "la leçon « {} » n'est dans aucune case", page.id),
                  base::message("add it to 'lessons' of a [[cell]] in course.toml",
                                "ajoutez-la à « lessons » d'une [[cell]] de course.toml")));
      continue;
    }
    const Cell& cell = *found->second;
    if (page.level != cell.level) {
      problems.push_back(problem("grid-lesson", span(page.meta_file, places.level),
                                 base::message("the level is '{}' here and '{}' in the cell",
                                               "le niveau est « {} » ici et « {} » dans la case",
                                               page.level, cell.level)));
    }
    if (page.topic != cell.topic) {
      problems.push_back(problem(
          "grid-lesson", span(page.meta_file, places.topic),
          base::message("the topic is '{}' here and '{}' in the cell",
                        "le thème est « {} » ici et « {} » dans la case", page.topic, cell.topic)));
    }
  }
}

void lint_competencies(const References& references, Problems& problems) {
  Suggestions suggestions;
  const std::vector<std::string> ids =
      ids_of(references.course, {PageKind::Lesson, PageKind::Guide});
  for (const PlacedId& placed : references.places.item_lessons) {
    if (references.course.find_any(placed.id) != nullptr || references.is_draft(placed.id))
      continue;
    problems.push_back(problem(
        "competency-lesson", span(references.course_file, placed),
        base::message("no lesson or guide '{}'", "aucune leçon et aucun guide « {} »", placed.id),
        suggestions.near(placed.id, ids)));
  }
}

void report_cycle(const References& references, const std::vector<std::size_t>& cycle,
                  Problems& problems) {
  constexpr std::size_t kMostNamed = 30;
  const Page& first = references.course.pages[cycle.front()];
  std::string names;
  for (std::size_t i = 0; i < std::min(cycle.size(), kMostNamed); ++i)
    names += references.course.pages[cycle[i]].id + " → ";
  if (cycle.size() > kMostNamed) names += "… → ";
  names += first.id;
  // The place is the entry of `requires` that the cycle goes through.
  const std::string& second = references.course.pages[cycle[cycle.size() > 1 ? 1 : 0]].id;
  base::Span where = {first.meta_file, {}, {}};
  for (const PlacedId& placed : places_of(references, first).requirements)
    if (placed.id == second) where = span(first.meta_file, placed);
  problems.push_back(problem(
      "prerequisite-cycle", std::move(where),
      base::message("requirements go round in a circle: {}", "les prérequis tournent en rond : {}",
                    names),
      base::message("remove one of these from 'requires'", "retirez l'un d'eux de « requires »")));
}

}  // namespace

bool References::is_draft(std::string_view id) const {
  return std::binary_search(drafts.begin(), drafts.end(), id);
}

void lint_cells(const Course& course, const CoursePlaces& places, std::string_view file,
                Problems& problems) {
  Suggestions suggestions;
  const std::vector<std::string> levels = ids_of(course.levels), topics = ids_of(course.topics);
  const std::set<std::string_view> known_levels(levels.begin(), levels.end()),
      known_topics(topics.begin(), topics.end());
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (std::size_t i = 0; i < course.cells.size(); ++i) {
    const CellPlaces& cell = places.cells[i];
    const bool has_level = known_levels.count(cell.level.id) > 0,
               has_topic = known_topics.count(cell.topic.id) > 0;
    if (!has_level && !cell.level.id.empty())
      problems.push_back(
          problem("grid-cell", span(file, cell.level),
                  base::message("no level '{}'", "aucun niveau « {} »", cell.level.id),
                  suggestions.near(cell.level.id, levels)));
    if (!has_topic && !cell.topic.id.empty())
      problems.push_back(
          problem("grid-cell", span(file, cell.topic),
                  base::message("no topic '{}'", "aucun thème « {} »", cell.topic.id),
                  suggestions.near(cell.topic.id, topics)));
    if (has_level && has_topic && !seen.emplace(cell.level.id, cell.topic.id).second)
      problems.push_back(problem("grid-cell", span(file, cell.level),
                                 base::message("the cell of '{}' and '{}' is there twice",
                                               "la case de « {} » et « {} » est là deux fois",
                                               cell.level.id, cell.topic.id),
                                 base::message("put the lessons of both into one",
                                               "réunissez leurs leçons en une seule")));
  }
  for (const Level& level : course.levels) {
    for (const Topic& topic : course.topics) {
      if (level.id.empty() || topic.id.empty() || seen.count({level.id, topic.id}) > 0) continue;
      if (problems.size() >= kMostProblems) return;
      problems.push_back(problem(
          "grid-cell", {std::string(file), topic.at, {}},
          base::message("there is no cell for '{}' and '{}'",
                        "il n'y a pas de case pour « {} » et « {} »", level.id, topic.id),
          base::message("add [[cell]] level = \"{}\" topic = \"{}\"",
                        "ajoutez [[cell]] level = \"{}\" topic = \"{}\"", level.id, topic.id)));
    }
  }
}

void lint_grid(const References& references, Problems& problems) {
  lint_lesson_cells(references, lint_cell_lessons(references, problems), problems);
  lint_competencies(references, problems);
}

void lint_prerequisites(const References& references, Problems& problems) {
  const Course& course = references.course;
  std::unordered_map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < course.pages.size(); ++i) {
    if (course.pages[i].kind == PageKind::Lesson || course.pages[i].kind == PageKind::Guide)
      index.emplace(course.pages[i].id, i);
  }
  Suggestions suggestions;
  const std::vector<std::string> ids = ids_of(course, {PageKind::Lesson, PageKind::Guide});
  Graph graph(course.pages.size());
  for (std::size_t i = 0; i < course.pages.size(); ++i) {
    const MetaPlaces& places = references.page_places[i];
    const std::string& file = course.pages[i].meta_file;
    for (const PlacedId& placed : places.requirements) {
      const auto found = index.find(placed.id);
      if (found != index.end()) {
        graph[i].push_back(found->second);
      } else if (references.is_draft(placed.id)) {
        problems.push_back(problem(
            "prerequisite-unknown", span(file, placed),
            base::message("'{}' is a draft, which is not published",
                          "« {} » est un brouillon, qui n'est pas publié", placed.id),
            base::message(
                "give it the status 'beta', or make this page a draft too",
                "donnez-lui le statut « beta », ou faites aussi de cette page un brouillon")));
      } else {
        problems.push_back(problem("prerequisite-unknown", span(file, placed),
                                   base::message("no lesson or guide '{}'",
                                                 "aucune leçon et aucun guide « {} »", placed.id),
                                   suggestions.near(placed.id, ids)));
      }
    }
    for (const PlacedId& placed : places.next) {
      if (index.count(placed.id) > 0 || references.is_draft(placed.id)) continue;
      problems.push_back(problem(
          "next-unknown", span(file, placed),
          base::message("no lesson or guide '{}'", "aucune leçon et aucun guide « {} »", placed.id),
          suggestions.near(placed.id, ids)));
    }
  }
  for (const std::vector<std::size_t>& cycle : find_cycles(graph))
    report_cycle(references, cycle, problems);
}

void lint_ids(const References& references, Problems& problems) {
  std::map<std::pair<PageKind, std::string_view>, const Page*> seen;
  for (const Page& page : references.course.pages) {
    const PlacedId& id = places_of(references, page).id;
    const bool declared = !page.meta_file.empty() && id.at.line > 0;
    const base::Span where =
        declared ? span(page.meta_file, id) : base::Span{file_of(page), {}, {}};
    const std::string expected = id_from_folder(page);
    if (!expected.empty() && declared && !id.id.empty() && id.id != expected) {
      problems.push_back(
          problem("id-folder", where,
                  base::message("the id is '{}', the folder says '{}'",
                                "l'identifiant est « {} », le dossier dit « {} »", id.id, expected),
                  base::message(
                      "the id of a published page never changes: rename the folder",
                      "l'identifiant d'une page publiée ne change jamais : renommez le dossier")));
    } else if (!declared && !is_valid_id(page)) {
      problems.push_back(problem(
          "id-folder", where,
          base::message("'{}' cannot be an id", "« {} » ne peut pas être un identifiant", page.id),
          base::message("rename it: '{}'", "renommez : « {} »",
                        text::Slug::from_title(page.id).str())));
    }
    const auto [known, is_new] = seen.try_emplace({page.kind, page.id}, &page);
    if (is_new) continue;
    problems.push_back(problem(
        "id-duplicate", where,
        base::message("the id '{}' is already that of '{}'",
                      "l'identifiant « {} » est déjà celui de « {} »", page.id,
                      declared ? known->second->folder : file_of(*known->second)),
        base::message("give this page another id", "donnez à cette page un autre identifiant")));
  }
}

}  // namespace model
