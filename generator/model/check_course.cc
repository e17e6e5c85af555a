#include "generator/model/check_course.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "generator/model/links.h"
#include "generator/model/lint/assets.h"
#include "generator/model/lint/declared.h"
#include "generator/model/lint/figures.h"
#include "generator/model/lint/grid.h"
#include "generator/model/lint/links.h"
#include "generator/model/lint/pairs.h"
#include "generator/text/url.h"

namespace model {
namespace {

std::string_view folder_of(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

// A logbook's variables are used by its entries too.
void lint_variables(const Course& course, Problems& problems) {
  lint_conflicts(course, problems);
  std::vector<std::vector<std::string>> of_entries(course.pages.size());
  const auto collect = [](const Page& page, std::vector<std::string>& used) {
    for (const Half& half : page.halves)
      for (const markdown::PlaceholderFact& fact : half.facts.placeholders)
        used.push_back(fact.name);
  };
  for (const Page& page : course.pages)
    if (page.kind == PageKind::Entry && !page.in_logbook_file)
      collect(page, of_entries[page.logbook]);
  for (std::size_t i = 0; i < course.pages.size(); ++i) {
    const Page& page = course.pages[i];
    if (page.kind == PageKind::Entry || page.variables.empty()) continue;
    std::vector<std::string>& used = of_entries[i];
    collect(page, used);
    std::sort(used.begin(), used.end());
    lint_unused(page, used, problems);
  }
}

}  // namespace

void check_course(const Course& course, const CourseCheck& check, Problems& problems) {
  lint_links(course, check.draft_files, check.jobs, problems);
  lint_assets(check.content, course.assets, check.jobs, problems);
  for (const Page& page : course.pages) lint_pairs(course, page, check.misread, problems);
  lint_variables(course, problems);
  lint_figures(course, !check.draft_ids.empty(), problems);
  const References references = {course, check.course_places, check.page_places, check.draft_ids,
                                 check.course_file};
  lint_ids(references, problems);
  lint_grid(references, problems);
  lint_prerequisites(references, problems);
  lint_labs(references, problems);
}

void choose_assets(Course& course, Inventory& inventory,
                   const std::vector<std::string>& draft_files, Problems& problems) {
  std::set<std::string_view> draft_folders;
  for (const std::string& file : draft_files) draft_folders.insert(folder_of(file));
  std::unordered_set<std::string> beside(inventory.beside.begin(), inventory.beside.end());
  std::set<std::string> used;
  for (const Page& page : course.pages) {
    for (const Half& half : page.halves) {
      for (const markdown::LinkFact& link : half.facts.links) {
        if (beside.empty()) break;
        const text::Target target = text::parse_target(link.target);
        if (target.kind != text::TargetKind::Relative) continue;
        std::string path = text::resolve(half.file, target.path);
        if (beside.count(path) > 0) used.insert(std::move(path));
      }
    }
  }
  for (const std::string& file : inventory.beside) {
    if (used.count(file) > 0 || draft_folders.count(folder_of(file)) > 0) continue;
    problems.push_back(
        problem("file-unknown", {file, {}, {}},
                base::message("no page refers to this file", "aucune page ne renvoie à ce fichier"),
                base::message("show it in the page, or remove it",
                              "montrez-le dans la page, ou retirez-le")));
  }
  course.assets = std::move(inventory.assets);
  for (const std::string& file : used) {
    const std::string address = asset_address(file);
    if (!std::binary_search(course.assets.begin(), course.assets.end(), address)) continue;
    problems.push_back(
        problem("id-duplicate", {file, {}, {}},
                base::message("in the site this is the same file as '{}'",
                              "dans le site, c'est le même fichier que « {} »", address),
                base::message("rename one of them", "renommez l'un des deux")));
  }
  course.assets.insert(course.assets.end(), used.begin(), used.end());
  std::sort(course.assets.begin(), course.assets.end());
}

void forget_unknown_references(Course& course) {
  const auto erase = [](std::vector<std::string>& ids, auto is_known) {
    ids.erase(std::remove_if(ids.begin(), ids.end(),
                             [&](const std::string& id) { return !is_known(id); }),
              ids.end());
  };
  const auto is_lesson = [&](const std::string& id) {
    return course.find_page(PageKind::Lesson, id) != nullptr;
  };
  const auto is_any = [&](const std::string& id) { return course.find_any(id) != nullptr; };
  for (Cell& cell : course.cells) erase(cell.lessons, is_lesson);
  for (Page& page : course.pages) {
    erase(page.requirements, is_any);
    erase(page.next, is_any);
  }
  for (CompetencyBlock& block : course.blocks)
    for (CompetencyItem& item : block.items) erase(item.lessons, is_any);
}

}  // namespace model
