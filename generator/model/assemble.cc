#include "generator/model/assemble.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "generator/base/hash.h"
#include "generator/base/parallel.h"
#include "generator/model/anchors.h"

namespace model {
namespace {

bool inside(base::Position at, const markdown::LogFact& log) {
  return log.at <= at && at <= log.end;
}

// The facts that lie inside an entry. Each list is in document order, so a part of it is copied.
template <class T>
std::vector<T> part_of(const std::vector<T>& all, const markdown::LogFact& log) {
  const auto begin =
      std::partition_point(all.begin(), all.end(), [&](const T& one) { return one.at < log.at; });
  const auto end =
      std::partition_point(begin, all.end(), [&](const T& one) { return inside(one.at, log); });
  return {begin, end};
}

markdown::Facts slice(const markdown::Facts& all, const markdown::LogFact& log) {
  markdown::Facts out;
  out.headings = part_of(all.headings, log);
  out.links = part_of(all.links, log);
  out.code = part_of(all.code, log);
  out.placeholders = part_of(all.placeholders, log);
  out.quizzes = part_of(all.quizzes, log);
  out.worksheet = part_of(all.worksheet, log);
  out.tabs = part_of(all.tabs, log);
  out.labs = part_of(all.labs, log);
  out.logs = {log};
  return out;
}

// The half of an entry that is written inside the half `whole` of its logbook.
Half half_inside(const Half& whole, const markdown::LogFact& log) {
  Half out;
  out.exists = true;
  out.file = whole.file;
  out.title = log.title;
  out.translation = whole.translation;
  out.facts = slice(whole.facts, log);
  out.source = base::hash(log.id);
  for (const markdown::HeadingFact& heading : out.facts.headings)
    out.source = base::combine(out.source, heading.content);
  return out;
}

using LogsById = std::unordered_map<std::string_view, const markdown::LogFact*>;

LogsById logs_of(const Half& half) {
  LogsById out;
  for (const markdown::LogFact& log : half.facts.logs) out.emplace(log.id, &log);
  return out;
}

// Makes the entries of one logbook: those its TOML declares, in that order, then those that only
// its text has.
class Entries {
 public:
  Entries(const PageDraft& logbook, std::map<std::string, PageDraft> own_files, Problems& problems)
      : logbook_(logbook.page),
        declared_(logbook.meta.entries),
        own_(std::move(own_files)),
        problems_(problems) {
    for (const Half& half : logbook_.halves) logs_.push_back(logs_of(half));
  }

  std::vector<PageDraft> make() {
    std::unordered_set<std::string_view> known;
    for (const DeclaredEntry& entry : declared_) {
      if (entry.id.empty()) continue;
      if (!known.insert(entry.id).second) {
        problems_.push_back(problem("id-duplicate", {logbook_.meta_file, entry.at, entry.end},
                                    base::message("the entry '{}' is there twice",
                                                  "la fiche « {} » est là deux fois", entry.id),
                                    base::message("give one of them another id",
                                                  "donnez à l'une des deux un autre identifiant")));
        continue;
      }
      add_declared(entry);
    }
    for (const Half& half : logbook_.halves) {
      for (const markdown::LogFact& log : half.facts.logs) {
        if (known.count(log.id) > 0) continue;
        report_unlisted({half.file, log.at, {}}, log.id);
        if (known.insert(log.id).second) add_inside(log.id, EntryFacts{}, {});
      }
    }
    for (auto& [id, draft] : own_) {
      report_unlisted(
          {draft.page.halves[shown_language(draft.page, draft.page.source)].file, {}, {}}, id);
      out_.push_back(std::move(draft));
    }
    return std::move(out_);
  }

 private:
  void add_declared(const DeclaredEntry& entry) {
    MetaPlaces places;
    places.id = {entry.id, entry.at, entry.end};
    places.lab = entry.lab;
    const auto own = own_.find(entry.id);
    const bool in_text = std::any_of(
        logs_.begin(), logs_.end(), [&](const LogsById& logs) { return logs.count(entry.id) > 0; });
    if (own == own_.end()) {
      if (in_text) {
        add_inside(entry.id, entry.facts, places);
      } else {
        problems_.push_back(problem(
            "log-missing", {logbook_.meta_file, entry.at, entry.end},
            base::message("the entry '{}' has no text", "la fiche « {} » n'a pas de texte",
                          entry.id),
            base::message(
                "write <!-- log: {} --> in the logbook, or a file {}.<language>.md beside it",
                "écrivez <!-- log: {} --> dans le journal, ou un fichier {}.<langue>.md à côté",
                entry.id, entry.id)));
      }
      return;
    }
    if (in_text) report_twice(entry.id);
    PageDraft draft = std::move(own->second);
    own_.erase(own);
    draft.meta.places = std::move(places);
    out_.push_back(std::move(draft));
  }

  void report_twice(const std::string& id) {
    for (std::size_t i = 0; i < logs_.size(); ++i) {
      const auto log = logs_[i].find(id);
      if (log == logs_[i].end()) continue;
      problems_.push_back(problem("id-duplicate", {logbook_.halves[i].file, log->second->at, {}},
                                  base::message("the entry '{}' has a file of its own as well",
                                                "la fiche « {} » a aussi son propre fichier", id),
                                  base::message("keep one of the two", "gardez l'un des deux")));
    }
  }

  void report_unlisted(base::Span where, std::string_view id) {
    problems_.push_back(
        problem("log-unlisted", std::move(where),
                base::message("the entry '{}' is not in logbook.toml",
                              "la fiche « {} » n'est pas dans logbook.toml", id),
                base::message("add [[entry]] id = \"{}\"", "ajoutez [[entry]] id = \"{}\"", id)));
  }

  void add_inside(const std::string& id, EntryFacts facts, MetaPlaces places) {
    PageDraft draft;
    Page& page = draft.page;
    page.kind = PageKind::Entry;
    page.id = id;
    page.folder = logbook_.folder;
    page.meta_file = logbook_.meta_file;
    page.rev = logbook_.rev;
    page.source = logbook_.source;
    page.variables = logbook_.variables;
    page.lab = facts.lab;
    page.in_logbook_file = true;
    page.entry = std::move(facts);
    for (std::size_t i = 0; i < logs_.size(); ++i) {
      const auto log = logs_[i].find(id);
      page.halves.push_back(log != logs_[i].end() ? half_inside(logbook_.halves[i], *log->second)
                                                  : Half{});
      page.halves.back().file = logbook_.halves[i].file;
      if (log != logs_[i].end() && page.entry.errors.empty())
        page.entry.errors = log->second->errors;
    }
    draft.meta.places = std::move(places);
    out_.push_back(std::move(draft));
  }

  const Page& logbook_;
  const std::vector<DeclaredEntry>& declared_;
  std::map<std::string, PageDraft> own_;
  Problems& problems_;
  std::vector<LogsById> logs_;  // parallel to the halves
  std::vector<PageDraft> out_;
};

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
         Entries(logbooks[i], std::move(by_folder[logbooks[i].page.folder]), problems).make()) {
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
