#include "generator/render/digests.h"

#include <algorithm>

#include "generator/model/freshness.h"
#include "generator/model/links.h"
#include "generator/render/lines.h"
#include "generator/render/pages.h"

namespace render {
namespace {

using model::LanguageIndex;
using model::PageKind;
using Sum = base::ByteWriter;

void add(Sum& sum, const std::vector<std::string>& texts) {
  sum.number(texts.size());
  for (const std::string& text : texts) sum.text(text);
}

void add(Sum& sum, const model::Texts& texts) { add(sum, texts.by_language); }

void add(Sum& sum, int number) { sum.number(static_cast<std::uint64_t>(number)); }

void add(Sum& sum, const model::EntryFacts& entry) {
  sum.text(entry.system).text(entry.layer).text(entry.lab).text(entry.status);
  add(sum, entry.errors);
}

void add(Sum& sum, const std::optional<model::Verified>& verified) {
  sum.number(verified ? 1 : 0);
  if (!verified) return;
  sum.text(iso_date(verified->date));
  add(sum, verified->on);
}

void add(Sum& sum, const std::vector<model::Variable>& variables) {
  sum.number(variables.size());
  for (const model::Variable& one : variables)
    sum.text(one.name).text(one.type).text(one.example).number(one.secret ? 1 : 0);
}

void add(Sum& sum, const std::optional<text::Date>& date) {
  sum.text(date ? iso_date(*date) : std::string());
}

void add(Sum& sum, const model::FileDates& dates) {
  add(sum, dates.changed);
  add(sum, dates.published);
  add(sum, dates.authors);
  sum.number(dates.changes.size());
  for (const model::FileDates::Change& change : dates.changes)
    sum.text(iso_date(change.on)).text(change.subject).text(change.commit);
}

// What is known of a half besides its text.
void add_state(Sum& sum, const model::Half& half) {
  sum.number(half.exists ? 1 : 0).text(half.file).number(half.translation ? 1 : 0);
  if (!half.translation) return;
  add(sum, half.translation->of);
  sum.text(half.translation->by).text(half.translation->status);
  sum.number(half.translation->sections.empty() ? 0 : 1);
}

void add_text(Sum& sum, const model::Half& half) {
  sum.hash(half.source).text(half.title).text(half.description);
  add(sum, half.dates);
  add(sum, half.anchors);
}

base::Hash digest_of(const model::LabSummary& lab) {
  Sum sum;
  sum.text(lab.id).number(lab.open ? 1 : 0).number(lab.checks.size());
  add(sum, lab.title);
  add(sum, lab.summary);
  for (const model::LabCheckTitle& check : lab.checks) {
    sum.text(check.id);
    add(sum, check.title);
  }
  sum.number(lab.faults.size());
  for (const model::LabFault& fault : lab.faults) {
    sum.text(fault.id).text(fault.check);
    add(sum, fault.title);
  }
  return base::hash(sum.bytes());
}

// What the frame of every page shows: head.cc.
base::Hash base_of(const Shared& shared) {
  const model::Course& course = shared.course;
  const SiteConfig& config = shared.config;
  Sum sum;
  sum.hash(shared.theme.digest());
  sum.text(config.name)
      .text(config.url)
      .text(config.edit_link)
      .text(config.contact)
      .text(config.commit_link);
  sum.number(config.authors ? 1 : 0);
  add(sum, config.changes);
  sum.text(course.id).text(shared.licence).number(shared.feeds ? 1 : 0);
  add(sum, course.languages);
  add(sum, course.title);
  for (const bool there : {shared.guides.empty(), shared.logbooks.empty(), course.labs.empty(),
                           shared.glossary == nullptr, shared.errors.empty(),
                           shared.tips == nullptr, course.blocks.empty()})
    sum.number(there ? 1 : 0);
  for (LanguageIndex language = 0; language < shared.languages.size(); ++language) {
    sum.text(glossary_script_path(shared, language));
    for (const PageIndex i : shared.plain)
      if (const model::Page& page = course.pages[i];
          page.id == "about" || page.id == "accessibility")
        sum.text(page.id).text(shared.title(page, language));
  }
  sum.number(course.levels.size());
  for (const model::Level& level : course.levels) {
    sum.text(level.id);
    add(sum, level.title);
  }
  sum.number(course.tab_groups.size());
  for (const model::TabGroup& group : course.tab_groups) {
    sum.text(group.id).number(group.choices.size());
    for (const model::TabChoice& choice : group.choices) {
      sum.text(choice.id);
      add(sum, choice.label);
    }
  }
  return base::hash(sum.bytes());
}

}  // namespace

Digests::Digests(const Shared& shared) : shared_(shared), base_(base_of(shared)) {
  const std::vector<model::Page>& pages = shared.course.pages;
  for (const model::LabSummary& lab : shared.course.labs) labs_.push_back(digest_of(lab));
  names_.resize(shared.languages.size());
  cards_.resize(shared.languages.size());
  for (LanguageIndex language = 0; language < shared.languages.size(); ++language) {
    for (PageIndex i = 0; i < pages.size(); ++i) {
      const model::Page& page = pages[i];
      const LanguageIndex shown = model::shown_language(page, language);
      Sum sum;
      sum.number(static_cast<std::uint64_t>(page.kind)).text(page.id).text(page.folder);
      sum.number(shown).text(page.halves[shown].title).text(page.level);
      sum.number(static_cast<std::uint64_t>(page.status));
      for (const int number : {page.rev, page.minutes_read, page.minutes_do}) add(sum, number);
      names_[language].push_back(base::hash(sum.bytes()));
      sum.text(page.halves[shown].description);
      add(sum, page.entry);
      const auto entries = shared.entries.find(i);
      sum.number(entries == shared.entries.end() ? 0 : entries->second.size());
      cards_[language].push_back(base::hash(sum.bytes()));
    }
  }
}

void Digests::add_name(Sum& sum, const model::Page& page, LanguageIndex language) const {
  sum.hash(names_[language][shared_.index_of(page)]);
}

void Digests::add_names(Sum& sum, const std::vector<PageIndex>& pages,
                        LanguageIndex language) const {
  sum.number(pages.size());
  for (const PageIndex i : pages) sum.hash(names_[language][i]);
}

void Digests::add_cards(Sum& sum, const std::vector<PageIndex>& pages,
                        LanguageIndex language) const {
  sum.number(pages.size());
  for (const PageIndex i : pages) sum.hash(cards_[language][i]);
}

// Cards that say what to read before.
void Digests::add_needs(Sum& sum, const std::vector<PageIndex>& pages,
                        LanguageIndex language) const {
  add_cards(sum, pages, language);
  for (const PageIndex i : pages) {
    const auto required = required_pages(shared_, shared_.course.pages[i]);
    sum.number(required.size());
    for (const model::Page* page : required) add_name(sum, *page, language);
  }
}

void Digests::add_lab(Sum& sum, std::string_view id) const {
  const model::LabSummary* lab = shared_.course.find_lab(id);
  sum.hash(lab == nullptr ? base::Hash()
                          : labs_[static_cast<std::size_t>(lab - shared_.course.labs.data())]);
}

// The page itself: what its files say, in the language of a reader.
void Digests::add_page(Sum& sum, const model::Page& page, LanguageIndex language) const {
  const LanguageIndex shown = model::shown_language(page, language);
  add_name(sum, page, language);
  sum.number(language).text(page.topic).number(page.source).text(page.licence);
  add(sum, page.variables);
  add(sum, page.verified);
  add(sum, page.entry);
  sum.number(page.credits.size());
  for (const auto& [role, names] : page.credits) {
    sum.text(role);
    add(sum, names);
  }
  for (const model::Half& half : page.halves) add_state(sum, half);
  for (LanguageIndex i = 0; i < page.halves.size(); ++i)
    if (i == shown || (page.kind == PageKind::Glossary && page.halves[i].exists))
      add_text(sum, page.halves[i]);
  add_freshness(sum, page, shown);
  for (const markdown::FigureFact& fact : page.halves[shown].facts.figures) {
    const model::Figure* figure = shared_.course.find_figure(fact.id);
    if (figure == nullptr) continue;
    sum.hash(figure->source);
    for (const model::FigureNode& node : figure->nodes)
      if (const model::Page* to =
              node.link.empty() ? nullptr : shared_.course.find_linked(node.link))
        add_name(sum, *to, language);
  }
}

// Which sections of a translation are behind, and where their originals stand.
void Digests::add_freshness(Sum& sum, const model::Page& page, LanguageIndex language) const {
  const model::Half& source = page.halves[page.source];
  if (language == page.source || !source.exists || !page.halves[language].exists) return;
  const model::Freshness fresh = model::freshness(page, language);
  sum.number(fresh.removed).number(fresh.changed.size());
  for (const std::size_t heading : fresh.changed)
    sum.number(heading).text(heading < source.anchors.size() ? source.anchors[heading]
                                                             : std::string());
}

// Where the links of a half lead, and which labs it shows.
void Digests::add_links(Sum& sum, const model::Page& page, LanguageIndex language) const {
  const model::Half& half = page.halves[model::shown_language(page, language)];
  for (const markdown::LinkFact& link : half.facts.links) {
    const model::ResolvedLink to =
        model::resolve_link(shared_.course, half.file, language, link.target, link.image);
    sum.number(static_cast<std::uint64_t>(to.outcome)).text(to.address).text(to.fragment);
    if (const auto size = shared_.images.find(to.address); size != shared_.images.end()) {
      add(sum, size->second.width);
      add(sum, size->second.height);
    }
  }
  for (const markdown::LabFact& lab : half.facts.labs) add_lab(sum, lab.id);
}

// A logbook's task makes its entries too, for the readers of every language.
void Digests::add_entries(Sum& sum, const model::Page& logbook) const {
  const auto found = shared_.entries.find(shared_.index_of(logbook));
  for (LanguageIndex language = 0; language < shared_.languages.size(); ++language) {
    add_name(sum, logbook, language);
    add_links(sum, logbook, language);
    if (found == shared_.entries.end()) continue;
    add_cards(sum, found->second, language);
    for (const PageIndex i : found->second) {
      const model::Page& entry = shared_.course.pages[i];
      if (!entry.in_logbook_file) continue;
      add_page(sum, entry, language);
      add_lab(sum, entry.entry.lab);
    }
  }
}

// The others of its logbook that an entry names.
void Digests::add_entry(Sum& sum, const model::Page& page, LanguageIndex language) const {
  const model::Page& logbook = shared_.course.pages[page.logbook];
  add_name(sum, logbook, language);
  add(sum, logbook.variables);
  add_lab(sum, page.entry.lab);
  const auto found = shared_.entries.find(page.logbook);
  if (found == shared_.entries.end()) return;
  const std::vector<PageIndex>& entries = found->second;
  const PageIndex own = shared_.index_of(page);
  sum.number(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool beside = (i > 0 && entries[i - 1] == own) ||
                        (i + 1 < entries.size() && entries[i + 1] == own) || entries[i] == own;
    const bool related = shared_.course.pages[entries[i]].entry.system == page.entry.system;
    if (beside || related) sum.number(i).hash(cards_[language][entries[i]]);
  }
}

void Digests::add_topic(Sum& sum, const model::Page& page, LanguageIndex language) const {
  const std::size_t topic = shared_.topic_index(page.topic);
  if (topic == shared_.course.topics.size()) return;
  sum.text(page.topic);
  add(sum, shared_.course.topics[topic].title);
  const std::vector<PageIndex>& lessons = shared_.lessons_of_topic[topic];
  const auto found = std::find(lessons.begin(), lessons.end(), shared_.index_of(page));
  if (found == lessons.end()) return;
  const auto place = static_cast<std::size_t>(found - lessons.begin());
  const Way way = way_around(lessons.size(), place);
  sum.number(lessons.size()).number(place - way.from);
  add_names(sum,
            {lessons.begin() + static_cast<std::ptrdiff_t>(way.from),
             lessons.begin() + static_cast<std::ptrdiff_t>(way.to)},
            language);
}

void Digests::add_content(Sum& sum, const model::Page& page, LanguageIndex language) const {
  add_page(sum, page, language);
  if (page.kind == PageKind::Logbook) return add_entries(sum, page);
  add_links(sum, page, language);
  if (page.kind == PageKind::Entry) return add_entry(sum, page, language);
  const auto required = required_pages(shared_, page);
  sum.number(required.size());
  for (const model::Page* one : required) add_name(sum, *one, language);
  for (const std::string& id : page.next)
    if (const model::Page* next = shared_.course.find_any(id))
      sum.hash(cards_[language][shared_.index_of(*next)]);
  if (page.kind == PageKind::Lesson) add_topic(sum, page, language);
}

// Levels, topics, and what the course says of itself.
void Digests::add_grid(Sum& sum) const {
  const model::Course& course = shared_.course;
  add(sum, course.tagline);
  add(sum, course.description);
  for (const model::Level& level : course.levels) {
    add(sum, level.promise);
    add(sum, level.objective);
  }
  sum.number(course.topics.size());
  for (const model::Topic& topic : course.topics) {
    sum.text(topic.id);
    add(sum, topic.title);
    add(sum, topic.question);
  }
  sum.number(course.cells.size());
  for (const model::Cell& cell : course.cells) {
    sum.text(cell.level).text(cell.topic);
    add(sum, cell.text);
  }
}

base::Hash Digests::of(const Task& task) const {
  Sum sum;
  sum.hash(base_).number(static_cast<std::uint64_t>(task.kind)).number(task.language);
  sum.number(task.index);
  if (task.kind == Task::Kind::ContentPage)
    add_content(sum, shared_.course.pages[task.page], task.language);
  else
    add_list(sum, task);
  return base::hash(sum.bytes());
}

base::Hash Digests::text_of(const Task& task) const {
  const model::Page& page = shared_.course.pages[task.page];
  Sum sum;
  sum.text(shared_.languages[task.language].code);
  add_page(sum, page, task.language);
  const model::Half& half = page.halves[model::shown_language(page, task.language)];
  for (const markdown::LogFact& log : half.facts.logs) {
    const model::Page* entry = shared_.course.find_page(PageKind::Entry, log.id);
    sum.number(entry == nullptr ? 0 : 1);
    if (entry != nullptr) sum.hash(cards_[task.language][shared_.index_of(*entry)]);
  }
  return base::hash(sum.bytes());
}

}  // namespace render
