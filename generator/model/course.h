// Course: everything that is known before a page is rendered: the grid, the pages in both languages
// with their facts, the log entries, the terms. Built by load_course(); afterwards read-only and
// shared by all threads.
//
// A page is a pair: one `Page` with a `Half` for each language of the course, present or not.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "generator/base/hash.h"
#include "generator/figure/route.h"
#include "generator/markdown/facts.h"
#include "generator/text/node.h"

namespace model {

// An index into Course::languages.
using LanguageIndex = std::size_t;

// One text in every language of the course, by LanguageIndex.
struct Texts {
  std::vector<std::string> by_language;
  const std::string& in(LanguageIndex language) const { return by_language[language]; }
  bool empty() const { return by_language.empty(); }
};

struct TabChoice {
  std::string id;
  Texts label;
};
struct TabGroup {
  std::string id;
  std::vector<TabChoice> choices;
};

struct Level {
  std::string id;
  Texts title;
  Texts promise;
  Texts objective;
  base::Position at;
};

struct Topic {
  std::string id;
  Texts title;
  Texts question;
  base::Position at;
};

struct Cell {
  std::string level;
  std::string topic;
  std::vector<std::string> lessons;  // ids, in reading order
  Texts text;                        // what will stand here; may be empty
  base::Position at;
};

struct CompetencyItem {
  std::string id;
  Texts text;
  bool done = false;
  std::vector<std::string> lessons;
  std::vector<std::string> labs;
};
struct CompetencyBlock {
  std::string id;
  Texts title;
  std::optional<int> declared;  // percent claimed by whoever filled it in
  int target = 100;
  std::vector<CompetencyItem> items;
  int done() const;   // ticked items
  int ratio() const;  // done of all, in percent, rounded; what the boxes say, whatever was declared
};

enum class PageKind { Lesson, Guide, Logbook, Entry, Glossary, Tips, Plain };
enum class Status { Draft, Beta, Active, Deprecated };

struct Variable {
  std::string name;
  std::string type;  // ip host port url email user path text
  std::string example;
  bool secret = false;
  base::Position at;
};

struct Verified {
  text::Date date;
  std::vector<std::string> on;
};

// Where a translation comes from, as its front matter records it.
struct Translation {
  int of = 0;          // `rev` of the page that was translated
  std::string by;      // human, machine
  std::string status;  // draft, reviewed
  // The marks of the source's sections when it was translated, in order (freshness.h). Empty when
  // they were not recorded: then only `of` says whether it is behind.
  std::vector<std::uint32_t> sections = {};
  base::Position at = {};  // of `of`
};

// What a file's repository knows of it. Brought by whoever asked, after loading; empty else.
struct FileDates {
  struct Change {
    text::Date on;
    std::string subject;
    std::string commit;
  };
  std::optional<text::Date> changed;    // the last time
  std::optional<text::Date> published;  // the first
  std::vector<std::string> authors;
  std::vector<Change> changes;  // newest first
};

// A page in one language.
struct Half {
  bool exists = false;
  std::string file;  // relative to the content folder
  std::string title;
  std::string description;
  std::vector<std::string> aliases;
  std::optional<Translation> translation;
  FileDates dates;
  base::Hash source;  // of the file's bytes
  markdown::Facts facts;
  std::vector<std::string> anchors;  // for each of facts.headings: the id it has in the page,
                                     // unique; set by assign_anchors()
  // What a fragment may be: the hash of every anchor, id and own heading slug -> the heading's
  // index, kNoHeading for an id without a heading. Sorted; links.cc searches it.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> places;
};
constexpr std::uint32_t kNoHeading = 0xFFFFFFFF;

// What logbook.toml (or the directive) says of an entry.
struct EntryFacts {
  std::string system;
  std::string layer;
  std::vector<std::string> errors;
  std::string lab;
  std::string status;  // solved worked-around open precaution; empty in a lesson
};

struct Page {
  PageKind kind = PageKind::Plain;
  std::string id;         // "topic.slug" of a lesson, else the slug; an Entry: its own id
  std::string folder;     // relative to the content folder: "lessons/net/firewall"
  std::string meta_file;  // its TOML (of an Entry the logbook's), empty for kinds without one
  int rev = 1;
  std::string level;  // id, may be empty
  std::string topic;  // id, lessons only
  LanguageIndex source = 0;
  int minutes_read = 0;
  int minutes_do = 0;
  std::vector<std::string> requirements;  // ids of pages
  std::vector<std::string> next;
  std::vector<std::string> objectives;
  std::vector<Variable> variables;
  std::string lab;
  Status status = Status::Active;
  std::string licence;
  std::map<std::string, std::vector<std::string>> credits;
  std::optional<Verified> verified;
  std::vector<Half> halves;  // by LanguageIndex

  // Entry only: the logbook (index in Course::pages) and what is known of the failure. An entry
  // written inside its logbook's file has halves whose file is the logbook's: `in_logbook_file` is
  // true, its text is the Log directive of that id, its facts and anchors are those of that
  // directive alone, the directive's own heading first. (The facts of the logbook itself are of its
  // whole file, entries included.)
  std::size_t logbook = 0;
  bool in_logbook_file = false;
  EntryFacts entry;
};

// A log entry written inside a lesson or guide: it appears in the error index and leads to its
// place in the page.
struct EmbeddedLog {
  std::size_t page = 0;
  std::string id;
};

struct LabCheckTitle {
  std::string id;
  Texts title;
};
// A way in which the reference services break what a lab looks at.
struct LabFault {
  std::string id;
  Texts title;
  std::string check;  // the first that fails then; "" when none of the lab's own
};
// What the site needs of a lab file (labs/catalog/*.toml); lab-check's own decoder is the strict
// one.
struct LabSummary {
  std::string id;
  Texts title;
  Texts summary;
  std::vector<LabCheckTitle> checks;
  std::vector<LabFault> faults;  // in the order of the checks
  bool open = false;             // it has more checks than these, from templates
};

// A figure as its file describes it: boxes on a grid, frames behind them, arrows between them.
struct FigureZone {
  std::string id;
  Texts title;
  figure::Cell at;
  int columns = 1;
  int rows = 1;
};
struct FigureNode {
  std::string id;
  Texts label;
  Texts note;  // may be empty
  figure::Cell at;
  std::string kind;  // person service store external
  std::string link;  // id of a page, may be empty
  base::Position link_at, link_end;
};
struct FigureEdge {
  std::size_t from = 0;  // Figure::nodes
  std::size_t to = 0;
  Texts label;       // may be empty
  std::string kind;  // plain dashed both; empty: plain
};
struct Figure {
  std::string id;
  std::string file;   // relative to the content folder
  base::Hash source;  // of the file's bytes
  Texts title;
  Texts caption;
  std::vector<FigureNode> nodes;
  std::vector<FigureEdge> edges;
  std::vector<FigureZone> zones;
};

struct Course {
  std::string id;
  std::vector<std::string> languages;  // "fr", "en"; the source language first
  Texts title;
  Texts tagline;
  Texts description;
  std::vector<TabGroup> tab_groups;
  std::vector<Level> levels;
  std::vector<Topic> topics;
  std::vector<Cell> cells;  // in the file's order; find_cell() for one
  std::vector<CompetencyBlock> blocks;
  std::vector<Page>
      pages;  // by kind, then grid order for lessons, file order for entries, id for the rest
  std::vector<EmbeddedLog> embedded_logs;
  std::vector<LabSummary> labs;  // by id
  std::vector<Figure> figures;   // by id
  bool labs_known = false;       // there is a folder of labs
  std::vector<std::string>
      assets;  // files below assets/ and beside pages that pages refer to, relative, sorted
  bool drafts = false;  // draft pages are part of it

  const Cell* find_cell(std::string_view level, std::string_view topic) const;
  const Level* find_level(std::string_view id) const;
  const Topic* find_topic(std::string_view id) const;
  const LabSummary* find_lab(std::string_view id) const;
  const Figure* find_figure(std::string_view id) const;
  // Lessons, guides, logbooks, plain pages by id; entries by id. Null when there is none.
  const Page* find_page(PageKind kind, std::string_view id) const;
  const Page* find_any(std::string_view id) const;  // a lesson or a guide: what `requires` may name

  // A lesson, guide, logbook, glossary, tips or plain page: what a box of a figure may lead to.
  const Page* find_linked(std::string_view id) const;

  // Filled by load_course().
  std::unordered_map<std::string, std::size_t> page_by_key;  // page_key() -> index
  std::unordered_map<std::string, std::pair<std::size_t, LanguageIndex>>
      page_by_file;  // content file -> page and language
};

// The key of a page in Course::page_by_key: "lesson:tools.note-taking".
std::string page_key(PageKind kind, std::string_view id);

// The address of a page in the site, without a leading '/': "fr/lessons/tools/note-taking.html".
// For Entry: "fr/logbooks/supabase/<id>.html". The same in every language but for the first part.
std::string address_of(const Course& course, const Page& page, LanguageIndex language);

// The address of a lab's page: "fr/labs/firewall.html".
std::string address_of_lab(const Course& course, std::string_view lab, LanguageIndex language);

// The half to show to a reader of `language`: its own, or, when it is missing, the source
// language's (or any other).
LanguageIndex shown_language(const Page& page, LanguageIndex language);

}  // namespace model
