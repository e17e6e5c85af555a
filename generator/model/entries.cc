#include "generator/model/entries.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "generator/base/hash.h"

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

}  // namespace

std::vector<PageDraft> make_entries(const PageDraft& logbook,
                                    std::map<std::string, PageDraft> own_files,
                                    Problems& problems) {
  return Entries(logbook, std::move(own_files), problems).make();
}

}  // namespace model
