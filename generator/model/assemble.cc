#include "generator/model/assemble.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "generator/base/parallel.h"
#include "generator/model/anchors.h"
#include "generator/model/entries.h"

namespace model {
namespace {

// Lessons in the order of the cells, the others behind them by id.
void sort_lessons(const Course& course, std::vector<PageDraft>& lessons) {
  std::unordered_map<std::string_view, std::size_t> order;
  for (const Cell& cell : course.cells)
    for (const std::string& id : cell.lessons) order.emplace(id, order.size());
  std::stable_sort(lessons.begin(), lessons.end(), [&](const PageDraft& a, const PageDraft& b) {
    const auto x = order.find(a.page.id), y = order.find(b.page.id);
    const std::size_t i = x != order.end() ? x->second : order.size(),
                      j = y != order.end() ? y->second : order.size();
    return std::tie(i, a.page.id) < std::tie(j, b.page.id);
  });
}

void add_logbooks(std::vector<PageDraft> logbooks, std::vector<PageDraft> own_files,
                  std::vector<PageDraft>& all, Problems& problems) {
  std::map<std::string, std::map<std::string, PageDraft>> by_folder;
  for (PageDraft& draft : own_files) {
    std::string id = draft.page.id;
    by_folder[draft.page.folder].emplace(std::move(id), std::move(draft));
  }
  const std::size_t first = all.size();
  std::vector<PageDraft> entries;
  for (std::size_t i = 0; i < logbooks.size(); ++i) {
    for (PageDraft& entry :
         make_entries(logbooks[i], std::move(by_folder[logbooks[i].page.folder]), problems)) {
      entry.page.logbook = first + i;
      entries.push_back(std::move(entry));
    }
  }
  std::move(logbooks.begin(), logbooks.end(), std::back_inserter(all));
  std::move(entries.begin(), entries.end(), std::back_inserter(all));
}

void index_page(Course& course, std::size_t index) {
  const Page& page = course.pages[index];
  course.page_by_key.emplace(page_key(page.kind, page.id), index);
  if (page.in_logbook_file) return;
  for (LanguageIndex language = 0; language < page.halves.size(); ++language) {
    if (!page.halves[language].file.empty())
      course.page_by_file.emplace(page.halves[language].file, std::pair(index, language));
  }
  if (page.kind == PageKind::Logbook || page.kind == PageKind::Entry) return;
  const Half& shown = page.halves[shown_language(page, page.source)];
  for (const markdown::LogFact& log : shown.facts.logs)
    course.embedded_logs.push_back({index, log.id});
}

}  // namespace

std::vector<PageDraft> make_drafts(const Inventory& inventory, std::size_t languages) {
  std::vector<PageDraft> out;
  out.reserve(inventory.pages.size());
  for (const PageFiles& files : inventory.pages) {
    PageDraft draft;
    Page& page = draft.page;
    page.kind = files.kind;
    page.id = files.id;
    page.folder = files.folder;
    page.meta_file = files.meta;
    page.halves.resize(languages);
    for (std::size_t i = 0; i < languages; ++i) page.halves[i].file = files.halves[i];
    out.push_back(std::move(draft));
  }
  return out;
}

void inherit_from_logbooks(std::vector<PageDraft>& drafts) {
  std::unordered_map<std::string_view, const PageDraft*> logbooks;
  std::map<std::pair<std::string_view, std::string_view>, const DeclaredEntry*>
      entries;  // by folder and id
  for (const PageDraft& draft : drafts) {
    if (draft.page.kind != PageKind::Logbook) continue;
    logbooks.emplace(draft.page.folder, &draft);
    for (const DeclaredEntry& entry : draft.meta.entries)
      entries.try_emplace({draft.page.folder, entry.id}, &entry);
  }
  for (PageDraft& draft : drafts) {
    Page& page = draft.page;
    const auto found = logbooks.find(page.folder);
    if (page.kind != PageKind::Entry || found == logbooks.end()) continue;
    const PageDraft& logbook = *found->second;
    page.meta_file = logbook.page.meta_file;
    page.rev = logbook.page.rev;
    page.source = logbook.page.source;
    page.variables = logbook.page.variables;
    const auto entry = entries.find({page.folder, page.id});
    if (entry == entries.end()) continue;
    page.entry = entry->second->facts;
    page.lab = entry->second->facts.lab;
  }
}

std::vector<MetaPlaces> assemble(Course& course, std::vector<PageDraft> drafts, unsigned jobs,
                                 Problems& problems) {
  std::map<PageKind, std::vector<PageDraft>> by_kind;
  for (PageDraft& draft : drafts) {
    // The names of halves that are not there: links to them lead to the page all the same.
    for (std::size_t i = 0; i < draft.page.halves.size(); ++i) {
      Half& half = draft.page.halves[i];
      if (half.file.empty()) half.file = half_file_of(draft.page, course.languages[i]);
    }
    by_kind[draft.page.kind].push_back(std::move(draft));
  }
  const auto by_id = [](const PageDraft& a, const PageDraft& b) { return a.page.id < b.page.id; };
  for (auto& [kind, pages] : by_kind) std::stable_sort(pages.begin(), pages.end(), by_id);
  sort_lessons(course, by_kind[PageKind::Lesson]);

  std::vector<PageDraft> all;
  const auto add = [&](PageKind kind) {
    std::move(by_kind[kind].begin(), by_kind[kind].end(), std::back_inserter(all));
  };
  add(PageKind::Lesson);
  add(PageKind::Guide);
  add_logbooks(std::move(by_kind[PageKind::Logbook]), std::move(by_kind[PageKind::Entry]), all,
               problems);
  for (const PageKind kind : {PageKind::Glossary, PageKind::Tips, PageKind::Plain}) add(kind);

  std::vector<MetaPlaces> places;
  course.pages.reserve(all.size());
  places.reserve(all.size());
  for (PageDraft& draft : all) {
    course.pages.push_back(std::move(draft.page));
    places.push_back(std::move(draft.meta.places));
  }
  base::parallel_for(course.pages.size(), jobs,
                     [&](std::size_t i) { assign_anchors(course.pages[i]); });
  for (std::size_t i = 0; i < course.pages.size(); ++i) index_page(course, i);
  return places;
}

}  // namespace model
